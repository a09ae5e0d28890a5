// Ids that follow from what a row says, so that the same row is the same command whenever it is imported.
// They are keyed: they stand readable in the log, and a plain hash of a salary is found by trying all salaries.
import { createHmac } from "node:crypto";

export interface ContentIds {
  /** A UUID (version 8) for a content. */
  id(content: readonly unknown[]): string;
  /** The fingerprint that stands beside the id in an event's metadata. */
  hash(content: readonly unknown[]): string;
}

/** @param key 32 bytes that never stand in the log. */
export const contentIds = (key: Buffer): ContentIds => {
  const digest = (purpose: string, content: readonly unknown[]) =>
    createHmac("sha256", key).update(purpose).update(JSON.stringify(content)).digest();
  return {
    id: (content) => {
      const bytes = digest("id", content);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = bytes.toString("hex");
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
    },
    hash: (content) => digest("hash", content).subarray(0, 16).toString("base64url"),
  };
};

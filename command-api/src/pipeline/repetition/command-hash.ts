// The fingerprint of a command: the same id with another body is recognised by it (rule 3 of the design).
// It is keyed, because it stands readable in the log for ever: a plain hash of a salary is found by trying all salaries.
import { createHmac } from "node:crypto";

/** 128 bits: enough that two bodies never meet, and half the length in every event's metadata. */
const HASH_BYTES = 16;

/** JSON with the keys of every object in order, so that a body hashes alike however it was written. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(",")}}`;
};

export interface HashedCommand {
  readonly name: string;
  readonly actor: string;
  /** The parsed body: what the sender left out or wrote in another order does not count. */
  readonly data: unknown;
}

/** @param key 32 bytes that are not in the log; whoever has them and the log can try bodies. */
export const commandHash = (key: Buffer, { name, actor, data }: HashedCommand): string =>
  createHmac("sha256", key)
    .update(canonical([name, actor, data]))
    .digest()
    .subarray(0, HASH_BYTES)
    .toString("base64url");

// Personal fields are sealed per person before they reach the log: AES-256-GCM with the stream and the event's id as
// associated data, so that a sealed box cannot be moved to another event.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals JSON values with a key of 32 bytes. Layout: format (1 byte), IV (12), tag (16), ciphertext; base64. */
export const seal = (fields: Record<string, unknown>, key: Buffer, associated: string): string => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(associated));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(fields), "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), sealed]).toString("base64");
};

/** Opens a sealed box. Throws when the key is another one, or box, stream or event were tampered with. */
export const unseal = (box: string, key: Buffer, associated: string): Record<string, unknown> => {
  const bytes = Buffer.from(box, "base64");
  if (bytes[0] !== FORMAT) throw new Error(`sealed personal data of an unknown format ${bytes[0]}`);
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, iv)
    .setAAD(Buffer.from(associated))
    .setAuthTag(bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
  const opened = decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)); // all of it: GCM holds nothing back
  decipher.final(); // throws where the box is not authentic
  return JSON.parse(opened.toString("utf8")) as Record<string, unknown>; // authenticated: sealed by `seal`
};

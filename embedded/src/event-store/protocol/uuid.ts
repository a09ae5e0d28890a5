// The protocol's UUID: a text, or two signed 64-bit halves ("structured"). Inside the store it is sixteen bytes.
import { MalformedMessage, type WireReader } from "./wire-reader.js";

const HYPHENATED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const uuidBytes = (text: string): Buffer => {
  if (!HYPHENATED.test(text)) throw new MalformedMessage(`"${text.slice(0, 60)}" is not a UUID`);
  return Buffer.from(text.replaceAll("-", ""), "hex");
};

export const uuidText = (bytes: Buffer): string => {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** Decodes event_store.client.UUID. */
export const decodeUuid = (reader: WireReader): Buffer => {
  let bytes: Buffer | undefined;
  reader.fields((field) => {
    if (field === 1) bytes = structured(reader.message());
    else if (field === 2) bytes = uuidBytes(reader.text());
    else return false;
    return true;
  });
  if (bytes === undefined) throw new MalformedMessage("a UUID is empty");
  return bytes;
};

const structured = (reader: WireReader): Buffer => {
  const bytes = Buffer.alloc(16);
  reader.fields((field) => {
    if (field === 1) bytes.writeBigInt64BE(reader.int64(), 0);
    else if (field === 2) bytes.writeBigInt64BE(reader.int64(), 8);
    else return false;
    return true;
  });
  return bytes;
};

// Writes the protobuf wire format. Small answers are put together from fields; the read path writes into one buffer.

export const varintLength = (value: number): number => {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) length += 1;
  return length;
};

/** Writes an integer of 0 … 2^53-1 and returns the offset behind it. */
export const writeVarint = (target: Buffer, offset: number, value: number): number => {
  let rest = value;
  let at = offset;
  while (rest >= 0x80) {
    target[at++] = (rest % 128) | 0x80;
    rest = rest > 0x7fffffff ? Math.floor(rest / 128) : rest >>> 7;
  }
  target[at++] = rest;
  return at;
};

const WIRE_VARINT = 0;
const WIRE_BYTES = 2;

export const varintTag = (field: number): number => (field << 3) | WIRE_VARINT;
export const bytesTag = (field: number): number => (field << 3) | WIRE_BYTES;

/** Writes a tag and a length-delimited value, and returns the offset behind it. Fields above 15 are not used here. */
export const writeBytes = (target: Buffer, offset: number, field: number, value: Uint8Array): number => {
  target[offset] = bytesTag(field);
  const at = writeVarint(target, offset + 1, value.length);
  target.set(value, at);
  return at + value.length;
};

export const bytesFieldLength = (length: number): number => 1 + varintLength(length) + length;

export const bytesField = (field: number, value: Uint8Array): Buffer => {
  const target = Buffer.allocUnsafe(bytesFieldLength(value.length));
  writeBytes(target, 0, field, value);
  return target;
};

export const textField = (field: number, value: string): Buffer => bytesField(field, Buffer.from(value, "utf8"));

export const messageField = (field: number, ...content: readonly Buffer[]): Buffer =>
  bytesField(field, Buffer.concat(content));

export const emptyField = (field: number): Buffer => Buffer.from([bytesTag(field), 0]);

/** A uint64, int64 or enumeration field; a bigint serves the whole range of uint64. */
export const varintField = (field: number, value: number | bigint): Buffer => {
  const bytes = [varintTag(field)];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
};

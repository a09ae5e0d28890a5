// Reads the protobuf wire format (https://protobuf.dev/programming-guides/encoding/) from bytes nobody has vouched for:
// every length is checked against the end of the message, so a hostile message is refused and never read past.

/** The bytes are not a well-formed protobuf message of the expected shape. */
export class MalformedMessage extends Error {
  constructor(what: string) {
    super(`The message is not well-formed protobuf: ${what}.`);
    this.name = "MalformedMessage";
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a UTF-8 field. Throws MalformedMessage where the bytes are not UTF-8. */
export const utf8Text = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedMessage("a text is not UTF-8");
  }
};

/** A cursor over one message. Values are views of the given buffer, never copies. */
export class WireReader {
  private offset = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Calls `field` for every field; it must consume the value through this reader or return false to have it skipped. */
  fields(field: (number: number) => boolean): void {
    while (this.offset < this.bytes.length) {
      const tag = this.uint32();
      const before = this.offset;
      this.wireType = tag & 7;
      if (tag >>> 3 === 0) throw new MalformedMessage("a field has the number 0");
      if (!field(tag >>> 3)) {
        this.offset = before;
        this.skip();
      }
    }
  }

  private wireType = 0;

  private expectWireType(type: number): void {
    if (this.wireType !== type) throw new MalformedMessage(`wire type ${this.wireType} where ${type} belongs`);
  }

  uint64(): bigint {
    this.expectWireType(0);
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new MalformedMessage("a varint is longer than ten bytes");
  }

  /** An int64 field (negative numbers are ten bytes long). */
  int64(): bigint {
    return BigInt.asIntN(64, this.uint64());
  }

  bool(): boolean {
    return this.uint64() !== 0n;
  }

  /** An enumeration or a uint32. */
  number(): number {
    return Number(BigInt.asUintN(32, this.uint64()));
  }

  view(): Buffer {
    this.expectWireType(2);
    const length = this.uint32();
    const end = this.offset + length;
    if (end > this.bytes.length) throw new MalformedMessage("a length points past the end");
    const view = this.bytes.subarray(this.offset, end);
    this.offset = end;
    return view;
  }

  text(): string {
    return utf8Text(this.view());
  }

  /** A reader of an embedded message. */
  message(): WireReader {
    return new WireReader(this.view());
  }

  /** Consumes an embedded message whose content says nothing, such as Empty. */
  empty(): true {
    this.view();
    return true;
  }

  private byte(): number {
    const byte = this.bytes[this.offset++];
    if (byte === undefined) throw new MalformedMessage("it ends in the middle of a value");
    return byte;
  }

  private uint32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (value > 0xffffffff) throw new MalformedMessage("a tag or length is too large");
        return value;
      }
    }
    throw new MalformedMessage("a tag or length is too long");
  }

  private skip(): void {
    if (this.wireType === 0) this.uint64();
    else if (this.wireType === 2) this.view();
    else if (this.wireType === 1) this.advance(8);
    else if (this.wireType === 5) this.advance(4);
    else throw new MalformedMessage(`wire type ${this.wireType} is not used by proto3`);
  }

  private advance(length: number): void {
    this.offset += length;
    if (this.offset > this.bytes.length) throw new MalformedMessage("it ends in the middle of a value");
  }
}

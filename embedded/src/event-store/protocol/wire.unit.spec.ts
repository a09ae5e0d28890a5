// What is written is read back, and whatever else comes is refused as malformed and nothing worse.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeReadRequest } from "./read-request.js";
import { decodeAppendRequest, decodeBatchAppendRequest, decodeDeleteRequest } from "./requests.js";
import { MalformedMessage, WireReader } from "./wire-reader.js";
import { textField, varintField, varintLength, writeVarint } from "./wire-writer.js";

test("every integer that is written is read back", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
      const reader = new WireReader(varintField(3, value));
      let read: bigint | undefined;
      reader.fields(() => ((read = reader.uint64()), true));
      expect(read).toBe(value);
    }),
  );
});

test("the two writers of integers agree, and on the length", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const target = Buffer.alloc(12);
      const length = writeVarint(target, 0, value);
      expect(target.subarray(0, length)).toEqual(varintField(1, value).subarray(1));
      expect(varintLength(value)).toBe(length);
    }),
  );
});

test("every text that is written is read back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const reader = new WireReader(textField(5, text));
      let read: string | undefined;
      reader.fields(() => ((read = reader.text()), true));
      expect(read).toBe(text);
    }),
  );
});

test.each([
  ["ReadReq", decodeReadRequest],
  ["AppendReq", decodeAppendRequest],
  ["BatchAppendReq", decodeBatchAppendRequest],
  ["DeleteReq", decodeDeleteRequest],
])("random bytes are a %s or malformed, and never anything else", (_name, decode) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        decode(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedMessage);
      }
    }),
    { numRuns: 2_000 },
  );
});

// An event is read as it was written, and any change of any byte is noticed.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import * as record from "./event-record.js";

const event = fc.record({
  position: fc.integer({ min: 1, max: 0xfffffffe }),
  streamId: fc.integer({ min: 1, max: 0xffffffff }),
  streamName: fc.string({ unit: "grapheme", minLength: 1 }),
  revision: fc.oneof(fc.integer({ min: 0, max: 0xfffffffe }), fc.constant(record.TOMBSTONE_REVISION)),
  created: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
  type: fc.string({ unit: "grapheme" }),
  isJson: fc.boolean(),
  customMetadata: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  data: fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes)),
});

test("an event is read as it was written", () => {
  fc.assert(
    fc.property(event, (written) => {
      const bytes = record.encodeEvent(written);
      expect(record.faultOf(bytes, written.position)).toBeUndefined();
      expect({
        position: record.positionOf(bytes),
        streamId: record.streamIdOf(bytes),
        streamName: record.streamNameOf(bytes),
        revision: record.revisionOf(bytes),
        created: record.createdOf(bytes),
        isJson: record.isJsonOf(bytes),
        id: record.eventIdOf(bytes),
        type: record.typeOf(bytes),
        data: record.dataOf(bytes),
      }).toEqual({
        position: written.position,
        streamId: written.streamId,
        streamName: written.streamName,
        revision: written.revision,
        created: written.created,
        isJson: written.isJson,
        id: written.id,
        type: written.type,
        data: written.data,
      });
    }),
  );
});

test("any changed byte, and a record at another position, is a fault", () => {
  fc.assert(
    fc.property(event, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, where, change) => {
      const bytes = record.encodeEvent(written);
      expect(record.faultOf(bytes, written.position + 1)).toContain(`position ${written.position}`);
      const at = where % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ change;
      expect(record.faultOf(bytes, written.position)).toBeDefined();
    }),
  );
});

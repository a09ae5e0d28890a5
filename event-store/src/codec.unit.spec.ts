// The codec: versions lifted, personal fields sealed, faults named instead of thrown.
import { expect, test } from "@jest/globals";
import { v5 as uuidv5 } from "uuid";
import { createCodec, eventId, type StoredEvent } from "./codec.js";
import type { KeyVault } from "./key-vault.js";
import type { EventMetadata, EventSchema } from "./recorded-event.js";

const key = Buffer.alloc(32, 1);
const keys = (subjects: readonly string[]) => Promise.resolve(new Map(subjects.map((subject) => [subject, key])));
const vault: KeyVault = { keysOf: keys, ensureKeys: keys, derivedKey: () => Buffer.alloc(32) };
const named: EventSchema = {
  type: "Named",
  version: 2,
  personal: ["name"],
  subject: "who",
  upcasters: [(data) => ({ ...data, nickname: null })],
};
const metadata = { $correlationId: "c", $causationId: "x", commandId: "x", commandHash: "h", actor: "a" };

const stored = (
  data: Record<string, unknown>,
  schemaVersion: number,
  id = eventId("x", "person-1", 0),
): StoredEvent => ({
  id,
  streamId: "person-1",
  isJson: true,
  revision: 0n,
  type: "Named",
  created: new Date(0),
  position: { commit: 9n, prepare: 9n },
  data,
  metadata: { ...metadata, schemaVersion } satisfies EventMetadata,
});

test("event ids follow from command, stream and index alone", () => {
  expect(eventId("c", "s", 0)).toBe(eventId("c", "s", 0));
  expect(eventId("c", "s", 0)).toBe(uuidv5("c/s/0", "5d9d3c35-8c4e-5f0b-9a53-7d0a2d0f6c11"));
  expect(new Set([eventId("c", "s", 0), eventId("c", "s", 1), eventId("c", "t", 0), eventId("d", "s", 0)]).size).toBe(
    4,
  );
});

test("what is encoded decodes to the same data, without the personal field in the open", async () => {
  const codec = createCodec([named], vault);
  const data = { who: "1", name: "Анна", nickname: null };
  const [encoded] = await codec.encode("person-1", [{ type: "Named", data }], metadata);
  expect(JSON.stringify(encoded)).not.toContain("Анна");
  const [decoded] = await codec.decode([stored(encoded?.data as Record<string, unknown>, 2, encoded?.id)]);
  expect(decoded).toMatchObject({ data, position: 9n, erased: false });
});

test("personal fields that nobody asks for come as null, without a key, and nobody is taken to be erased", async () => {
  const codec = createCodec([named], vault);
  const [encoded] = await codec.encode("person-1", [{ type: "Named", data: { who: "1", name: "Анна" } }], metadata);
  const asked: string[] = [];
  const asking: KeyVault = { ...vault, keysOf: (subjects) => (asked.push(...subjects), keys(subjects)) };
  const sealed = stored(encoded?.data as Record<string, unknown>, 1, encoded?.id);
  const [decoded] = await createCodec([named], asking).decode([sealed], new Set(["Named"]));
  expect(decoded).toMatchObject({ data: { who: "1", name: null, nickname: null }, erased: false });
  expect(asked).toEqual([]);
});

test("an old version is lifted to today's shape", async () => {
  const [decoded] = await createCodec([named], vault).decode([stored({ who: "1", name: "A" }, 1)]);
  expect(decoded?.data).toEqual({ who: "1", name: "A", nickname: null });
});

test("an event of a newer version, or a damaged one, is a fault of that event alone", async () => {
  const codec = createCodec([named], vault);
  const [newer, damaged, sound] = await codec.decode([
    stored({ who: "1", name: "A" }, 3),
    stored({ who: "1", $personal: "AAAA" }, 2),
    stored({ who: "1", name: "A", nickname: null }, 2),
  ]);
  expect(newer?.fault).toMatch(/version 3/);
  expect(damaged?.fault).toBeDefined();
  expect(sound?.fault).toBeUndefined();
});

test("two definitions of one type are refused while the program starts", () => {
  expect(() => createCodec([named, named], vault)).toThrow(/same type/);
});

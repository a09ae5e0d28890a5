// What is released stays readable, the documents are what they say they are, and the check of both bites.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { z } from "zod";
import { allContracts, contractOf } from "./all-contracts.js";
import { asyncApiDocument } from "./async-api.js";
import { type Attributes, fromHeaders, toHeaders } from "./cloud-event.js";
import { breaks } from "./compatibility.js";
import { contract } from "./contract.js";
import { allCommands } from "./commands/all-commands.js";
import { breaksSenders, commandContract } from "./commands/command-contract.js";
import { commandFromHeaders, commandOfType } from "./commands/command-event.js";
import { describedSchemas, jsonSchemaOf } from "./json-schema.js";
import type { JsonSchema } from "./schema-address.js";

const folder = new URL("../released/", import.meta.url);
const released = (type: string): JsonSchema =>
  JSON.parse(readFileSync(new URL(`${type}.json`, folder), "utf8")) as JsonSchema; // written by scripts/event-contracts.mjs

const described = [...describedSchemas()];

test("every released contract is still there, and each contract is released", () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
  expect(files.toSorted()).toEqual(described.map(([type]) => type).toSorted());
});

test.each(allContracts)("$type breaks nobody who reads the released one", (each) => {
  expect(breaks(released(each.type), jsonSchemaOf(each))).toEqual([]);
});

test.each(allCommands)("$type refuses nobody who sends the released one", (each) => {
  expect(breaksSenders(released(each.type), jsonSchemaOf(each))).toEqual([]);
});

test.each(described)("the released file of %s is today's schema", (type, schema) => {
  expect(released(type)).toEqual(JSON.parse(JSON.stringify(schema))); // else: node scripts/event-contracts.mjs
});

test.each(allCommands)(
  "the example of $type is what its JSON Schema describes, and nothing more may be sent",
  (each) => {
    const holds = new Ajv2020({ validateFormats: false }).compile(jsonSchemaOf(each));
    expect(holds(each.example)).toBe(true);
    expect(holds({ ...each.example, more: 1 })).toBe(false);
    expect(each.data.safeParse(each.example).success).toBe(true);
    expect(commandOfType(each.type)).toEqual({ name: each.name, version: each.version });
  },
);

describe("what a sender of commands relies on", () => {
  const was = commandContract({
    name: "trial",
    version: 1,
    about: "",
    data: z.strictObject({ id: z.string(), at: z.strictObject({ day: z.iso.date() }), note: z.string().optional() }),
    example: { id: "1", at: { day: "2026-01-01" } },
  });
  const { shape } = was.data;
  const with_ = (data: z.ZodObject): string =>
    breaksSenders(jsonSchemaOf(was), jsonSchemaOf({ ...was, data })).join("; ");

  test.each([
    ["a field that must be sent", z.strictObject({ ...shape, unit: z.string() }), /^\/unit must be sent now/],
    ["a field that could be left out", z.strictObject({ ...shape, note: z.string() }), /^\/note must be sent now/],
    [
      "one deep inside",
      z.strictObject({ ...shape, at: z.strictObject({ ...shape.at.shape, hour: z.int() }) }),
      /\/at\/hour must/,
    ],
    ["a field taken away", z.strictObject({ id: shape.id, at: shape.at }), /\/note is gone/],
    ["a narrower field", z.strictObject({ ...shape, id: z.string().max(3) }), /\/id/],
  ])("%s is refused", (_, data, fault) => expect(with_(data)).toMatch(fault));

  test("a field that may be left out is none", () =>
    expect(with_(z.strictObject({ ...shape, unit: z.string().optional() }))).toBe(""));

  test("a record that names no command, or no id, is none", () => {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      ce_specversion: "1.0",
      ce_id: "0B9C4F0E-6C0F-5B38-8A0F-4E7F0F6F2A10",
      ce_source: "master-hr",
      ce_type: "tabel.command.hire-employee.v1",
    };
    expect(commandFromHeaders(headers)).toMatchObject({ id: headers.ce_id.toLowerCase() });
    for (const fault of [
      { ce_id: "7" },
      { ce_type: "tabel.absence.v1" },
      { ce_type: "tabel.command.hire-employee.v1\n" },
      { ce_type: "tabel.command..v1" },
      { ce_specversion: "0.3" },
      { "content-type": "text/plain" },
      { ce_correlationid: "a b" },
      { ce_traceparent: "x" },
    ])
      expect(() => commandFromHeaders({ ...headers, ...fault })).toThrow(z.ZodError);
  });
});

test.each(allContracts)(
  "the example of $type is what its JSON Schema describes, and a field more is no fault",
  (each) => {
    const holds = new Ajv2020({ validateFormats: false }).compile(jsonSchemaOf(each));
    expect(holds(each.example)).toBe(true);
    expect(holds({ ...each.example, addedLater: 1 })).toBe(true);
    expect(holds({})).toBe(false);
    expect(each.data.safeParse(each.example).success).toBe(true);
    expect(contractOf(each.type)).toBe(each);
  },
);

test("no contract has a field for a name, a reason or a kind", () => {
  for (const each of allContracts)
    expect(JSON.stringify(Object.keys(each.data.shape))).not.toMatch(/name|reason|kind|ground|email|salary|amount/i);
});

describe("the check of compatibility bites", () => {
  const was = contract({
    name: "trial",
    version: 1,
    about: "",
    key: "id",
    data: z.object({ id: z.string().max(10), state: z.enum(["on", "off"]), at: z.object({ day: z.iso.date() }) }),
    example: { id: "1", state: "on", at: { day: "2026-01-01" } },
  });
  const with_ = (data: z.ZodObject): readonly string[] =>
    breaks(jsonSchemaOf(was), jsonSchemaOf({ ...was, data, example: was.example }));
  const { shape } = was.data;

  test.each([
    ["a field taken away", z.object({ id: shape.id, state: shape.state }), /\/at is gone/],
    ["a field renamed", z.object({ ...shape, id: z.string().optional(), number: shape.id }), /may be missing/],
    ["a field that may be missing", z.object({ ...shape, state: shape.state.optional() }), /\/state may be missing/],
    ["a field that may be null", z.object({ ...shape, state: shape.state.nullable() }), /\/state/],
    ["another type", z.object({ ...shape, id: z.int() }), /\/id \(type\) was "string" and is "integer"/],
    ["a value more in a closed list", z.object({ ...shape, state: z.enum(["on", "off", "half"]) }), /\/state \(enum\)/],
    ["a wider bound", z.object({ ...shape, id: z.string().max(20) }), /\/id \(maxLength\) was 10 and is 20/],
    ["a field deep inside taken away", z.object({ ...shape, at: z.object({}) }), /\/at.*\/day/],
  ])("%s is refused", (_, data, fault) => {
    expect(with_(data).join("; ")).toMatch(fault);
  });

  test("a field more, and other words, are none", () => {
    const more = z.object({ ...shape, at: z.object({ ...shape.at.shape, zone: z.string() }), note: z.string() });
    expect(with_(more)).toEqual([]);
    expect(breaks(jsonSchemaOf(was), jsonSchemaOf({ ...was, about: "Said better" }))).toEqual([]);
  });
});

test("the AsyncAPI document is one of version 3.0, with each topic", () => {
  const schema = createRequire(import.meta.url)("@asyncapi/specs/schemas/3.0.0.json") as object;
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, meta: false });
  const document = asyncApiDocument();
  const valid = ajv.validate(schema, document);
  expect(ajv.errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  const { channels } = document as { channels: object }; // as just proved
  expect(Object.keys(channels)).toEqual([...allContracts.map(({ type }) => type), "commands", "replies"]);
});

test("an envelope survives the way through headers, and what is none is refused", () => {
  const attributes: Attributes = {
    specversion: "1.0",
    id: "0b9c4f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
    source: "/tabel",
    type: "tabel.absence.v1",
    subject: "e00089",
    time: "2026-11-09T08:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: "/docs/events/schemas/tabel.absence.v1.json",
    sequence: "7",
    position: "1234",
  };
  const headers = toHeaders(attributes);
  expect(headers).toMatchObject({ "content-type": "application/json", ce_id: attributes.id, ce_sequence: "7" });
  const asRead = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));
  expect(fromHeaders(asRead)).toEqual(attributes);
  expect(() => fromHeaders({ ...asRead, ce_sequence: "0" })).toThrow(z.ZodError);
  expect(() => fromHeaders({})).toThrow(z.ZodError);
});

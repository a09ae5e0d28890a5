// A history tells what came of a scan, and nothing of what was read in it or written by a model.
import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LetterRead, LetterUploaded } from "@tabel/domain";
import { employeeHistory } from "./employee-history.js";

const sampleOf = (type: string): object =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../../domain/samples/${type}.v1.json`, import.meta.url)), "utf8"),
  ) as object; // ours

const shown = ({ type, data }: { readonly type: string; readonly data: object }) => {
  const recorded = {
    type,
    data,
    id: "i",
    stream: "resignation-e00042_1",
    revision: 1n,
    position: 1n,
    recordedAt: "2026-11-16T09:30:00.000Z",
    erased: false,
    metadata: { actor: "system", commandId: "c", $causationId: "c", $correlationId: "c" },
  };
  return employeeHistory.entries(recorded as unknown as Parameters<typeof employeeHistory.entries>[0]); // what an entry reads of an event
};

test.each([LetterUploaded, LetterRead])("$type", (definition) => {
  const event = definition(sampleOf(definition.type) as never); // a sample of this very type
  const [entry] = shown(event) as readonly { readonly data: object }[]; // rows of the history
  expect(Object.keys(entry?.data ?? {})).toEqual(expect.arrayContaining(["letterId", "round"]));
  expect(JSON.stringify(entry?.data)).not.toMatch(/evidence|secondReading|"text"|raw|fingerprint|Прошу|local-vision/);
});

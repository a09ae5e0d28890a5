// Every event can be told in both languages, and a sentence says only what its event holds.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { eventCatalogue } from "../catalogue.js";
import type { EventDefinition } from "../kernel/event.js";
import { sentences } from "./all-sentences.js";
import { forms } from "./forms.js";
import { partsOf } from "./sentence.js";
import { sayEvent } from "./say-event.js";
import { words } from "./words.js";

const languages = ["ru", "en"] as const;
const rows = eventCatalogue.map((definition) => [definition.type, definition] as const);

/** The parts of a JSON schema that are looked at here. */
interface Described {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly Described[];
  readonly oneOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
}

const described = ({ schema }: EventDefinition): Described => z.toJSONSchema(schema, { io: "input" }) as Described; // a JSON schema

const choices = (schema: Described): readonly Described[] =>
  (schema.anyOf ?? schema.oneOf ?? [schema]).flatMap((each) =>
    each.anyOf === undefined && each.oneOf === undefined ? [each] : choices(each),
  );

/** What a path of a sentence leads to; nothing where the event has no such field. */
const reached = (schema: Described, path: readonly string[]): readonly Described[] =>
  path.reduce<readonly Described[]>(
    (at, name) => at.flatMap((each) => choices(each)).flatMap(({ properties }) => properties?.[name] ?? []),
    [schema],
  );

const placeholdersOf = (type: string) =>
  languages.flatMap((language) =>
    partsOf(sentences[type]?.[language] ?? "").flatMap(({ placeholder }) => placeholder ?? []),
  );

const sample = (definition: EventDefinition): Record<string, unknown> => {
  const folder = fileURLToPath(new URL("../../samples/", import.meta.url));
  const text = readFileSync(`${folder}${definition.type}.v${definition.version}.json`, "utf8");
  return definition.schema.parse(JSON.parse(text)) as Record<string, unknown>; // an event's data
};

describe("the sentences", () => {
  test("are those of the catalogue's events, no more and no fewer", () =>
    expect(Object.keys(sentences).toSorted()).toEqual(eventCatalogue.map(({ type }) => type).toSorted()));

  test.each(rows)("of %s name fields that the event has, in forms that there are", (type, definition) => {
    const faults = placeholdersOf(type).filter(
      ({ path, form }) =>
        reached(described(definition), path).length === 0 || (form !== undefined && forms[form] === undefined),
    );
    expect(faults).toEqual([]);
  });

  test.each(rows)("of %s leave no brace and no object for the reader", (type, definition) => {
    for (const language of languages) {
      const said = sayEvent({ type, data: sample(definition), erased: false }, language);
      expect(said).toMatch(/^\S.*\.$/s);
      expect(said).not.toMatch(/[{}[\]]|\bundefined\b|\bnull\b|\[object/);
    }
  });

  test.each(rows)("of %s say the same fields in both languages", (type) => {
    const fields = (language: "ru" | "en") =>
      partsOf(sentences[type]?.[language] ?? "")
        .flatMap(({ placeholder }) => placeholder?.path.join(".") ?? [])
        .toSorted();
    expect(fields("ru")).toEqual(fields("en"));
  });

  test.each(rows)("of %s have a word for every code of a list", (type, definition) => {
    const codes = placeholdersOf(type)
      .filter(({ form }) => form === "word")
      .flatMap(({ path }) => reached(described(definition), path))
      .flatMap(choices)
      .flatMap((each) => [...(each.enum ?? []), ...(typeof each.const === "string" ? [each.const] : [])]);
    expect(codes.filter((code) => words[code] === undefined)).toEqual([]);
  });

  test("would be found out if one named a field that its event has not", () => {
    const salary = eventCatalogue.find(({ type }) => type === "SalarySet");
    if (salary === undefined) throw new Error("there is a salary");
    expect(reached(described(salary), ["monthly", "minor"])).toHaveLength(1);
    expect(reached(described(salary), ["yearly"])).toEqual([]);
  });
});

describe("a sentence", () => {
  const approved = {
    type: "AbsenceApproved",
    data: {
      requestId: "r1",
      kind: "annual-leave",
      from: "2026-12-07",
      to: "2026-12-20",
      dayPart: "full",
      time: null,
      ledger: "annual",
      used: 1350,
      approvedBy: "e00003",
      onBehalfOf: null,
    },
    erased: false,
  };

  test("shows dates, kinds, amounts and people in the reader's language", () => {
    expect(sayEvent(approved, "ru", { person: (id) => (id === "e00003" ? "Петрова Анна" : undefined) })).toBe(
      "Заявка r1 одобрена: Ежегодный отпуск с 07.12.2026 по 20.12.2026 (весь день), использовано 13,5 дн., ежегодный отпуск, решение: Петрова Анна (e00003).",
    );
    expect(sayEvent(approved, "en")).toBe(
      "Request r1 was approved: Annual leave from 2026-12-07 to 2026-12-20 (the whole day), 13.5 days used, annual leave, decided by e00003.",
    );
  });

  test("leaves out what the event has nothing of, and shows amounts of a ledger of minutes as hours", () => {
    const hours = { ...approved, data: { ...approved.data, ledger: "time-off", used: 450 } };
    expect(sayEvent(hours, "en", { inMinutes: (ledger) => ledger === "time-off" })).toContain("7:30 h used");
    expect(sayEvent({ ...approved, data: { ...approved.data, ledger: null } }, "en")).not.toContain("used");
  });

  test("says that a personal field is erased, and that another was kept from the reader", () => {
    const erased = { ...approved, erased: true, data: { ...approved.data, kind: null } };
    expect(sayEvent(erased, "en")).toContain("approved: ‹erased› from 2026-12-07");
    const { kind: _, ...cut } = approved.data;
    expect(sayEvent({ ...approved, data: cut }, "ru")).toContain("одобрена: ‹скрыто› с 07.12.2026");
  });

  test("is the bare type for an event that only a newer program knows", () =>
    expect(sayEvent({ type: "FromTomorrow", data: {}, erased: false }, "en")).toBe("FromTomorrow"));

  test.each(rows)("of %s is said of somebody whose data are erased", (type, definition) => {
    const data = { ...sample(definition), ...Object.fromEntries(definition.personal.map((name) => [name, null])) };
    for (const language of languages) expect(sayEvent({ type, data, erased: true }, language)).toMatch(/^\S.*\.$/s);
  });
});

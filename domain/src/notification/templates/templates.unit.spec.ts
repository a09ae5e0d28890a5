// Words for every fact, role and language; what is wrong with one is found before the program starts; and the stored renderings,
// which change only when somebody means them to (UPDATE_RENDERINGS=1 writes them anew).
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { languages } from "../notification-settings.js";
import { exampleValues, exampleWordings } from "./examples.js";
import { mailHtml, mailText, renderMessage, ValueMissing } from "./render.js";
import { faultsOfTemplates, type Templates, templates } from "./templates.js";
import type { InLanguages } from "./template.js";

const reader = { language: "ru", timeZone: "Europe/Moscow", country: "RU" } as const;
const links = { home: "https://tabel.example", unsubscribe: "https://tabel.example/u/1" };
const faulty = (own: InLanguages): Templates => ({
  ...templates,
  "leave-approved": { ...templates["leave-approved"], own },
});
const good: InLanguages = { ru: ["Тема", "С {from}"], en: ["Subject", "From {from}"] };

describe("templates", () => {
  test("have words for every fact, role and language", () => expect(faultsOfTemplates()).toEqual([]));
  test.each([
    ["a value that the fact does not have", { ...good, en: ["Subject", "{colour}"] }, "names {colour}"],
    ["a language that is missing", { ru: good.ru }, "leave-approved, own, en is missing"],
    ["a brace too many", { ...good, ru: ["Тема", "С {from"] }, "has a brace that belongs to no value"],
    ["a subject that tells a name", { ...good, ru: ["{person}", "С {from}"] }, "subject tells {person}"],
    ["a subject that tells a kind", { ...good, ru: ["{kind}", "С {from}"] }, "subject tells {kind}"],
    ["a subject of two lines", { ...good, ru: ["Те\nма", "С {from}"] }, "subject has a line end"],
    ["no text", { ...good, ru: ["Тема"] }, "has no text"],
    ["a plural of what is no number", { ...good, ru: ["Тема", "{from|день|дня|дней}"] }, "{from} is no number"],
  ])("with %s are refused", (_, own, fault) =>
    expect(faultsOfTemplates(faulty(own as InLanguages)).join("\n")).toContain(fault),
  );
  test("lack a form of a plural, or a whole template: refused", () => {
    const days = {
      ...templates["carry-over-expires"],
      own: { ...good, ru: ["Тема", "{days|день|дней}"] } as InLanguages,
    };
    expect(faultsOfTemplates({ ...templates, "carry-over-expires": days }).join()).toContain("needs 3 forms");
    const { "hand-over": _, ...rest } = templates;
    expect(faultsOfTemplates(rest as Templates)).toEqual(["hand-over has no template"]);
  });
});

describe("a message", () => {
  test("with a value that was not brought is a fault, with one that is unknown neutral", () => {
    const { person: _, ...lacking } = exampleValues("step-waits");
    const wording = { fact: "step-waits", role: "step-holder" } as const;
    expect(() => renderMessage({ ...wording, values: lacking }, reader)).toThrow(ValueMissing);
    const erased = renderMessage({ ...wording, values: { ...lacking, person: null, kind: null } }, reader);
    expect(erased.paragraphs[0]).toBe("сотрудник: отсутствие, с 7 декабря 2026 г. по 20 декабря 2026 г.");
  });
  test.each([
    [100, "1 день"],
    [200, "2 дня"],
    [500, "5 дней"],
    [1100, "11 дней"],
    [2100, "21 день"],
    [250, "2,5 дня"],
  ])("says %i hundredths of a day as %s", (days, said) => {
    const values = { ...exampleValues("carry-over-expires"), days };
    const [text] = renderMessage({ fact: "carry-over-expires", role: "subject", values }, reader).paragraphs;
    expect(text?.replaceAll("\u00a0", " ")).toContain(`использовать ${said},`);
  });
  test("never carries markup or a second line of a subject out of a value", () =>
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (hostile) => {
        const title = `<script>${hostile}\r\nBcc: all@example.org`;
        const message = renderMessage(
          { fact: "announcement", role: "audience", values: { title, text: title } },
          reader,
        );
        expect(message.subject).not.toMatch(/[\r\n]/);
        expect(mailHtml([message], reader, links)).not.toContain("<script");
      }),
    ));
});

const stored = fileURLToPath(new URL("../../../renderings/", import.meta.url));

describe("stored rendering", () => {
  test.each(languages)("of every wording, in %s", (language) => {
    const of = { ...reader, language };
    const rendered = exampleWordings
      .map(({ fact, role }) => {
        const message = renderMessage({ fact, role, values: exampleValues(fact) }, of);
        return [`# ${fact}, ${role === "subject" ? "own" : "others"}`, message.subject, ...message.paragraphs].join(
          "\n",
        );
      })
      .join("\n\n");
    const files = new Map([
      [`wordings.${language}.txt`, `${rendered}\n`],
      ...(["text", "html"] as const).map((form): [string, string] => {
        const message = renderMessage(
          { fact: "leave-approved", role: "subject", values: exampleValues("leave-approved") },
          of,
        );
        return [
          `leave-approved.${language}.${form}.txt`,
          (form === "text" ? mailText : mailHtml)([message], of, links),
        ];
      }),
    ]);
    for (const [name, text] of files) {
      if (process.env["UPDATE_RENDERINGS"] === "1") writeFileSync(`${stored}${name}`, text);
      expect(readFileSync(`${stored}${name}`, "utf8")).toBe(text);
    }
  });
});

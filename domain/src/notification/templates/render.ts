// A message in words: plain text and HTML. Values are written by kind, escaped in HTML, and never break a line of a subject.
import type { FactName } from "../facts/notification-fact.js";
import type { RecipientRole } from "../recipients/directory.js";
import { fill } from "./template.js";
import { type Templates, templates, wordsFor } from "./templates.js";
import { type Reader, type Values, write } from "./values.js";

export interface Message {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** Thrown for a value that the reader of the fact did not bring: a fault of the program, found before anything is sent. */
export class ValueMissing extends Error {
  override readonly name = "ValueMissing";
}

const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 200);

/** Throws ValueMissing; a value that is there and null is written neutrally. */
export const renderMessage = (
  { fact, role, values }: { readonly fact: FactName; readonly role: RecipientRole; readonly values: Values },
  reader: Reader,
  set: Templates = templates,
): Message => {
  const words = wordsFor(set, fact, role, reader.language);
  if (words === undefined) throw new ValueMissing(`${fact} has no words for ${role} in ${reader.language}`);
  const kinds = set[fact].values;
  const [subject, ...paragraphs] = words.map(
    (text) =>
      fill(text, (place) => {
        const kind = kinds[place.name];
        const value = values[place.name];
        if (kind === undefined || value === undefined) throw new ValueMissing(`${fact} lacks the value ${place.name}`);
        return write(value, kind, place, reader);
      }).replaceAll("г..", "г."), // a Russian year at a sentence's end
  );
  return { subject: inOneLine(subject ?? ""), paragraphs };
};

const escaped: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escaped[sign] ?? sign);

const words = {
  ru: { open: "Открыть Tabel", unsubscribe: "Не присылать такие письма" },
  en: { open: "Open Tabel", unsubscribe: "Stop mails of this kind" },
} as const;

export interface Links {
  /** The application. */
  readonly home: string;
  /** Null for what cannot be switched off. */
  readonly unsubscribe: string | null;
}

/** The plain text of a mail; several messages make a digest. */
export const mailText = (messages: readonly Message[], { language }: Reader, links: Links): string => {
  const parts = messages.map(({ subject, paragraphs }) =>
    messages.length === 1 ? paragraphs.join("\n\n") : [subject, ...paragraphs].join("\n"),
  );
  const foot = [`${words[language].open}: ${links.home}`];
  if (links.unsubscribe !== null) foot.push(`${words[language].unsubscribe}: ${links.unsubscribe}`);
  return `${parts.join("\n\n")}\n\n-- \n${foot.join("\n")}\n`;
};

export const mailHtml = (messages: readonly Message[], { language }: Reader, links: Links): string => {
  const link = (address: string, text: string): string => `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;
  const lines = (text: string): string => escapeHtml(text).replaceAll("\n", "<br>");
  const parts = messages.map(
    ({ subject, paragraphs }) =>
      `<h2 style="font-size:18px">${escapeHtml(subject)}</h2>\n` +
      paragraphs.map((text) => `<p>${lines(text)}</p>`).join("\n"),
  );
  const foot = [link(links.home, words[language].open)];
  if (links.unsubscribe !== null) foot.push(link(links.unsubscribe, words[language].unsubscribe));
  return [
    "<!doctype html>",
    `<html lang="${language}"><head><meta charset="utf-8"></head>`,
    '<body style="font-family:sans-serif;font-size:15px;line-height:1.4">',
    ...parts,
    `<p style="font-size:13px">${foot.join(" · ")}</p>`,
    "</body></html>",
    "",
  ].join("\n");
};

const digestSubjects = { ru: "Сводка за день", en: "Your digest" } as const;
/** A digest's subject says how many there are and nothing of them. */
export const digestSubject = (count: number, { language }: Reader): string => `${digestSubjects[language]}: ${count}`;

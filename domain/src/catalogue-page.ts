// The catalogue of events as a page, written from the schemas: docs/events.md. scripts/event-catalogue.mjs writes the file.
import { z } from "zod";
import { eventsByStream } from "./catalogue.js";
import type { EventDefinition } from "./kernel/event.js";

/** The parts of a JSON schema that the page speaks of. */
interface Described {
  readonly title?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Described[];
  readonly oneOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

const limits = ({ minimum, maximum }: Described): string =>
  minimum === undefined || maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER
    ? ""
    : ` from ${minimum} to ${maximum}`;

const ofText = ({ format, pattern, maxLength }: Described): string => {
  if (format !== undefined) return format;
  if (pattern !== undefined) return `text like /${pattern}/`;
  return maxLength === undefined ? "text" : `text up to ${maxLength} characters`;
};

const sayType = (schema: Described): string => {
  if (schema.title !== undefined) return schema.title;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(" or ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(sayType).join(" or ");
  switch (schema.type) {
    case "string":
      return ofText(schema);
    case "integer":
      return `integer${limits(schema)}`;
    case "array":
      return `list of ${sayType(schema.items ?? {})}${schema.maxItems === undefined ? "" : `, at most ${schema.maxItems}`}`;
    case "object": {
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => `${name}: ${sayType(field)}`);
      return `{ ${fields.join(", ")} }`;
    }
    default:
      return schema.type ?? "anything";
  }
};

const page = ({ type, version, schema, personal, subject }: EventDefinition): string => {
  // zod's own description of a schema is a JSON schema; the page reads some of its keys.
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" }) as Described;
  const fields = Object.entries(properties).map(([name, field]) => {
    const marked = personal.includes(name) ? `**personal**, encrypted with the key of \`${subject}\`: ` : "";
    return `- \`${name}\`: ${marked}\`${sayType(field)}\``;
  });
  return [`### ${type}, version ${version}`, "", ...fields].join("\n");
};

/** The whole page, in Markdown as prettier leaves it. */
export const cataloguePage = (): string => {
  const streams = Object.entries(eventsByStream).map(([stream, events]) =>
    [`## Stream \`${stream}\``, ...events.map(page)].join("\n\n"),
  );
  const head = [
    "# Events",
    "Written by `node scripts/event-catalogue.mjs` from the schemas in `domain/src`; a test holds it to them. " +
      "A stored event is for ever: no type or field is renamed or removed; a new shape is a new version with an upcaster, " +
      "and `domain/samples` keeps one of every version.",
  ];
  return `${[...head, ...streams].join("\n\n")}\n`;
};

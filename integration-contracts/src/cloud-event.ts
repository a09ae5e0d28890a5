// The envelope: CloudEvents 1.0 (https://cloudevents.io). On Kafka in binary mode, attributes as headers and the data as the
// record's value; over HTTP in structured mode, as one JSON object.
import { z } from "zod";

export const cloudEvent = z.object({
  specversion: z.literal("1.0"),
  id: z.uuid().describe("The same fact always has the same id: what comes twice is recognised by it"),
  source: z.string().min(1).max(300).describe("Which Tabel it comes from"),
  type: z.string().regex(/^tabel\.[a-z-]+\.v\d+$/),
  subject: z.string().min(1).max(64).describe("The key: the employee or unit that it is about"),
  time: z.iso.datetime().describe("When the fact was recorded"),
  datacontenttype: z.literal("application/json"),
  dataschema: z.string().describe("The JSON Schema of the data"),
  sequence: z
    .string()
    .regex(/^[1-9]\d{0,18}$/)
    .describe("Counts the records of a key from 1 without gaps: a gap is a loss, a repetition is a duplicate"),
  position: z
    .string()
    .regex(/^\d{1,20}$/)
    .describe("Place of the fact in the order of everything that happened"),
  traceparent: z.string().max(60).optional().describe("W3C trace context of what caused the fact"),
});
export type Attributes = z.output<typeof cloudEvent>;

export interface CloudEvent<Data = unknown> extends Attributes {
  readonly data: Data;
}

const prefix = "ce_";
const contentType = "content-type";

/** The header that an attribute comes in. */
export const headerOf = (attribute: string): string =>
  attribute === "datacontenttype" ? contentType : prefix + attribute;

/** Headers of a Kafka record in binary mode. */
export const toHeaders = (
  attributes: { readonly datacontenttype: string } & Readonly<Record<string, string | undefined>>,
): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) headers[headerOf(name)] = String(value);
  return headers;
};

export type GivenHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

const textOf = (value: GivenHeaders[string]): string | undefined => {
  const one = Array.isArray(value) ? value[0] : value;
  return one === undefined ? undefined : one.toString();
};

/** Every `ce_` header, whatever it says. */
export const givenAttributes = (headers: GivenHeaders): Record<string, string> => {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = textOf(value);
    if (text !== undefined && name.startsWith(prefix)) given[name.slice(prefix.length)] = text;
  }
  const type = textOf(headers[contentType]);
  if (type !== undefined) given["datacontenttype"] = type.split(";")[0]?.trim() ?? type;
  return given;
};

/** @throws ZodError where a record is no CloudEvent of Tabel */
export const fromHeaders = (headers: GivenHeaders): Attributes => cloudEvent.parse(givenAttributes(headers));

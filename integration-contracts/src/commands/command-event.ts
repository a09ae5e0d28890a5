// The envelope of a command that another system sends: CloudEvents 1.0 in binary mode, as the events that Tabel sends itself.
import { z } from "zod";
import { givenAttributes, type GivenHeaders } from "../cloud-event.js";

const form = /^tabel\.command\.([a-z]+(?:-[a-z]+)*)\.v(\d{1,3})$/;

export const commandEvent = z.object({
  specversion: z.literal("1.0"),
  id: z
    .uuid()
    .transform((id) => id.toLowerCase())
    .describe("The command's id: sent again, it is carried out once and answered alike"),
  source: z.string().min(1).max(300).describe("Which system sends it; who it may act as, its topic says"),
  type: z.string().max(100).regex(form).describe("tabel.command.<name>.v<version>"),
  datacontenttype: z.literal("application/json"),
  subject: z.string().max(300).optional(),
  time: z.iso.datetime({ offset: true }).optional(),
  correlationid: z
    .string()
    .regex(/^[\w.:-]{1,128}$/)
    .optional()
    .describe("The conversation it belongs to; stands in the metadata of what it brings about, and in the reply"),
  traceparent: z
    .string()
    .regex(/^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/)
    .optional()
    .describe("W3C trace context"),
});
export type CommandEvent = z.output<typeof commandEvent>;

/** @throws ZodError where a record is no command */
export const commandFromHeaders = (headers: GivenHeaders): CommandEvent => commandEvent.parse(givenAttributes(headers));

/** Name and version in a `type`; undefined where it names no command. */
export const commandOfType = (type: string): { readonly name: string; readonly version: number } | undefined => {
  const [, name, version] = form.exec(type) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version: Number(version) };
};

// The contracts as JSON Schema, which is what is released and compared. Objects are left open: fields may be added later, and
// a consumer passes over those that it does not know.
import { z } from "zod";
import type { Contract } from "./contract.js";

export type JsonSchema = { readonly [name: string]: unknown };

export const schemaAddress = (type: string): string => `/docs/events/schemas/${type}.json`;

export const jsonSchemaOf = (of: Contract): JsonSchema => ({
  $id: schemaAddress(of.type),
  title: of.type,
  description: of.about,
  ...(z.toJSONSchema(of.data, { io: "input", target: "draft-2020-12" }) as JsonSchema), // plain data by its nature
  examples: [of.example],
});

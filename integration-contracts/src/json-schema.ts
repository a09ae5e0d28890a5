// The contracts as JSON Schema, which is what is released and compared. Objects of events are left open: fields may be added
// later, and a consumer passes over those that it does not know. Commands are closed: what Tabel does not know, it refuses.
import { z } from "zod";
import { allContracts } from "./all-contracts.js";
import { allCommands } from "./commands/all-commands.js";
import type { CommandContract } from "./commands/command-contract.js";
import { commandReply, replyExample, replyType } from "./commands/command-reply.js";
import type { Contract } from "./contract.js";
import { type JsonSchema, schemaAddress } from "./schema-address.js";

type Described = Pick<Contract | CommandContract, "type" | "about" | "data" | "example">;

export const jsonSchemaOf = (of: Described): JsonSchema => ({
  $id: schemaAddress(of.type),
  title: of.type,
  description: of.about,
  ...(z.toJSONSchema(of.data, { io: "input", target: "draft-2020-12" }) as JsonSchema), // plain data by its nature
  examples: [of.example],
});

const reply: Described = {
  type: replyType,
  about: "The answer to a command: one for each record, keyed as the record.",
  data: commandReply,
  example: replyExample,
};

/** Every schema that is released and served, by its type. */
export const describedSchemas = (): ReadonlyMap<string, JsonSchema> =>
  new Map([...allContracts, ...allCommands, reply].map((each) => [each.type, jsonSchemaOf(each)]));

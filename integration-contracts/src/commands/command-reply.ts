// What a sender is answered: the command was accepted, with the position from which views show it, or refused, with the problem.
// A topic is read by many and kept, so a reply says nothing of anybody: codes and paths, no values, no sentences with days in them.
import { z } from "zod";

export const replyType = "tabel.command-reply.v1";

export const commandReply = z.object({
  commandId: z.uuid().nullable().describe("Null where the record had none"),
  command: z.string().max(100).nullable().describe("Name of the command; null where the record named none"),
  outcome: z.enum(["accepted", "refused"]),
  position: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .describe("Ask a view with ?after= it to see what the command did; null where it was refused"),
  ids: z.record(z.string(), z.string()).describe("What came into being, such as requestId"),
  problem: z
    .object({
      code: z.string().max(100).describe("Stable; the same as over HTTP"),
      status: z.int().describe("The status that HTTP would have answered"),
      title: z.string().max(300),
      errors: z
        .array(z.object({ path: z.string().max(1_000), code: z.string().max(100) }))
        .max(50)
        .describe("Which fields are not right, as JSON pointers"),
    })
    .nullable(),
  record: z
    .object({ topic: z.string(), partition: z.int(), offset: z.string() })
    .describe("The record that was answered first"),
});
export type CommandReply = z.output<typeof commandReply>;

export const replyExample: CommandReply = {
  commandId: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11",
  command: "transfer-employee",
  outcome: "refused",
  position: null,
  ids: {},
  problem: {
    code: "unit-dissolved",
    status: 409,
    title: "Things have moved on",
    errors: [{ path: "/unitId", code: "unit-dissolved" }],
  },
  record: { topic: "master-hr.commands", partition: 2, offset: "1741" },
};

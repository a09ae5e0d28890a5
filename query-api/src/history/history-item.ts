// An entry of a history as it is answered over HTTP and written by `tabel replay`.
import { z } from "zod";
import type { ToldEntry } from "./told-history.js";

export const HistoryEntry = z.object({
  position: z.string(),
  eventId: z.string(),
  type: z.string().meta({ example: "AbsenceApproved" }),
  stream: z.string(),
  revision: z.string(),
  recordedAt: z.string(),
  effectiveOn: z.string().nullable().meta({ description: "When it was true; recordedAt is when it became known" }),
  actor: z.string(),
  onBehalfOf: z.string().nullable(),
  commandId: z.string(),
  causationId: z.string(),
  correlationId: z.string().meta({ description: "The same for all that followed from one request from outside" }),
  causedBy: z
    .object({ eventId: z.string(), position: z.string(), type: z.string() })
    .nullable()
    .meta({ description: "The fact of this history that led to it; null where a command from outside did" }),
  depth: z.int().meta({ description: "How many facts of this history lie between a command from outside and it" }),
  erased: z.boolean().meta({ description: "The person's data were erased: nobody can read the personal fields" }),
  sentence: z.string().meta({ description: "What happened, in the language that was asked for" }),
  balances: z.array(z.object({ ledger: z.string(), unit: z.enum(["days", "minutes"]), balance: z.number() })).meta({
    description: "Of the ledgers that it posted to: the balance on the day asked for, by what was posted so far",
  }),
  data: z.record(z.string(), z.unknown()),
});

export const historyItem = ({ row, data, sentence, balances, causedBy, depth }: ToldEntry) => ({
  position: String(row.position),
  eventId: row.eventId,
  type: row.type,
  stream: row.stream,
  revision: String(row.revision),
  recordedAt: row.recordedAt,
  effectiveOn: row.effectiveOn,
  actor: row.actor,
  onBehalfOf: row.onBehalfOf,
  commandId: row.commandId,
  causationId: row.causationId,
  correlationId: row.correlationId,
  causedBy,
  depth,
  erased: row.erased,
  sentence,
  balances,
  data,
});

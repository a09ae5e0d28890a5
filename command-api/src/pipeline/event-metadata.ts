// What stands beside every event: who, on whose behalf, by which command, in which conversation (rule 4 of the design).
import type { AppendOptions } from "@tabel/event-store";
import type { Envelope } from "./command-row.js";

/** @param concerned Whose matter it is; named as on-behalf-of where somebody else acts. */
export const eventMetadata = (
  { commandId, correlationId, actor, traceparent }: Envelope,
  commandHash: string,
  concerned: string | undefined,
): AppendOptions["metadata"] => ({
  $correlationId: correlationId,
  $causationId: commandId,
  commandId,
  commandHash,
  actor,
  ...(concerned === undefined || concerned === actor ? {} : { onBehalfOf: concerned }),
  ...(traceparent === undefined ? {} : { traceparent }),
});

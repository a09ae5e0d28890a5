// What stands beside every event: who, on whose behalf, by which command, in which conversation (rule 4 of the design).
import type { AppendOptions } from "@tabel/event-store";
import { type Envelope, senderOf } from "./command-row.js";

/** @param concerned Whose matter it is; named as on-behalf-of where somebody else acts. */
export const eventMetadata = (
  envelope: Envelope,
  commandHash: string,
  concerned: string | undefined,
): AppendOptions["metadata"] => {
  const { commandId, correlationId, actor, traceparent, byProcess } = envelope;
  return {
    $correlationId: correlationId,
    $causationId: byProcess?.causationId ?? commandId,
    commandId,
    commandHash,
    actor: senderOf(envelope),
    ...(concerned === undefined || concerned === actor ? {} : { onBehalfOf: concerned }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
};

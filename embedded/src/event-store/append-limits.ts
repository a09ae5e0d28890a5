// What an event must be to be appended: the checks that EventStoreDB makes before it writes.
import { invalidArgument, maximumAppendSizeExceeded, requiredMetadataPropertyMissing } from "./protocol/errors.js";
import type { ProposedEvent } from "./protocol/requests.js";
import type { EventToWrite } from "./storage/staged-events.js";

/** Bytes of one append, EventStoreDB's default (MaxAppendSize). */
export const MAXIMUM_APPEND_SIZE = 1024 * 1024;

/** How much of the limit an event takes: EventStoreDB counts the type as two bytes a letter. */
export const sizeOf = (event: ProposedEvent): number =>
  event.data.length + event.customMetadata.length + 2 * (event.type?.length ?? 0);

/** The event as it is stored. Throws a ProtocolError. */
export const eventToWrite = (event: ProposedEvent): EventToWrite => {
  if (event.type === undefined) throw requiredMetadataPropertyMissing("type");
  if (event.contentType === undefined) throw requiredMetadataPropertyMissing("content-type");
  return {
    id: event.id,
    type: event.type,
    isJson: event.contentType === "application/json",
    customMetadata: event.customMetadata,
    data: event.data,
  };
};

/** Throws a ProtocolError where the name cannot be a stream's. */
export const checkStreamName = (name: string): void => {
  if (name === "") throw invalidArgument("A stream name is missing.");
  if (name === "$all") throw invalidArgument("$all is read only: append to a stream.");
  if (name === "$$") throw invalidArgument("$$ is not the metadata stream of any stream.");
};

export const checkSize = (bytes: number): void => {
  if (bytes > MAXIMUM_APPEND_SIZE) throw maximumAppendSizeExceeded(MAXIMUM_APPEND_SIZE);
};

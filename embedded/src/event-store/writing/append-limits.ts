// What an event must be to be appended: the checks that EventStoreDB makes before it writes.
import { invalidArgument, maximumAppendSizeExceeded, requiredMetadataPropertyMissing } from "../protocol/errors.js";
import type { ProposedEvent } from "../protocol/requests.js";
import type { EventToWrite } from "../storage/staged-events.js";

/** Bytes of one append, EventStoreDB's default (MaxAppendSize). */
export const MAXIMUM_APPEND_SIZE = 1024 * 1024;

/** How much of the limit an event takes: EventStoreDB counts the type as two bytes a letter. */
export const sizeOf = (event: ProposedEvent): number =>
  event.data.length + event.customMetadata.length + 2 * (event.type?.length ?? 0);

/** Bytes of one append as it is stored, where every event carries its stream's name; EventStoreDB bounds one record. */
const MAXIMUM_STORED_SIZE = 64 * 1024 * 1024;
/** Bytes of an event beside its data, metadata, type and the name of its stream, about. */
const STORED_OVERHEAD = 160;
/** Bytes of a stream name. EventStoreDB has no limit of its own and fails somewhere else. */
const LONGEST_STREAM_NAME = 8_192;

/** The event as it is stored. Throws a ProtocolError. */
export const eventToWrite = (event: ProposedEvent): EventToWrite => {
  if (event.type === undefined) throw requiredMetadataPropertyMissing("type");
  if (event.contentType === undefined) throw requiredMetadataPropertyMissing("content-type");
  if (event.type === "") throw invalidArgument("An event's type is empty.");
  if (event.id.equals(NO_ID)) throw invalidArgument("An event's id is empty.");
  return {
    id: event.id,
    type: event.type,
    isJson: event.contentType === "application/json",
    customMetadata: event.customMetadata,
    data: event.data,
  };
};

const NO_ID = Buffer.alloc(16);

/** Throws a ProtocolError where the name cannot be a stream's. */
export const checkStreamName = (name: string): void => {
  if (name === "") throw invalidArgument("A stream name is missing.");
  if (name === "$all") throw invalidArgument("$all is read only: append to a stream.");
  if (name === "$$") throw invalidArgument("$$ is not the metadata stream of any stream.");
  checkNameLength(name);
};

/** Throws a ProtocolError. A name is kept for as long as somebody waits for its stream. */
export const checkNameLength = (name: string): void => {
  const length = Buffer.byteLength(name);
  if (length > LONGEST_STREAM_NAME)
    throw invalidArgument(`A stream name of ${length} bytes is too long: it may have ${LONGEST_STREAM_NAME}.`);
};

export const checkSize = (bytes: number): void => {
  if (bytes > MAXIMUM_APPEND_SIZE) throw maximumAppendSizeExceeded(MAXIMUM_APPEND_SIZE);
};

/** Throws a ProtocolError where many small events of a stream with a long name would take much more than they say. */
export const checkStoredSize = (streamName: string, count: number, bytes: number): void => {
  const stored = bytes + count * (STORED_OVERHEAD + Buffer.byteLength(streamName));
  if (stored > MAXIMUM_STORED_SIZE)
    throw invalidArgument(
      `${count} events of this stream would take ${stored} bytes, an append may take ${MAXIMUM_STORED_SIZE}: append fewer.`,
    );
};

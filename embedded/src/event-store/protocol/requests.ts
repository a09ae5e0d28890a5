// Decodes the requests of the service event_store.client.streams.Streams.
import { decodeUuid } from "./uuid.js";
import { MalformedMessage, WireReader } from "./wire-reader.js";

/** What a writer says it last saw of the stream. */
export type ExpectedRevision =
  | { readonly kind: "any" }
  | { readonly kind: "no-stream" }
  | { readonly kind: "stream-exists" }
  | { readonly kind: "revision"; readonly revision: bigint };

export interface ProposedEvent {
  /** Sixteen bytes. */
  readonly id: Buffer;
  /** The message's metadata map: `type` and `content-type` are required of it. */
  readonly type: string | undefined;
  readonly contentType: string | undefined;
  readonly customMetadata: Buffer;
  readonly data: Buffer;
}

export interface StreamRevisionOptions {
  readonly streamName: string;
  readonly expected: ExpectedRevision;
}

export type AppendRequest =
  | { readonly kind: "options"; readonly options: StreamRevisionOptions }
  | { readonly kind: "event"; readonly event: ProposedEvent; readonly wireBytes: number };

export interface BatchAppendRequest {
  /** The length of the message. Its events are views of it and keep it in memory, whatever else it holds. */
  readonly wireBytes: number;
  readonly correlationId: Buffer;
  /** The deadline in milliseconds since the Unix epoch. */
  readonly options: (StreamRevisionOptions & { readonly deadline: number | undefined }) | undefined;
  readonly events: readonly ProposedEvent[];
  readonly isFinal: boolean;
}

/** event_store.client.StreamIdentifier */
export const decodeStreamName = (reader: WireReader): string => {
  let name = "";
  reader.fields((field) => {
    if (field !== 3) return false;
    name = reader.text();
    return true;
  });
  return name;
};

/** The options that Append, BatchAppend, Delete and Tombstone share; `extra` may take further fields. */
const decodeRevisionOptions = (
  reader: WireReader,
  extra: (field: number) => boolean = () => false,
): StreamRevisionOptions => {
  let streamName = "";
  let expected: ExpectedRevision | undefined;
  reader.fields((field) => {
    if (field === 1) streamName = decodeStreamName(reader.message());
    else if (field === 2) expected = { kind: "revision", revision: reader.uint64() };
    else if (field === 3 && reader.empty()) expected = { kind: "no-stream" };
    else if (field === 4 && reader.empty()) expected = { kind: "any" };
    else if (field === 5 && reader.empty()) expected = { kind: "stream-exists" };
    else return extra(field);
    return true;
  });
  if (expected === undefined) throw new MalformedMessage("no expected revision is given");
  return { streamName, expected };
};

const decodeProposedEvent = (reader: WireReader): ProposedEvent => {
  let id: Buffer | undefined;
  let type: string | undefined;
  let contentType: string | undefined;
  let customMetadata: Buffer = Buffer.alloc(0);
  let data: Buffer = Buffer.alloc(0);
  reader.fields((field) => {
    if (field === 1) id = decodeUuid(reader.message());
    else if (field === 2) {
      const [key, value] = decodeMapEntry(reader.message());
      if (key === "type") type = value;
      else if (key === "content-type") contentType = value;
    } else if (field === 3) customMetadata = reader.view();
    else if (field === 4) data = reader.view();
    else return false;
    return true;
  });
  if (id === undefined) throw new MalformedMessage("an event has no id");
  return { id, type, contentType, customMetadata, data };
};

const decodeMapEntry = (reader: WireReader): readonly [string, string] => {
  let key = "";
  let value = "";
  reader.fields((field) => {
    if (field === 1) key = reader.text();
    else if (field === 2) value = reader.text();
    else return false;
    return true;
  });
  return [key, value];
};

export const decodeAppendRequest = (bytes: Buffer): AppendRequest => {
  const reader = new WireReader(bytes);
  let request: AppendRequest | undefined;
  reader.fields((field) => {
    if (field === 1) request = { kind: "options", options: decodeRevisionOptions(reader.message()) };
    else if (field === 2)
      request = { kind: "event", event: decodeProposedEvent(reader.message()), wireBytes: bytes.length };
    else return false;
    return true;
  });
  if (request === undefined) throw new MalformedMessage("an append message is empty");
  return request;
};

export const decodeBatchAppendRequest = (bytes: Buffer): BatchAppendRequest => {
  const reader = new WireReader(bytes);
  let correlationId: Buffer | undefined;
  let options: BatchAppendRequest["options"];
  const events: ProposedEvent[] = [];
  let isFinal = false;
  reader.fields((field) => {
    if (field === 1) correlationId = decodeUuid(reader.message());
    else if (field === 2) options = decodeBatchOptions(reader.message());
    else if (field === 3) events.push(decodeProposedEvent(reader.message()));
    else if (field === 4) isFinal = reader.bool();
    else return false;
    return true;
  });
  if (correlationId === undefined) throw new MalformedMessage("a batch has no correlation id");
  return { wireBytes: bytes.length, correlationId, options, events, isFinal };
};

// Clients before 21.10 send an absolute google.protobuf.Timestamp in field 6, later ones a Duration in field 7.
const decodeBatchOptions = (reader: WireReader): BatchAppendRequest["options"] => {
  let deadline: number | undefined;
  const options = decodeRevisionOptions(reader, (field) => {
    if (field === 6) deadline = decodeSecondsAndNanos(reader.message());
    else if (field === 7) deadline = Date.now() + decodeSecondsAndNanos(reader.message());
    else return false;
    return true;
  });
  return { ...options, deadline };
};

/** A Timestamp or a Duration, in milliseconds. */
const decodeSecondsAndNanos = (reader: WireReader): number => {
  let seconds = 0n;
  let nanos = 0n;
  reader.fields((field) => {
    if (field === 1) seconds = reader.int64();
    else if (field === 2) nanos = BigInt.asIntN(32, reader.int64());
    else return false;
    return true;
  });
  return Number(seconds) * 1000 + Number(nanos) / 1e6;
};

/** DeleteReq and TombstoneReq are the same on the wire. */
export const decodeDeleteRequest = (bytes: Buffer): StreamRevisionOptions => {
  const reader = new WireReader(bytes);
  let options: StreamRevisionOptions | undefined;
  reader.fields((field) => {
    if (field !== 1) return false;
    options = decodeRevisionOptions(reader.message());
    return true;
  });
  if (options === undefined) throw new MalformedMessage("a delete has no options");
  return options;
};

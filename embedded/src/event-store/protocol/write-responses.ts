// Encodes the answers to Append, BatchAppend, Delete and Tombstone.
import { status } from "@grpc/grpc-js";
import type { ExpectedRevision } from "./requests.js";
import { uuidText } from "./uuid.js";
import { emptyField, messageField, textField, varintField } from "./wire-writer.js";

const position = (field: number, value: number): Buffer =>
  messageField(field, varintField(1, value), varintField(2, value));

/** AppendResp.Success and BatchAppendResp.Success have the same fields. */
const successFields = (revision: number, at: number): Buffer =>
  Buffer.concat([
    revision < 0 ? emptyField(2) : varintField(1, revision),
    at > 0 ? position(3, at) : emptyField(4), // 0: nothing was ever written
  ]);

export const appendSucceeded = (revision: number, at: number): Buffer => messageField(1, successFields(revision, at));

/** AppendResp.WrongExpectedVersion: an answer, not an error. Its fields 1–5 served the clients of version 20.6. */
export const appendConflicted = (currentRevision: number, expected: ExpectedRevision): Buffer => {
  const current = currentRevision < 0 ? [emptyField(2), emptyField(7)] : [varintField(6, currentRevision)];
  return messageField(2, ...current, conflictExpectation(expected, { revision: 8, any: 9, exists: 10, none: 11 }));
};

const conflictExpectation = (
  expected: ExpectedRevision,
  fields: { readonly revision: number; readonly any: number; readonly exists: number; readonly none: number },
): Buffer => {
  switch (expected.kind) {
    case "revision":
      return varintField(fields.revision, expected.revision);
    case "any":
      return emptyField(fields.any);
    case "stream-exists":
      return emptyField(fields.exists);
    case "no-stream":
      return emptyField(fields.none);
  }
};

/** DeleteResp and TombstoneResp. */
export const deleted = (at: number): Buffer => position(1, at);

/** What every answer of a batch append carries: whose answer it is. */
export interface BatchIdentity {
  readonly correlationId: Buffer;
  readonly streamName: string;
}

const batchResponse = ({ correlationId, streamName }: BatchIdentity, result: Buffer): Buffer =>
  Buffer.concat([
    messageField(1, textField(2, uuidText(correlationId))),
    result,
    messageField(4, textField(3, streamName)),
  ]);

export const batchSucceeded = (identity: BatchIdentity, revision: number, at: number): Buffer =>
  batchResponse(identity, messageField(3, successFields(revision, at)));

/** A google.rpc.Status with one google.protobuf.Any of the package event_store.client. */
const batchFailed = (identity: BatchIdentity, code: status, message: string, type: string, detail: Buffer): Buffer =>
  batchResponse(
    identity,
    messageField(
      2,
      varintField(1, code),
      textField(2, message),
      messageField(3, textField(1, `type.googleapis.com/${type}`), messageField(2, detail)),
    ),
  );

const NOTHING = Buffer.alloc(0);

export const batchConflicted = (
  identity: BatchIdentity,
  currentRevision: number,
  expected: ExpectedRevision,
): Buffer => {
  const detail = Buffer.concat([
    currentRevision < 0 ? emptyField(2) : varintField(1, currentRevision),
    conflictExpectation(expected, { revision: 3, any: 4, exists: 5, none: 6 }),
  ]);
  return batchFailed(
    identity,
    status.FAILED_PRECONDITION,
    "WrongExpectedVersion",
    "event_store.client.WrongExpectedVersion",
    detail,
  );
};

export const batchStreamDeleted = (identity: BatchIdentity): Buffer =>
  batchFailed(
    identity,
    status.FAILED_PRECONDITION,
    `Event stream '${identity.streamName}' is deleted.`,
    "event_store.client.StreamDeleted",
    messageField(1, textField(3, identity.streamName)),
  );

export const batchTimedOut = (identity: BatchIdentity): Buffer =>
  batchFailed(identity, status.DEADLINE_EXCEEDED, "Timeout", "event_store.client.Timeout", NOTHING);

export const batchTooLarge = (identity: BatchIdentity, maximum: number): Buffer =>
  batchFailed(
    identity,
    status.INVALID_ARGUMENT,
    `Maximum Append Size of ${maximum} Exceeded.`,
    "event_store.client.MaximumAppendSizeExceeded",
    varintField(1, maximum),
  );

export const batchBadRequest = (identity: BatchIdentity, message: string): Buffer =>
  batchFailed(identity, status.INVALID_ARGUMENT, message, "event_store.client.BadRequest", textField(1, message));

export const batchRefused = (identity: BatchIdentity, message: string): Buffer =>
  // As EventStoreDB says that it is busy: with an empty detail the client shows the message.
  batchFailed(identity, status.UNAVAILABLE, message, "google.protobuf.Empty", NOTHING);

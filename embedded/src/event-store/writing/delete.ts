// Delete hides a stream until somebody appends to it again; Tombstone ends it for ever.
import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import { checkStreamName } from "./append-limits.js";
import { streamDeleted, timedOut, unavailable, wrongExpectedVersion } from "../protocol/errors.js";
import type { ExpectedRevision, StreamRevisionOptions } from "../protocol/requests.js";
import { deleted } from "../protocol/write-responses.js";
import type { Store } from "../storage/store.js";

export const remove =
  (store: Store, kind: "delete" | "tombstone") =>
  (call: ServerUnaryCall<StreamRevisionOptions, Buffer>, answer: sendUnaryData<Buffer>): void => {
    write(store, kind, call.request).then(
      (response) => answer(null, response),
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
    );
  };

const write = async (
  store: Store,
  kind: "delete" | "tombstone",
  { streamName, expected }: StreamRevisionOptions,
): Promise<Buffer> => {
  checkStreamName(streamName);
  const outcome = await store.write({ kind, streamName, expected });
  switch (outcome.kind) {
    case "written":
      return deleted(outcome.position);
    case "wrong-expected-revision":
      throw wrongExpectedVersion("Delete", streamName, expectedVersion(expected), outcome.currentRevision);
    case "stream-deleted":
      throw streamDeleted(streamName);
    case "timeout":
      throw timedOut();
    case "refused":
      throw unavailable(outcome.reason);
  }
};

/** EventStoreDB's numbers for the expectations that are not revisions. */
const expectedVersion = (expected: ExpectedRevision): bigint => {
  switch (expected.kind) {
    case "revision":
      return expected.revision;
    case "no-stream":
      return -1n;
    case "any":
      return -2n;
    case "stream-exists":
      return -4n;
  }
};

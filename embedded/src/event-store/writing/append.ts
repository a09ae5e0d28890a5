// Append: one stream, its options first, then its events, one answer.
import type { sendUnaryData, ServerReadableStream } from "@grpc/grpc-js";
import { checkSize, checkStoredSize, checkStreamName, eventToWrite, sizeOf } from "./append-limits.js";
import { invalidArgument, streamDeleted, unavailable, timedOut } from "../protocol/errors.js";
import type { AppendRequest, StreamRevisionOptions } from "../protocol/requests.js";
import { appendConflicted, appendSucceeded } from "../protocol/write-responses.js";
import type { EventToWrite } from "../storage/staged-events.js";
import type { Store } from "../storage/store.js";
import { type UnfinishedAppends, weightOf } from "./unfinished-appends.js";

export const append =
  (store: Store, unfinished: UnfinishedAppends) =>
  (call: ServerReadableStream<AppendRequest, Buffer>, answer: sendUnaryData<Buffer>): void => {
    const held = { weight: 0 };
    collect(call, unfinished, held)
      .then(({ options, events }) => write(store, options, events))
      .finally(() => unfinished.give(held.weight))
      .then(
        (response) => answer(null, response),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      );
  };

interface Collected {
  readonly options: StreamRevisionOptions;
  readonly events: readonly EventToWrite[];
}

/** `held` is what the append takes of what all may take together; given back when it is written or refused. */
const collect = async (
  call: ServerReadableStream<AppendRequest, Buffer>,
  unfinished: UnfinishedAppends,
  held: { weight: number },
): Promise<Collected> => {
  let options: StreamRevisionOptions | undefined;
  const events: EventToWrite[] = [];
  let bytes = 0;
  // grpc-js types its call as an untyped stream: what comes out is what requestDeserialize returned.
  for await (const request of call as AsyncIterable<AppendRequest>) {
    if (request.kind === "options") {
      if (options !== undefined) throw invalidArgument("An append has its options twice.");
      checkStreamName(request.options.streamName);
      ({ options } = request);
    } else {
      if (options === undefined) throw invalidArgument("An append begins with its options.");
      bytes += sizeOf(request.event);
      checkSize(bytes);
      const weight = weightOf(request.wireBytes, 1);
      unfinished.take(weight);
      held.weight += weight;
      events.push(eventToWrite(request.event));
    }
  }
  if (options === undefined) throw invalidArgument("An append without options.");
  checkStoredSize(options.streamName, events.length, bytes);
  return { options, events };
};

const write = async (
  store: Store,
  options: StreamRevisionOptions,
  events: readonly EventToWrite[],
): Promise<Buffer> => {
  await store.writer.room();
  const outcome = await store.write({ kind: "append", ...options, events });
  switch (outcome.kind) {
    case "written":
      return appendSucceeded(outcome.revision, outcome.position);
    case "wrong-expected-revision":
      return appendConflicted(outcome.currentRevision, options.expected);
    case "stream-deleted":
      throw streamDeleted(options.streamName);
    case "timeout":
      throw timedOut();
    case "refused":
      throw unavailable(outcome.reason);
  }
};

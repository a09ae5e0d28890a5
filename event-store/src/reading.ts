// Reads that end, decoded in batches: a stream from a revision on, all streams after a position, the end of the log.
import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  START,
  StreamNotFoundError,
  type StreamingRead,
} from "@eventstore/db-client";
import type { Codec, StoredEvent } from "./codec.js";
import { translateError } from "./errors.js";
import type { Recorded } from "./recorded-event.js";

const READ_BATCH = 500;

export interface Reading {
  /** System events left out; the event at `after` itself may come again. Throws StoreUnavailable. */
  readonly allBatches: (after: bigint | undefined) => AsyncGenerator<Recorded[]>;
  /** Nothing where the stream is not there. Throws StoreUnavailable. */
  readonly streamBatches: (stream: string, from: bigint) => AsyncGenerator<Recorded[]>;
  /** Position of the last event in the log; 0n when it is empty. */
  readonly headPosition: () => Promise<bigint>;
}

/** `deadline` is how long a read of a stream, or of the end, may take, in milliseconds. */
export const createReading = (client: EventStoreDBClient, codec: Pick<Codec, "decode">, deadline: number): Reading => {
  const batches = async function* (reading: StreamingRead<{ event?: unknown }>): AsyncGenerator<Recorded[]> {
    let batch: StoredEvent[] = [];
    let ended = false;
    try {
      for await (const { event } of reading as AsyncIterable<{ event?: unknown }>) {
        const candidate = event as StoredEvent | undefined; // ours are JSON with our metadata, checked on the next line
        if (candidate?.isJson !== true || candidate.type.startsWith("$")) continue;
        batch.push(candidate);
        if (batch.length === READ_BATCH) {
          yield await codec.decode(batch);
          batch = [];
        }
      }
      ended = true;
      if (batch.length > 0) yield await codec.decode(batch);
    } catch (error) {
      ended = error instanceof StreamNotFoundError;
      throw error;
    } finally {
      // A read that is left early keeps its call open underneath, and `dispose` of the client would wait for it. One that the
      // server ends itself is left alone: Node's HTTP/2 server closes the whole connection after about 1,000 cancelled calls.
      if (!ended) await reading.cancel();
    }
  };

  return {
    allBatches: async function* (after) {
      const fromPosition = after === undefined ? START : { commit: after, prepare: after };
      try {
        yield* batches(client.readAll({ fromPosition, direction: FORWARDS }));
      } catch (error) {
        throw translateError(error, "$all");
      }
    },

    streamBatches: async function* (stream, from) {
      try {
        yield* batches(client.readStream(stream, { fromRevision: from, direction: FORWARDS, deadline }));
      } catch (error) {
        if (error instanceof StreamNotFoundError) return;
        throw translateError(error, stream);
      }
    },

    headPosition: async () => {
      try {
        let position = 0n;
        const last = { direction: BACKWARDS, fromPosition: END, maxCount: 1, deadline } as const;
        for await (const { event } of client.readAll(last)) position = event?.position.commit ?? position;
        return position;
      } catch (error) {
        throw translateError(error, "$all");
      }
    },
  };
};

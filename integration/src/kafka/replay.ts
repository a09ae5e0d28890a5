// Sends a topic's records again from some place on, for one consumer: to a topic of its own, or to the usual one, where every
// other consumer recognises them by their ids. What is published besides goes on, and nobody's place moves.
import type { Logger } from "@tabel/platform";
import type pg from "pg";
import { feedHead, numberBefore, readFeed } from "../feed/read-feed.js";
import { openTopic } from "./kafka-client.js";
import type { KafkaSettings, TopicSettings } from "./kafka-settings.js";
import { mostAtOnce, sendApart } from "./publish-topic.js";

export interface ReplayOptions {
  readonly pool: pg.Pool;
  readonly kafka: KafkaSettings;
  readonly topics: TopicSettings;
  readonly source: string;
  readonly log: Pick<Logger, "debug">;
  readonly signal: AbortSignal;
  readonly from: { readonly position: bigint } | { readonly time: string };
  /** Full name of the contract. */
  readonly topic: string;
  readonly toTopic: string;
  readonly onProgress?: (sent: number) => void;
}

export interface Replayed {
  readonly sent: number;
  readonly refused: readonly { readonly id: string; readonly error: string }[];
}

/** Ends at the record that was the last one when it began. */
export const replay = async (options: ReplayOptions): Promise<Replayed> => {
  const { pool, kafka, topics, source, log, signal, from, topic, toTopic, onProgress } = options;
  let at = await numberBefore(pool, from);
  const { number: end } = await feedHead(pool);
  const writer = await openTopic(kafka, toTopic, topics, log);
  const refused: { id: string; error: string }[] = [];
  let sent = 0;
  try {
    while (!signal.aborted) {
      const records = (await readFeed(pool, [topic], at, mostAtOnce)).filter(({ number }) => number <= end);
      const last = records.at(-1);
      if (last === undefined) break;
      const outcome = await sendApart(writer, records, source);
      refused.push(...outcome.refused.map(({ record, error }) => ({ id: record.id, error })));
      sent += records.length - outcome.refused.length;
      at = last.number;
      onProgress?.(sent);
    }
  } finally {
    await writer.close();
  }
  return { sent, refused };
};

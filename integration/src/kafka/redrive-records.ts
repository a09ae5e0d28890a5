// Records that a broker did not take are sent once more, after its limits were widened. They come late within their key: a consumer
// sees so by their sequence.
import type pg from "pg";
import { readRecords } from "../feed/read-feed.js";
import { openTopic } from "./kafka-client.js";
import type { KafkaSettings, TopicSettings } from "./kafka-settings.js";
import type { Logger } from "@tabel/platform";
import { sendApart } from "./publish-topic.js";

export interface ParkedRecord {
  readonly topic: string;
  readonly number: bigint;
  readonly error: string;
}

const mostAtOnce = 10_000;
const together = 100;

export const parkedRecords = async (pool: Pick<pg.Pool, "query">): Promise<readonly ParkedRecord[]> => {
  const { rows } = await pool.query<{ topic: string; number: string; error: string }>(
    `select topic, number, error from integration.parked_record order by topic, number limit ${mostAtOnce}`,
  );
  return rows.map((row) => ({ ...row, number: BigInt(row.number) }));
};

export const redriveRecords = async (options: {
  readonly pool: pg.Pool;
  readonly kafka: KafkaSettings;
  readonly topics: TopicSettings;
  readonly source: string;
  readonly log: Pick<Logger, "debug">;
}): Promise<{
  readonly sent: number;
  readonly refused: readonly { readonly id: string; readonly error: string }[];
}> => {
  const { pool, kafka, topics, source, log } = options;
  const parked = await parkedRecords(pool);
  let sent = 0;
  const refused: { id: string; error: string }[] = [];
  for (const topic of new Set(parked.map((each) => each.topic))) {
    const numbers = parked.filter((each) => each.topic === topic).map(({ number }) => number);
    const writer = await openTopic(kafka, topic, topics, log);
    try {
      for (let at = 0; at < numbers.length; at += together) {
        const records = await readRecords(pool, numbers.slice(at, at + together));
        const outcome = await sendApart(writer, records, source);
        const not = new Set(outcome.refused.map(({ record }) => record.number));
        const taken = records.filter(({ number }) => !not.has(number)).map(({ number }) => number);
        await pool.query("delete from integration.parked_record where topic = $1 and number = any($2::bigint[])", [
          topic,
          taken,
        ]);
        sent += taken.length;
        refused.push(...outcome.refused.map(({ record, error }) => ({ id: record.id, error })));
      }
    } finally {
      await writer.close();
    }
  }
  return { sent, refused };
};

// Publishes one contract to its topic, from where the last one stopped, until the signal aborts.
import type { Logger } from "@tabel/platform";
import { toHeaders } from "@tabel/integration-contracts";
import type pg from "pg";
import type { News } from "../feed/news.js";
import { readFeed } from "../feed/read-feed.js";
import { envelopeOf, type FeedRecord } from "../feed/record.js";
import { type Acknowledged, openTopic, type OutRecord, RecordsRefused, type TopicWriter } from "./kafka-client.js";
import { type KafkaSettings, largestRecord, type TopicSettings } from "./kafka-settings.js";
import { beginAgain, endsAfter, hasLost, moveTopic, readTopic, type TopicStanding } from "./topic-checkpoint.js";

export interface PublishOptions {
  readonly pool: pg.Pool;
  readonly kafka: KafkaSettings;
  readonly topics: TopicSettings;
  /** Which Tabel this is, as CloudEvents says it. */
  readonly source: string;
  readonly log: Pick<Logger, "debug" | "warn" | "error">;
}

export interface TopicPublishing extends PublishOptions {
  readonly type: string;
  readonly signal: AbortSignal;
  readonly news: Pick<News, "newest" | "after">;
  readonly onMoved: (standing: TopicStanding) => void;
}

/** Records of one request. */
export const mostAtOnce = 1_000;
/** An idle topic is looked at: it may have been deleted. */
const lookEveryMs = 5_000;

export const outRecord = (record: FeedRecord, source: string): OutRecord => ({
  key: record.key,
  headers: toHeaders(envelopeOf(record, source)),
  value: record.data,
  timestamp: String(Date.parse(record.time)),
});

const sizeOf = ({ key, headers, value }: OutRecord): number => {
  let size = Buffer.byteLength(key) + Buffer.byteLength(value);
  for (const [name, text] of Object.entries(headers)) size += name.length + Buffer.byteLength(text) + 4;
  return size;
};

/** Runs that a broker takes as one: larger ones it refuses whatever is in them. */
const inRequests = <Each extends { readonly sent: OutRecord }>(all: readonly Each[]): readonly Each[][] => {
  const requests: Each[][] = [];
  let size = Infinity;
  for (const each of all) {
    const more = sizeOf(each.sent);
    if (size + more > largestRecord) {
      requests.push([]);
      size = 0;
    }
    requests.at(-1)?.push(each);
    size += more;
  }
  return requests;
};

interface Refused {
  readonly record: FeedRecord;
  readonly error: string;
}

/** Sends; what the broker refuses is halved until those that it refuses stand alone. */
export const sendApart = async (
  writer: Pick<TopicWriter, "send">,
  records: readonly FeedRecord[],
  source: string,
): Promise<{ readonly acknowledged: readonly Acknowledged[]; readonly refused: readonly Refused[] }> => {
  const out = records.map((record) => ({ record, sent: outRecord(record, source) }));
  const tooLarge = out.filter(({ sent }) => sizeOf(sent) > largestRecord);
  const acknowledged: Acknowledged[] = [];
  const refused: Refused[] = tooLarge.map(({ record, sent }) => ({
    record,
    error: `${sizeOf(sent)} bytes; at most ${largestRecord} are sent`,
  }));
  const send = async (some: typeof out): Promise<void> => {
    if (some.length === 0) return;
    try {
      acknowledged.push(...(await writer.send(some.map(({ sent }) => sent))));
    } catch (error) {
      if (!(error instanceof RecordsRefused)) throw error;
      const [only] = some;
      if (some.length === 1 && only !== undefined) refused.push({ record: only.record, error: error.message });
      else {
        const middle = Math.ceil(some.length / 2);
        await send(some.slice(0, middle));
        await send(some.slice(middle));
      }
    }
  };
  const sendable = tooLarge.length === 0 ? out : out.filter((each) => !tooLarge.includes(each));
  for (const request of inRequests(sendable)) await send(request);
  return { acknowledged, refused };
};

const park = async (pool: pg.Pool, topic: string, refused: readonly Refused[]): Promise<void> => {
  await pool.query(
    `insert into integration.parked_record (topic, number, error) select $1, * from unnest($2::bigint[], $3::text[])
     on conflict do nothing`,
    [topic, refused.map(({ record }) => record.number), refused.map(({ error }) => error)],
  );
};

/** Returns when the signal aborts. Throws TopicFenced, and what broker and database throw. */
export const publishTopic = async (options: TopicPublishing): Promise<void> => {
  const { pool, kafka, topics, source, log, type: topic, signal, news, onMoved } = options;
  const writer = await openTopic(kafka, topic, topics, log);
  try {
    let standing = await readTopic(pool, topic);
    onMoved(standing);
    const again = async (): Promise<void> => {
      log.warn({ topic }, "the topic has lost what was in it; everything is published again");
      standing = await beginAgain(pool, topic, standing);
      onMoved(standing);
    };
    /** Of the checkpoint, after the last acknowledgement. */
    let moving: Promise<void> = Promise.resolve();
    let looked = -Infinity;
    const look = async (): Promise<void> => {
      if (performance.now() - looked < lookEveryMs) return;
      await moving;
      const ends = await writer.ends();
      if (hasLost(standing, ends)) await again();
      if (ends === undefined) throw new Error(`topic ${topic} is gone`); // made anew by beginning again
      looked = performance.now();
    };
    let next: Promise<readonly FeedRecord[]> | undefined;
    while (!signal.aborted) {
      await look();
      const newest = news.newest();
      const records = await (next ?? readFeed(pool, [topic], standing.number, mostAtOnce));
      next = undefined;
      const last = records.at(-1);
      if (last === undefined) {
        await moving;
        await news.after(newest, signal);
        continue;
      }
      // The next ones are read, and what was acknowledged before is noted, while the broker writes these.
      if (records.length === mostAtOnce) next = readFeed(pool, [topic], last.number, mostAtOnce);
      next?.catch(() => undefined); // told when its turn comes
      const { acknowledged, refused } = await sendApart(writer, records, source);
      if (refused.length > 0) await park(pool, topic, refused);
      for (const { record, error } of refused)
        log.error(
          { topic, id: record.id, error },
          "the broker does not take a record; it is parked and the rest goes on",
        );
      const ends = endsAfter(standing, acknowledged);
      await moving;
      if (ends === undefined) {
        await again();
        next = undefined;
        continue;
      }
      const from = standing;
      standing = { number: last.number, ends: new Map([...from.ends, ...ends]) };
      moving = moveTopic(pool, topic, from, last.number, ends).then(onMoved);
      moving.catch(() => undefined); // told when its turn comes
    }
    await moving;
  } finally {
    await writer.close();
  }
};

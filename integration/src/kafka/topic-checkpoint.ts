// How far a topic is: the last record that its broker has acknowledged, and where each partition then ended. Moved only after
// the acknowledgement, and fenced: of two publishers one moves it.
import type pg from "pg";
import type { Acknowledged } from "./kafka-client.js";

/** Another publisher has moved it: this one has lost the lease. */
export class TopicFenced extends Error {
  override readonly name = "TopicFenced";
}

export interface TopicStanding {
  readonly number: bigint;
  /** By partition, the offset after the last record that was acknowledged. */
  readonly ends: ReadonlyMap<number, bigint>;
}

export const readTopic = async (pool: pg.Pool, topic: string): Promise<TopicStanding> => {
  await pool.query("insert into integration.topic (topic, number) values ($1, 0) on conflict do nothing", [topic]);
  const { rows } = await pool.query<{ number: string }>("select number from integration.topic where topic = $1", [
    topic,
  ]);
  const partitions = await pool.query<{ partition: number; next_offset: string }>(
    "select partition, next_offset from integration.topic_partition where topic = $1",
    [topic],
  );
  return {
    number: BigInt(rows[0]?.number ?? 0),
    ends: new Map(partitions.rows.map(({ partition, next_offset }) => [partition, BigInt(next_offset)])),
  };
};

/** One statement, so that record and offsets move together. */
const move = `with moved as (
    update integration.topic set number = $2 where topic = $1 and number = $3 returning 1),
  offsets as (
    insert into integration.topic_partition (topic, partition, next_offset)
    select $1, * from unnest($4::integer[], $5::bigint[]) where exists (select from moved)
    on conflict (topic, partition) do update set next_offset = excluded.next_offset)
  select count(*)::integer as count from moved`;

/** @throws TopicFenced */
export const moveTopic = async (
  pool: pg.Pool,
  topic: string,
  from: TopicStanding,
  to: bigint,
  ends: ReadonlyMap<number, bigint>,
): Promise<TopicStanding> => {
  const values = [topic, to, from.number, [...ends.keys()], [...ends.values()]];
  const { rows } = await pool.query<{ count: number }>({ name: "integration move topic", text: move, values });
  if (rows[0]?.count !== 1) throw new TopicFenced(`${topic} was moved by another publisher`);
  return { number: to, ends: new Map([...from.ends, ...ends]) };
};

/** The topic has lost what was in it: everything is published again. @throws TopicFenced */
export const beginAgain = async (pool: pg.Pool, topic: string, from: TopicStanding): Promise<TopicStanding> => {
  const { rowCount } = await pool.query(
    `with begun as (update integration.topic set number = 0 where topic = $1 and number = $2 returning topic)
     delete from integration.topic_partition p using begun where p.topic = begun.topic`,
    [topic, from.number],
  );
  const standing = await readTopic(pool, topic);
  if (rowCount === null || standing.number !== 0n) throw new TopicFenced(`${topic} was moved by another publisher`);
  return standing;
};

/** Whether a topic ends before what was acknowledged: it was deleted, made anew, or its broker has lost it. */
export const hasLost = (standing: TopicStanding, ends: ReadonlyMap<number, bigint> | undefined): boolean =>
  [...standing.ends].some(([partition, end]) => (ends?.get(partition) ?? 0n) < end);

/** Ends after a request; undefined where it began before what was acknowledged, in a topic that was made anew. */
export const endsAfter = (
  standing: TopicStanding,
  acknowledged: readonly Acknowledged[],
): ReadonlyMap<number, bigint> | undefined => {
  const ends = new Map<number, bigint>();
  for (const { partition, first, next } of acknowledged) {
    // A repetition that the broker has recognised has no place of its own: the end is found when the topic is looked at.
    if (first < 0n) continue;
    if (first < (standing.ends.get(partition) ?? 0n)) return undefined;
    ends.set(partition, next);
  }
  return ends;
};

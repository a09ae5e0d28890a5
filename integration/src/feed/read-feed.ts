// Reading the feed: from a number on, of some contracts, at most so many.
import type pg from "pg";
import type { FeedRecord } from "./record.js";

interface Row {
  readonly number: string;
  readonly type: string;
  readonly key: string;
  readonly sequence: string;
  readonly id: string;
  readonly time: Date;
  readonly position: string;
  readonly traceparent: string | null;
  readonly data: string;
}

const columns = "number, type, key, sequence, id, time, position, traceparent, data";

const recordOf = ({ number, sequence, time, position, ...row }: Row): FeedRecord => ({
  ...row,
  number: BigInt(number),
  sequence: BigInt(sequence),
  time: time.toISOString(),
  position: BigInt(position),
});

type Queries = Pick<pg.Pool, "query">;

export const readFeed = async (
  db: Queries,
  types: readonly string[],
  after: bigint,
  limit: number,
): Promise<readonly FeedRecord[]> => {
  const { rows } = await db.query<Row>({
    name: types.length === 1 ? "integration topic" : "integration feed",
    text:
      types.length === 1
        ? `select ${columns} from integration.record where type = $1 and number > $2 order by number limit $3`
        : `select ${columns} from integration.record where type = any($1) and number > $2 order by number limit $3`,
    values: [types.length === 1 ? types[0] : types, after, limit],
  });
  return rows.map(recordOf);
};

export const readRecords = async (db: Queries, numbers: readonly bigint[]): Promise<readonly FeedRecord[]> => {
  const { rows } = await db.query<Row>(
    `select ${columns} from integration.record where number = any($1::bigint[]) order by number`,
    [numbers],
  );
  return rows.map(recordOf);
};

export interface FeedHead {
  readonly number: bigint;
  /** Of the log: everything up to here is translated; -1n before the first event. */
  readonly position: bigint;
}

export const feedHead = async (db: Queries): Promise<FeedHead> => {
  const { rows } = await db.query<{ number: string; position: string }>(
    "select number, position from integration.feed",
  );
  return { number: BigInt(rows[0]?.number ?? 0), position: BigInt(rows[0]?.position ?? -1) };
};

/** The number before the first record of a place: of a position of the log, or of an instant (ISO 8601). */
export const numberBefore = async (db: Queries, from: { position: bigint } | { time: string }): Promise<bigint> => {
  const [column, value] = "position" in from ? ["position", from.position] : ["time", from.time];
  const { rows } = await db.query<{ first: string | null }>(
    `select min(number) as first from integration.record where ${column} >= $1`,
    [value],
  );
  const first = rows[0]?.first ?? null;
  return first === null ? (await feedHead(db)).number : BigInt(first) - 1n;
};

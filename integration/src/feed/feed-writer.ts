// One transaction of the feed: people, records with their numbers and sequences, and the position, fenced by where it stood.
import { madeId, type Recorded } from "@tabel/event-store";
import type { PeriodState } from "@tabel/domain";
import type pg from "pg";
import type { Draft } from "../translation/draft.js";
import type { Person } from "../translation/person.js";
import { inTransaction } from "./in-transaction.js";
import type { People } from "./people.js";

/** Another process has written meanwhile: what this one remembers is void. */
export class FeedFenced extends Error {
  override readonly name = "FeedFenced";
}

export interface FeedStanding {
  readonly position: bigint;
  readonly number: bigint;
  readonly periods: readonly PeriodState[];
}

export interface Said {
  readonly event: Recorded;
  readonly draft: Draft;
}

export interface Parked {
  readonly event: Recorded;
  /** The person whom it could not be told of, else the stream. */
  readonly key: string;
  readonly error: string;
}

/** The work of one transaction; each call writes at once. */
export interface FeedTransaction {
  people(ids: readonly string[]): Promise<Map<string, Person>>;
  page(after: string, only: "all" | "waiting", limit: number): ReturnType<People["page"]>;
  keep(people: ReadonlyMap<string, Person>): Promise<void>;
  say(said: readonly Said[]): Promise<void>;
  /** Whom of them something is parked of: what follows waits behind it. */
  blocked(keys: readonly string[]): Promise<Set<string>>;
  park(parked: readonly Parked[]): Promise<void>;
  /** Takes out what was told now. */
  unpark(numbers: readonly string[]): Promise<void>;
}

export const readStanding = async (pool: Pick<pg.Pool, "query">): Promise<FeedStanding> => {
  const { rows } = await pool.query<{ position: string; number: string; periods: PeriodState[] }>(
    "select position, number, periods from integration.feed",
  );
  const row = rows[0];
  if (row === undefined) throw new Error("the schema integration is not there: it is made when Tabel starts");
  return { position: BigInt(row.position), number: BigInt(row.number), periods: row.periods };
};

const nextSequences = async (
  client: pg.ClientBase,
  said: readonly Said[],
): Promise<{
  readonly sequences: readonly bigint[];
  readonly last: ReadonlyMap<string, { draft: Draft; at: bigint }>;
}> => {
  const nameOf = ({ type, key }: { type: string; key: string }): string => `${type} ${key}`;
  const { rows } = await client.query<{ type: string; key: string; last: string }>({
    name: "integration sequences",
    text: `select type, key, last from integration.sequence
      where (type, key) in (select * from unnest($1::text[], $2::text[]))`,
    values: [said.map(({ draft }) => draft.type), said.map(({ draft }) => draft.key)],
  });
  const standing = new Map(rows.map((row) => [nameOf(row), BigInt(row.last)]));
  const last = new Map<string, { draft: Draft; at: bigint }>();
  const sequences = said.map(({ draft }) => {
    const name = nameOf(draft);
    const at = (last.get(name)?.at ?? standing.get(name) ?? 0n) + 1n;
    last.set(name, { draft, at });
    return at;
  });
  return { sequences, last };
};

const transactionOn = (
  client: pg.ClientBase,
  people: People,
  first: bigint,
): FeedTransaction & { number: () => bigint } => {
  let number = first;
  return {
    number: () => number,
    people: (ids) => people.read(client, ids),
    page: (after, only, limit) => people.page(client, after, only, limit),
    keep: (changed) => people.write(client, changed),
    say: async (said) => {
      if (said.length === 0) return;
      const { sequences, last } = await nextSequences(client, said);
      const moved = [...last.values()];
      await client.query({
        name: "integration move sequences",
        text: `insert into integration.sequence (type, key, last) select * from unnest($1::text[], $2::text[], $3::bigint[])
          on conflict (type, key) do update set last = excluded.last`,
        values: [moved.map(({ draft }) => draft.type), moved.map(({ draft }) => draft.key), moved.map(({ at }) => at)],
      });
      await client.query({
        name: "integration say",
        text: `insert into integration.record (number, type, key, sequence, id, time, position, traceparent, data)
          select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::uuid[], $6::timestamptz[],
            $7::bigint[], $8::text[], $9::text[])`,
        values: [
          said.map((_, index) => number + BigInt(index) + 1n),
          said.map(({ draft }) => draft.type),
          said.map(({ draft }) => draft.key),
          sequences,
          said.map(({ event, draft: { type, key, part } }) => madeId(event.id, `${type}/${key}/${part}`)),
          said.map(({ event }) => event.recordedAt),
          said.map(({ event }) => event.position),
          said.map(({ event }) => event.metadata.traceparent ?? null),
          said.map(({ draft }) => JSON.stringify(draft.data)),
        ],
      });
      number += BigInt(said.length);
    },
    blocked: async (keys) => {
      if (keys.length === 0) return new Set();
      const { rows } = await client.query<{ key: string }>({
        name: "integration blocked",
        text: "select distinct key from integration.parked_event where key = any($1)",
        values: [keys],
      });
      return new Set(rows.map(({ key }) => key));
    },
    park: async (parked) => {
      if (parked.length === 0) return;
      await client.query(
        `insert into integration.parked_event (position, stream, type, error, key, event_id)
         select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[])
         on conflict do nothing`,
        [
          parked.map(({ event }) => event.position),
          parked.map(({ event }) => event.stream),
          parked.map(({ event }) => event.type),
          parked.map(({ error }) => error.slice(0, 2_000)),
          parked.map(({ key }) => key),
          parked.map(({ event }) => event.id),
        ],
      );
    },
    unpark: async (numbers) => {
      await client.query("delete from integration.parked_event where number = any($1::bigint[])", [numbers]);
    },
  };
};

/**
 * Carries out `work` and moves the feed from where it stood to `to`, together or not at all.
 * @throws FeedFenced
 */
export const moveFeed = async (
  pool: pg.Pool,
  people: People,
  from: FeedStanding,
  to: Pick<FeedStanding, "position" | "periods">,
  work: (transaction: FeedTransaction) => Promise<void>,
): Promise<FeedStanding> =>
  inTransaction(pool, async (client) => {
    // Held until the commit: whoever else moves it waits here, and then finds that it stands elsewhere.
    const { rowCount } = await client.query(
      "update integration.feed set position = $1, periods = $2 where position = $3 and number = $4",
      [to.position, JSON.stringify(to.periods), from.position, from.number],
    );
    if (rowCount !== 1) throw new FeedFenced("the feed has moved");
    const transaction = transactionOn(client, people, from.number);
    await work(transaction);
    const number = transaction.number();
    if (number !== from.number) await client.query("update integration.feed set number = $1", [number]);
    return { ...to, number };
  });

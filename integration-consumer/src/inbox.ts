// What a consumer remembers in its own database, in the transaction of its own work: which events it has taken, how far each
// key is, and what was missing.
import type pg from "pg";

export interface InboxName {
  /** Names one consumer; several may share a database. */
  readonly consumer: string;
  readonly schema: string;
}

const quoted = (schema: string): string => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new RangeError(`${schema} cannot be the name of a schema`);
  return `"${schema}"`;
};

/** Safe to run at every start. */
export const makeInbox = async (pool: pg.Pool, schema: string): Promise<void> => {
  const name = quoted(schema);
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext($1))", [`tabel inbox ${schema}`]);
    await client.query(`
      create schema if not exists ${name};
      create table if not exists ${name}.taken_event (
        consumer text not null, id uuid not null, outcome text not null, taken_at timestamptz not null default now(),
        primary key (consumer, id));
      create table if not exists ${name}.key_sequence (
        consumer text not null, type text not null, key text not null, last bigint not null,
        primary key (consumer, type, key));
      create table if not exists ${name}.gap (
        consumer text not null, type text not null, key text not null, after bigint not null, before bigint not null,
        found_at timestamptz not null default now(), accepted boolean not null default false,
        primary key (consumer, type, key, after));`);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};

/** Forgets everything, so that the topics are taken from their beginning again. */
export const clearInbox = async (db: Pick<pg.Pool, "query">, { consumer, schema }: InboxName): Promise<void> => {
  for (const table of ["taken_event", "key_sequence", "gap"])
    await db.query(`delete from ${quoted(schema)}.${table} where consumer = $1`, [consumer]);
};

export type Place = "next" | "late" | "after-a-gap";

export interface Inbox {
  /** Remembers the event; false where it was taken before. */
  remember(id: string, outcome: "taken" | "dead"): Promise<boolean>;
  /** Where the event stands among those of its key. */
  placeOf(type: string, key: string, sequence: bigint): Promise<Place>;
  moveTo(type: string, key: string, sequence: bigint): Promise<void>;
  /** Notes what is missing before a sequence; false where it was noted before: reading again has not brought it. */
  noteGap(type: string, key: string, before: bigint): Promise<boolean>;
}

export const inboxOn = (client: pg.ClientBase, { consumer, schema }: InboxName): Inbox => {
  const name = quoted(schema);
  const lastOf = async (type: string, key: string): Promise<bigint> => {
    const { rows } = await client.query<{ last: string }>({
      name: `${consumer} last`,
      text: `select last from ${name}.key_sequence where consumer = $1 and type = $2 and key = $3`,
      values: [consumer, type, key],
    });
    return BigInt(rows[0]?.last ?? 0);
  };
  return {
    remember: async (id, outcome) => {
      const { rowCount } = await client.query({
        name: `${consumer} remember`,
        text: `insert into ${name}.taken_event (consumer, id, outcome) values ($1, $2, $3) on conflict do nothing`,
        values: [consumer, id, outcome],
      });
      return rowCount === 1;
    },
    placeOf: async (type, key, sequence) => {
      const last = await lastOf(type, key);
      if (sequence <= last) return "late";
      return sequence === last + 1n ? "next" : "after-a-gap";
    },
    moveTo: async (type, key, sequence) => {
      await client.query({
        name: `${consumer} move`,
        text: `insert into ${name}.key_sequence (consumer, type, key, last) values ($1, $2, $3, $4)
          on conflict (consumer, type, key) do update set last = greatest(key_sequence.last, excluded.last)`,
        values: [consumer, type, key, sequence],
      });
    },
    noteGap: async (type, key, before) => {
      const after = await lastOf(type, key);
      const { rowCount } = await client.query(
        `insert into ${name}.gap (consumer, type, key, after, before) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [consumer, type, key, after, before],
      );
      if (rowCount === 1) return true;
      await client.query(
        `update ${name}.gap set accepted = true where consumer = $1 and type = $2 and key = $3 and after = $4`,
        [consumer, type, key, after],
      );
      return false;
    },
  };
};

// The tables that a rebuild fills: made after those that queries read, column by column and to the name of each index, in
// a schema of their own. Whoever migrates the live tables has thereby said what the new ones look like.
import { checkpointTable, parkedEventTable, type Table } from "@tabel/read-models";
import { isJournal, type Keyed, type Projection, tablesOf } from "../projection.js";
import type { Session } from "../session.js";

export interface Place {
  /** Where the tables are made. */
  readonly schema: string;
  /** Where the tables are that they are made after. */
  readonly like: string;
}

const allTables = (projection: Projection): readonly Table[] => [
  checkpointTable,
  parkedEventTable,
  ...tablesOf(projection),
];

const query = async <Row extends object>(session: Session, what: string, text: string, ...values: unknown[]) =>
  session.run<Row>({ name: what, text, values });

/** Rows whose only column is a statement, each carried out. */
const carryOut = async (session: Session, what: string, text: string, ...values: unknown[]): Promise<void> => {
  for (const { sql } of await query<{ sql: string }>(session, what, text, ...values)) await session.define(sql);
};

/** Settings and rights are no part of what `like` copies. */
const makeTable = async (session: Session, { schema, like }: Place, { name }: Table): Promise<void> => {
  const [old] = await query<{ options: string | null }>(
    session,
    "settings of a table",
    "select array_to_string(reloptions, ', ') as options from pg_class where oid = format('%I.%I', $1::text, $2::text)::regclass",
    like,
    name,
  );
  const settings = old?.options ? ` with (${old.options})` : "";
  // Unlogged: nothing of it is worth keeping when the server crashes, its checkpoint neither, and it is filled twice as fast.
  await session.define(
    `create unlogged table "${schema}"."${name}" (like "${like}"."${name}" including all excluding indexes)${settings}`,
  );
  await carryOut(
    session,
    "rights to a table",
    `select format('grant %s on %I.%I to %s', privilege_type, $3::text, $2::text,
                   case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end) as sql
     from pg_class, aclexplode(relacl)
     where pg_class.oid = format('%I.%I', $1::text, $2::text)::regclass and grantee <> relowner`,
    like,
    name,
    schema,
  );
};

/** Indexes that the old table has and the new one lacks, under the same names. `primary`: the primary key alone. */
const makeIndexes = async (session: Session, { schema, like }: Place, table: Table, primary = false) => {
  type Index = { name: string; definition: string; kind: string | null };
  const missing = await query<Index>(
    session,
    "missing indexes",
    `select index.relname as name, pg_get_indexdef(index.oid) as definition, con.contype as kind
     from pg_index join pg_class index on index.oid = indexrelid
       left join pg_constraint con on con.conindid = index.oid and con.contype in ('p', 'u')
     where indrelid = format('%I.%I', $1::text, $3::text)::regclass and (indisprimary or not $4::boolean)
       and not exists (select from pg_class other where other.relname = index.relname and other.relnamespace = $2::text::regnamespace)
     order by indisprimary desc, index.relname`,
    like,
    schema,
    table.name,
    primary,
  );
  for (const { name, definition, kind } of missing) {
    const statement = definition.replace(/ ON (ONLY )?"?\w+"?\./, ` ON "${schema}".`);
    const constraint =
      kind === null
        ? ""
        : `; alter table "${schema}"."${table.name}" add constraint "${name}" ${kind === "p" ? "primary key" : "unique"} using index "${name}"`;
    await session.define(`${statement}${constraint}`);
  }
};

// Said by the schema itself, so that whoever goes on with a stopped build knows it.
const deferring = "derived rows wait until the others are filled in";

export const isDeferring = async (session: Session, schema: string): Promise<boolean> => {
  const [found] = await query<{ deferring: boolean }>(
    session,
    "rows of a build wait",
    "select obj_description(to_regnamespace($1), 'pg_namespace') = $2 as deferring",
    schema,
    deferring,
  );
  return found?.deferring === true;
};

/** With `defer` the derived tables are found by their key alone: most of their rows come last, and are new. */
export const makeBuildTables = (
  session: Session,
  place: Place,
  projection: Projection,
  defer: boolean,
): Promise<void> =>
  session.transaction(async () => {
    await session.define(`create schema "${place.schema}"`);
    if (defer) await session.define(`comment on schema "${place.schema}" is '${deferring}'`);
    for (const table of allTables(projection)) await makeTable(session, place, table);
    await makeIndexes(session, place, checkpointTable);
    await makeIndexes(session, place, parkedEventTable);
    if (isJournal(projection)) return; // its entries are never looked for
    await makeIndexes(session, place, projection.table, true);
    await makeDerivedIndexes(session, place, projection, defer);
  });

const makeDerivedIndexes = async (session: Session, place: Place, projection: Keyed, primary: boolean) => {
  for (const table of projection.derives ?? []) await makeIndexes(session, place, table, primary);
};

/** From here on derived rows follow batch by batch, and are found by their keys. Inside a transaction. */
export const endDeferring = async (session: Session, place: Place, projection: Keyed): Promise<void> => {
  await makeDerivedIndexes(session, place, projection, false);
  await session.define(`comment on schema "${place.schema}" is null`);
};

/** Makes filled tables what the live ones are: safe from a crash, with all indexes, known to the planner. May be repeated. */
export const completeBuildTables = async (session: Session, place: Place, projection: Projection): Promise<void> => {
  for (const table of allTables(projection)) {
    await carryOut(
      session,
      "unlogged table",
      `select format('alter table %I.%I set logged', $1::text, $2::text) as sql
       from pg_class where oid = format('%I.%I', $1::text, $2::text)::regclass and relpersistence = 'u'`,
      place.schema,
      table.name,
    );
    await makeIndexes(session, place, table);
    await session.define(`analyze "${place.schema}"."${table.name}"`);
  }
};

/** Only what a comparison in the order of the keys needs. */
export const keyBuildTables = async (session: Session, place: Place, projection: Projection): Promise<void> => {
  for (const table of tablesOf(projection)) {
    await makeIndexes(session, place, table, true);
    await session.define(`analyze "${place.schema}"."${table.name}"`);
  }
};

/** Whether the schema holds this projection's tables with the columns that the live ones have today. */
export const isLikeToday = async (session: Session, { schema, like }: Place, projection: Projection) => {
  const [answer] = await query<{ same: boolean }>(
    session,
    "same columns",
    `with columns as (
       select nspname, relname, attname, format_type(atttypid, atttypmod) as type, attnotnull
       from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
       where nspname in ($1, $2) and relname = any($3) and relkind = 'r' and attnum > 0 and not attisdropped)
     select count(*) filter (where times <> 2) = 0 and count(distinct relname) = cardinality($3::text[]) as same
     from (select relname, count(*) as times from columns group by relname, attname, type, attnotnull) compared`,
    schema,
    like,
    allTables(projection).map(({ name }) => name),
  );
  return answer?.same === true;
};

export const dropSchema = (session: Session, schema: string): Promise<void> =>
  session.define(`drop schema if exists "${schema}" cascade`);

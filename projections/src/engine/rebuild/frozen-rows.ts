// Rows that people have relied on: a period's hours are paid when it is closed. A rebuild that would change one of them does
// not go live by itself, whatever the events give today; nor does an event that had been parked change one.
import { columnName, selectList, type Table } from "@tabel/read-models";
import { isJournal, type Keyed, type Projection } from "../projection.js";
import type { Session } from "../session.js";

/** What would change it is given up: the old rows stand, and people find there what they were paid by. */
export class FrozenRowsDiffer extends Error {
  override readonly name = "FrozenRowsDiffer";
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  constructor(projection: string, table: string, key: FrozenRowsDiffer["key"]) {
    const row = Object.entries(key).map(([column, value]) => `${column} ${value}`);
    super(`${projection} would change ${table}, ${row.join(", ")}, which is closed`);
    this.table = table;
    this.key = key;
  }
}

/** Rows of one projection on two sides. */
interface Sides {
  readonly projection: Projection;
  /** A connection with the planner's usual settings: both sides are read from end to end. */
  readonly session: Session;
  /** The schema with the rows that people have relied on. */
  readonly stands: string;
  /** The schema with those that are to be read from now on. */
  readonly follows: string;
  /** The only keys that are compared, and of which a row too many counts too, where there are any. */
  readonly subjects?: readonly string[];
}

interface Changed {
  readonly subject: string;
  readonly key: Readonly<Record<string, string>>;
}

const subjectsAtOnce = 500;

const sharedIn = async (session: Session, schema: string, { name, shared }: Keyed): Promise<unknown> => {
  const [standing] = await session.run<{ shared: unknown }>({
    name: `what all keys share in ${schema}`,
    text: `select shared from "${schema}".checkpoint where projection = $1`,
    values: [name],
  });
  return standing?.shared ?? shared?.initial;
};

const none: readonly string[] = [];

/** What is frozen in a schema; nothing for a projection that freezes nothing. */
const frozenIn = async (session: Session, schema: string, projection: Projection): Promise<readonly string[]> =>
  isJournal(projection) || projection.frozen === undefined
    ? none
    : projection.frozen.values(await sharedIn(session, schema, projection));

/** The first changed row of each of the next keys of the projection. A row that only a rebuild has was lost, and comes back. */
const changedAfter = (
  { session, stands, follows, subjects }: Sides,
  table: Table,
  { by, tooMany }: NonNullable<Keyed["frozen"]>,
  subject: string,
  values: readonly string[],
  after: string,
): Promise<Changed[]> => {
  const keys = table.key.map(columnName);
  const side = (schema: string): string =>
    `(select * from "${schema}"."${table.name}" where ${columnName(by)} = any($1) and ${columnName(subject)} > $2
      and ($3::text[] is null or ${columnName(subject)} = any($3)))`;
  const texts = (alias: string): string =>
    Object.keys(table.columns)
      .map((name) => `${alias}.${columnName(name)}::text`)
      .join(", ");
  const join = subjects !== undefined && tooMany.includes(table) ? "full" : "left";
  return session.run<Changed>({
    name: `closed rows of ${follows}.${table.name}`,
    text: `select distinct on (${columnName(subject)}) ${columnName(subject)} as subject,
        jsonb_build_object(${keys.map((name) => `'${name}', ${name}::text`).join(", ")}) as key
      from ${side(stands)} stands ${join} join ${side(follows)} follows using (${keys.join(", ")})
      where (${texts("stands")}) is distinct from (${texts("follows")})
      order by ${[columnName(subject), ...keys].join(", ")} limit ${subjectsAtOnce}`,
    values: [values, after, subjects ?? null],
  });
};

/** Those of whom something is not known any more: what was paid to them does not follow from what is left. */
const unknowable = async (
  { session, follows }: Sides,
  projection: Keyed,
  frozen: NonNullable<Keyed["frozen"]>,
  subject: string,
  subjects: readonly string[],
): Promise<ReadonlySet<unknown>> => {
  const { table } = projection;
  const rows = await session.run<Record<string, unknown>>({
    name: `whose closed rows differ in ${follows}`,
    text: `select ${selectList(table)} from "${follows}"."${table.name}" where ${columnName(subject)} = any($1)`,
    values: [subjects],
  });
  return new Set(rows.filter((row) => frozen.unknowable(row)).map((row) => row[subject]));
};

const refuseChanged = async (sides: Sides, values: readonly string[]): Promise<void> => {
  const { projection } = sides;
  if (isJournal(projection) || projection.frozen === undefined || values.length === 0) return;
  const { frozen } = projection;
  const [subject] = projection.table.key;
  if (subject === undefined) return;
  for (const table of frozen.tables) {
    for (let after = ""; ;) {
      const changed = await changedAfter(sides, table, frozen, subject, values, after);
      const subjects = changed.map((each) => each.subject);
      const excused = await unknowable(sides, projection, frozen, subject, subjects);
      const first = changed.find((each) => !excused.has(each.subject));
      if (first !== undefined) throw new FrozenRowsDiffer(projection.name, table.name, first.key);
      const last = subjects.at(-1);
      if (last === undefined || subjects.length < subjectsAtOnce) break;
      after = last;
    }
  }
};

export interface FrozenRowsOptions {
  readonly projection: Projection;
  readonly session: Session;
  readonly live: string;
  readonly rebuilt: string;
  /** Compared before, while others wrote: what was frozen then was frozen on both sides, and stays. */
  readonly compared?: readonly string[];
}

/**
 * Answers what was compared: what is frozen on both sides.
 * @throws FrozenRowsDiffer
 */
export const refuseChangedFrozenRows = async (options: FrozenRowsOptions): Promise<readonly string[]> => {
  const { projection, session, live, rebuilt, compared = none } = options;
  // One that lags behind has not frozen its rows yet.
  const now = await frozenIn(session, rebuilt, projection);
  const then = new Set(await frozenIn(session, live, projection));
  const both = now.filter((value) => then.has(value));
  const values = both.filter((value) => !compared.includes(value));
  await refuseChanged({ projection, session, stands: live, follows: rebuilt }, values);
  return both;
};

/**
 * Keeps the frozen rows of some keys as they stand, until the transaction ends. What is answered is called after something was done to
 * them in it, and throws FrozenRowsDiffer where one has changed.
 */
export const keepFrozenRows = async (
  { projection, session, live }: Omit<FrozenRowsOptions, "rebuilt" | "compared">,
  subjects: readonly string[],
): Promise<() => Promise<void>> => {
  const values = await frozenIn(session, live, projection);
  if (isJournal(projection) || values.length === 0 || subjects.length === 0) return () => Promise.resolve();
  const [subject = ""] = projection.table.key;
  for (const { name } of projection.frozen?.tables ?? []) {
    await session.define(`create temporary table "${name}" (like "${live}"."${name}") on commit drop`);
    await session.run({
      name: `keep ${live}.${name}`,
      text: `insert into pg_temp."${name}" select * from "${live}"."${name}"
        where ${columnName(projection.frozen?.by ?? "")} = any($1) and ${columnName(subject)} = any($2)`,
      values: [values, subjects],
    });
  }
  return () => refuseChanged({ projection, session, stands: "pg_temp", follows: live, subjects }, values);
};

// Rows that people have relied on: a period's hours are paid when it is closed. A rebuild that would change one of them does
// not go live by itself, whatever the events give today.
import { columnName, selectList, type Table } from "@tabel/read-models";
import { isJournal, type Keyed, type Projection } from "../projection.js";
import type { Session } from "../session.js";

/** The rebuild is given up over it: the old tables stand, and people find there what they were paid by. */
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

export interface FrozenRowsOptions {
  readonly projection: Projection;
  /** A connection with the planner's usual settings: both sides are read from end to end. */
  readonly session: Session;
  readonly live: string;
  readonly rebuilt: string;
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

/** The first changed row of each of the next keys of the projection. A row that only the rebuild has was lost, and comes back. */
const changedAfter = (
  { session, live, rebuilt }: FrozenRowsOptions,
  table: Table,
  by: string,
  subject: string,
  values: readonly string[],
  after: string,
): Promise<Changed[]> => {
  const keys = table.key.map(columnName);
  const side = (schema: string): string =>
    `(select * from "${schema}"."${table.name}" where ${columnName(by)} = any($1) and ${columnName(subject)} > $2)`;
  const texts = (alias: string): string =>
    Object.keys(table.columns)
      .map((name) => `${alias}.${columnName(name)}::text`)
      .join(", ");
  return session.run<Changed>({
    name: `closed rows of ${rebuilt}.${table.name}`,
    text: `select distinct on (${columnName(subject)}) ${columnName(subject)} as subject,
        jsonb_build_object(${keys.map((name) => `'${name}', ${name}::text`).join(", ")}) as key
      from ${side(live)} stands left join ${side(rebuilt)} follows using (${keys.join(", ")})
      where (${texts("stands")}) is distinct from (${texts("follows")})
      order by ${[columnName(subject), ...keys].join(", ")} limit ${subjectsAtOnce}`,
    values: [values, after],
  });
};

/** Those of whom something is not known any more: what was paid to them does not follow from what is left. */
const unknowable = async (
  { session, rebuilt }: FrozenRowsOptions,
  projection: Keyed,
  frozen: NonNullable<Keyed["frozen"]>,
  subject: string,
  subjects: readonly string[],
): Promise<ReadonlySet<unknown>> => {
  const { table } = projection;
  const rows = await session.run<Record<string, unknown>>({
    name: `whose closed rows differ in ${rebuilt}`,
    text: `select ${selectList(table)} from "${rebuilt}"."${table.name}" where ${columnName(subject)} = any($1)`,
    values: [subjects],
  });
  return new Set(rows.filter((row) => frozen.unknowable(row)).map((row) => row[subject]));
};

/** @throws FrozenRowsDiffer */
export const refuseChangedFrozenRows = async (options: FrozenRowsOptions): Promise<void> => {
  const { projection, session, live, rebuilt } = options;
  if (isJournal(projection) || projection.frozen === undefined) return;
  const { frozen } = projection;
  const [subject] = projection.table.key;
  if (subject === undefined) return;
  // Closed on both sides: one that lags behind has not frozen its rows yet.
  const now = frozen.values(await sharedIn(session, rebuilt, projection));
  const then = new Set(frozen.values(await sharedIn(session, live, projection)));
  const values = now.filter((value) => then.has(value));
  for (const table of frozen.tables) {
    for (let after = ""; ;) {
      const changed = await changedAfter(options, table, frozen.by, subject, values, after);
      const subjects = changed.map((each) => each.subject);
      const excused = await unknowable(options, projection, frozen, subject, subjects);
      const first = changed.find((each) => !excused.has(each.subject));
      if (first !== undefined) throw new FrozenRowsDiffer(projection.name, table.name, first.key);
      const last = subjects.at(-1);
      if (last === undefined || subjects.length < subjectsAtOnce) break;
      after = last;
    }
  }
};

// What stands in the read models now: a picture of one moment to compare with, and the exchange of rows at a later one.
import type { Period } from "@tabel/domain";
import {
  columnName,
  type DeltaOfRow,
  type PayrollHoursRow,
  payrollHoursTable,
  positionChannel,
  selectList,
  type Table,
  type TimesheetMonthRow,
  timesheetMonthTable,
  viewsSchema,
} from "@tabel/read-models";
import type pg from "pg";
import { sessionOn, type Session } from "../engine/session.js";
import { rowWriter } from "../engine/writing/row-writer.js";
import { tableStatements } from "../engine/writing/table-statements.js";
import type { PeriodRows } from "./period-rows.js";

/** The projection that keeps these rows. */
export const PROJECTION = "time-accounts";

interface Standing {
  readonly position: bigint;
  readonly generation: number;
}

const checkpointOf = async (session: Session, how: "" | "for update" = ""): Promise<Standing | undefined> => {
  const [row] = await session.run<Standing>({
    name: `where ${PROJECTION} stands ${how}`,
    text: `select position, generation from "${viewsSchema}".checkpoint where projection = $1 ${how}`,
    values: [PROJECTION],
  });
  return row;
};

export interface Picture {
  /** Where the projection stood in this picture. */
  readonly position: bigint;
  /** The live rows of these people. */
  rowsOf(employeeIds: readonly string[]): Promise<ReadonlyMap<string, PeriodRows>>;
  /** What is posted for the period in later ones, or waits for one, by employee. */
  postedFor(employeeIds: readonly string[]): Promise<ReadonlyMap<string, readonly DeltaOfRow[]>>;
  /** Everybody who has rows of the period. */
  people(unitIds: readonly string[] | undefined): Promise<readonly string[]>;
}

const load = <Row extends object>(
  session: Session,
  table: Table,
  period: Period,
  employeeIds: readonly string[],
): Promise<Row[]> =>
  session.run<Row>({
    name: `the period's ${table.name}`,
    text: `select ${selectList(table)} from "${viewsSchema}"."${table.name}"
      where period = $1 and employee_id = any($2) order by ${table.key.map(columnName).join(", ")}`,
    values: [period, employeeIds],
  });

const rowsIn =
  (session: Session, period: Period): Picture["rowsOf"] =>
  async (employeeIds) => {
    const sheets = await load<TimesheetMonthRow>(session, timesheetMonthTable, period, employeeIds);
    const hours = await load<PayrollHoursRow>(session, payrollHoursTable, period, employeeIds);
    const rows = new Map<string, { sheets: TimesheetMonthRow[]; hours: PayrollHoursRow | undefined }>(
      employeeIds.map((employeeId) => [employeeId, { sheets: [], hours: undefined }]),
    );
    for (const sheet of sheets) rows.get(sheet.employeeId)?.sheets.push(sheet);
    for (const each of hours) {
      const person = rows.get(each.employeeId);
      if (person !== undefined) person.hours = each;
    }
    return rows;
  };

/** Through the index of rows that have deltas, so that later periods cost nothing. */
const postedFor =
  (session: Session, period: Period): Picture["postedFor"] =>
  async (employeeIds) => {
    const rows = await session.run<{
      employeeId: string;
      deltas: readonly (DeltaOfRow & { postedIn?: string | null })[];
    }>({
      name: "what is posted for the period",
      text: `select employee_id as "employeeId", deltas from "${viewsSchema}".payroll_hours
          where employee_id = any($2) and period > $1 and json_array_length(deltas) > 0
        union all
        select employee_id, deltas from "${viewsSchema}".time_account
          where employee_id = any($2) and json_array_length(deltas) > 0`,
      values: [period, employeeIds],
    });
    const posted = new Map<string, DeltaOfRow[]>();
    // An account keeps also those that stand in a period: they are in its row already.
    for (const { employeeId, deltas } of rows)
      for (const { postedIn, ...delta } of deltas)
        if (delta.of === period && (postedIn === undefined || postedIn === null))
          posted.set(employeeId, [...(posted.get(employeeId) ?? []), delta]);
    return posted;
  };

/** Runs the work on one moment's picture of the rows, while others go on writing. */
export const withPicture = async <Result>(
  pool: pg.Pool,
  period: Period,
  work: (picture: Picture) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  const session = sessionOn(client);
  try {
    await session.define("begin isolation level repeatable read read only");
    const standing = await checkpointOf(session);
    const result = await work({
      position: standing?.position ?? -1n,
      rowsOf: rowsIn(session, period),
      postedFor: postedFor(session, period),
      people: async (unitIds) => {
        const found = await session.run<{ employeeId: string }>({
          name: "whose rows the period has",
          text: `select employee_id as "employeeId" from "${viewsSchema}".timesheet_month
            where period = $1 and ($2::text[] is null or unit_id = any($2))
            union select employee_id from "${viewsSchema}".payroll_hours
            where period = $1 and ($2::text[] is null or unit_id = any($2)) order by 1`,
          values: [period, unitIds ?? null],
        });
        return found.map(({ employeeId }) => employeeId);
      },
    });
    await session.define("commit");
    return result;
  } finally {
    client.release(true);
  }
};

export interface ExchangeRowsOptions {
  readonly pool: pg.Pool;
  readonly period: Period;
  /** Called while nobody can write: the rows as they are right at this position, by employee. */
  readonly rowsAt: (position: bigint) => Promise<ReadonlyMap<string, PeriodRows>>;
}

/**
 * Puts rows in the place of those that stand, in one transaction: a reader sees all the old ones or all the new ones. From
 * its first statement to its commit the projection cannot write; afterwards it looks again at what stands there.
 */
export const exchangeRows = async ({ pool, period, rowsAt }: ExchangeRowsOptions): Promise<number> => {
  const client = await pool.connect();
  const session = sessionOn(client);
  try {
    return await session.transaction(async () => {
      const standing = await checkpointOf(session, "for update");
      if (standing === undefined) throw new Error(`${PROJECTION} has no checkpoint: start the system once`);
      const people = await rowsAt(standing.position);
      const keys = [...people.keys()];
      let count = 0;
      for (const table of [timesheetMonthTable, payrollHoursTable]) {
        await session.run({
          name: `clear the period's ${table.name}`,
          text: `delete from "${viewsSchema}"."${table.name}" where period = $1 and employee_id = any($2)`,
          values: [period, keys],
        });
        const rows: object[] =
          table === timesheetMonthTable
            ? [...people.values()].flatMap(({ sheets }) => sheets)
            : [...people.values()].flatMap(({ hours }) => hours ?? []);
        const writer = rowWriter(tableStatements(viewsSchema, table), session, "copy");
        for (const row of rows) {
          writer.add(row, true);
          if (writer.full()) await writer.write();
        }
        await writer.write();
        count += rows.length;
      }
      await session.run({
        name: "whoever writes looks again",
        text: `update "${viewsSchema}".checkpoint set generation = generation + 1 where projection = $1`,
        values: [PROJECTION],
      });
      await session.run({
        name: "tell the position",
        text: "select pg_notify($1, $2)",
        values: [positionChannel(viewsSchema), String(standing.position)],
      });
      return count;
    });
  } finally {
    client.release(true);
  }
};

// Rows of a period put in the place of those that stand, while nobody else can write.
import type { Period } from "@tabel/domain";
import { payrollHoursTable, positionChannel, selectList, timesheetMonthTable, viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { type Session, sessionOn } from "../engine/session.js";
import { rowWriter } from "../engine/writing/row-writer.js";
import { tableStatements } from "../engine/writing/table-statements.js";
import { type PeriodRows, withPosted } from "./period-rows.js";
import { checkpointOf, PROJECTION } from "./picture.js";
import { asTexts, type RowTexts } from "./row-texts.js";

/** By employee the hours in which something is posted for closed periods, as they stand. */
const hoursWithPosted = async (
  session: Session,
  period: Period,
  employeeIds: readonly string[],
): Promise<ReadonlyMap<string, RowTexts>> => {
  const statement = {
    name: "hours with what is posted in them",
    text: `select ${selectList(payrollHoursTable)} from "${viewsSchema}".payroll_hours
      where period = $1 and employee_id = any($2) and json_array_length(deltas) > 0`,
    values: [period, employeeIds],
  };
  const rows = await session.run<RowTexts & { readonly employeeId: string }>(statement, asTexts);
  return new Map(rows.map((row) => [row.employeeId, row]));
};

export interface ExchangeRowsOptions {
  readonly pool: pg.Pool;
  readonly period: Period;
  /** Called while nobody can write: the rows that events give up to this position, by employee, without what is posted in them. */
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
      const calculated = await rowsAt(standing.position);
      const keys = [...calculated.keys()];
      // What is posted in them may have come since the comparison, from facts of closed periods.
      const posted = await hoursWithPosted(session, period, keys);
      const people = [...calculated].map(([employeeId, rows]) =>
        withPosted(rows, { sheets: [], hours: posted.get(employeeId) }),
      );
      let count = 0;
      for (const table of [timesheetMonthTable, payrollHoursTable]) {
        await session.run({
          name: `clear the period's ${table.name}`,
          text: `delete from "${viewsSchema}"."${table.name}" where period = $1 and employee_id = any($2)`,
          values: [period, keys],
        });
        const rows: object[] =
          table === timesheetMonthTable
            ? people.flatMap(({ sheets }) => sheets)
            : people.flatMap(({ hours }) => hours ?? []);
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

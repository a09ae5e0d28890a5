// What stands in the read models now: a picture of one moment to compare with.
import { PayrollCorrectionPosted, type Period } from "@tabel/domain";
import {
  type DeltaOfRow,
  payrollHoursTable,
  selectList,
  type Table,
  timesheetMonthTable,
  viewsSchema,
} from "@tabel/read-models";
import type pg from "pg";
import { sessionOn, type Session } from "../engine/session.js";
import type { StandingRows } from "./period-rows.js";
import { asTexts, type RowTexts } from "./row-texts.js";

/** The projection that keeps these rows. */
export const PROJECTION = "time-accounts";

interface Standing {
  readonly position: bigint;
  readonly generation: number;
}

export const checkpointOf = async (session: Session, how: "" | "for update" = ""): Promise<Standing | undefined> => {
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
  rowsOf(employeeIds: readonly string[]): Promise<ReadonlyMap<string, StandingRows>>;
  /** What is posted for the period in later ones, or waits for one, by employee. */
  postedFor(employeeIds: readonly string[]): Promise<ReadonlyMap<string, readonly DeltaOfRow[]>>;
  /** Whose last correction waits behind an event that could not be taken in: their rows do not show it yet. */
  correctionsWaiting(): Promise<ReadonlySet<string>>;
  /** Everybody who has rows of the period. */
  people(unitIds: readonly string[] | undefined): Promise<readonly string[]>;
}

const load = (
  session: Session,
  table: Table,
  period: Period,
  employeeIds: readonly string[],
): Promise<(RowTexts & { readonly employeeId: string })[]> =>
  session.run(
    {
      name: `the period's ${table.name}`,
      text: `select ${selectList(table)} from "${viewsSchema}"."${table.name}"
        where period = $1 and employee_id = any($2)`,
      values: [period, employeeIds],
    },
    asTexts,
  );

const rowsIn =
  (session: Session, period: Period): Picture["rowsOf"] =>
  async (employeeIds) => {
    const sheets = await load(session, timesheetMonthTable, period, employeeIds);
    const hours = await load(session, payrollHoursTable, period, employeeIds);
    const rows = new Map<string, { sheets: RowTexts[]; hours: RowTexts | undefined }>(
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
      correctionsWaiting: async () => {
        const waiting = await session.run<{ key: string }>({
          name: "corrections that wait",
          text: `select key from "${viewsSchema}".parked_event where projection = $1 and type = $2`,
          values: [PROJECTION, PayrollCorrectionPosted.type],
        });
        return new Set(waiting.map(({ key }) => key));
      },
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

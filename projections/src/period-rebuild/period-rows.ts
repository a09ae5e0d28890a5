// What a period keeps of a person: the sheets and the hours. Recalculated by the projection's own functions, compared as a
// person reads them.
import type { Period } from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import {
  type PayrollHoursRow,
  payrollHoursTable,
  type Table,
  type TimesheetMonthRow,
  timesheetMonthTable,
  unpackDay,
} from "@tabel/read-models";

export interface PeriodRows {
  readonly sheets: readonly TimesheetMonthRow[];
  readonly hours: PayrollHoursRow | undefined;
}

/** The rows of one person and period from the facts that touch it. */
export type Recalculate = (employeeId: string, period: Period, facts: readonly Recorded[]) => PeriodRows;

export const periodTables: readonly Table[] = [timesheetMonthTable, payrollHoursTable];

/** `Я 360 + Н 120`: the cell as the sheet shows it. */
const cell = (codes: readonly { readonly code: string; readonly minutes: number }[]): string =>
  codes.map(({ code, minutes }) => (minutes === 0 ? code : `${code} ${minutes}`)).join(" + ");

/** Of each unit's sheet the cells by date. */
export const sheetShown = (sheets: PeriodRows["sheets"]): object =>
  Object.fromEntries(
    sheets.map(({ unitId, days }) => [
      unitId,
      Object.fromEntries(
        days
          .map(unpackDay)
          .map(({ day, plannedMinutes, codes }) => [String(day), { cell: cell(codes), plannedMinutes }]),
      ),
    ]),
  );

/** A person's rows as figures by name: of each unit's sheet the cells by date, of the hours everything. */
export const shown = ({ sheets, hours }: PeriodRows): object => {
  const { employeeId: _, period: __, ...figures } = hours ?? {};
  return { hours: figures, sheet: sheetShown(sheets) };
};

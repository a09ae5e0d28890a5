// What a period keeps of a person: the sheets and the hours. Recalculated by the projection's own functions, compared with what
// stands, and shown as a person reads them.
import type { Period } from "@tabel/domain";
import {
  type PackedTotals,
  type PayrollHoursRow,
  payrollHoursTable,
  type Table,
  type TimesheetMonthRow,
  timesheetMonthTable,
  unpackDay,
} from "@tabel/read-models";
import type { Fact } from "./facts.js";
import { rowOf, type RowTexts, sameRows, valueIn } from "./row-texts.js";

export interface PeriodRows {
  readonly sheets: readonly TimesheetMonthRow[];
  readonly hours: PayrollHoursRow | undefined;
}

/** The rows of one person and period from the facts that touch it. */
export type Recalculate = (employeeId: string, period: Period, facts: readonly Fact[]) => PeriodRows;

export const periodTables: readonly Table[] = [timesheetMonthTable, payrollHoursTable];

/** A person's rows of the period as they stand. */
export interface StandingRows {
  readonly sheets: readonly RowTexts[];
  readonly hours: RowTexts | undefined;
}
export const nothingStands: StandingRows = { sheets: [], hours: undefined };

export const readRows = ({ sheets, hours }: StandingRows): PeriodRows => ({
  sheets: sheets.map((sheet) => rowOf(timesheetMonthTable, sheet)),
  hours: hours && rowOf(payrollHoursTable, hours),
});

/**
 * What is posted in the period for closed ones follows from facts of other months: it stays as it stands. Somebody who has
 * nothing else there keeps it.
 */
export const withPosted = (right: PeriodRows, stands: StandingRows): PeriodRows => {
  if (stands.hours === undefined || stands.hours["deltas"] === "[]") return right;
  if (right.hours === undefined) return { ...right, hours: rowOf(payrollHoursTable, stands.hours) };
  const deltas = valueIn(payrollHoursTable, stands.hours, "deltas") as PayrollHoursRow["deltas"]; // the column holds them
  return deltas.length === 0 ? right : { ...right, hours: { ...right.hours, deltas } };
};

const sameHours = sameRows(payrollHoursTable);
const sameSheet = sameRows(timesheetMonthTable);

/** The rows that are not the same on both sides; undefined where all are. */
export const differing = (
  right: PeriodRows,
  stands: StandingRows,
): { readonly right: PeriodRows; readonly stands: StandingRows } | undefined => {
  const [one, other] = [right.hours, stands.hours];
  const hours = one === undefined || other === undefined ? one === other : sameHours(other, one);
  const same = right.sheets.filter((sheet) => {
    const standing = stands.sheets.find(({ unitId }) => unitId === sheet.unitId);
    return standing !== undefined && sameSheet(standing, sheet);
  });
  if (hours && same.length === right.sheets.length && same.length === stands.sheets.length) return undefined;
  const units = new Set(same.map(({ unitId }) => unitId));
  return {
    right: { hours: hours ? undefined : one, sheets: right.sheets.filter(({ unitId }) => !units.has(unitId)) },
    stands: {
      hours: hours ? undefined : other,
      sheets: stands.sheets.filter(({ unitId }) => !units.has(unitId ?? "")),
    },
  };
};

/** `Я 360 + Н 120`: the cell as the sheet shows it. */
const cell = (codes: readonly { readonly code: string; readonly minutes: number }[]): string =>
  codes.map(({ code, minutes }) => (minutes === 0 ? code : `${code} ${minutes}`)).join(" + ");

const byCode = (totals: PackedTotals): object =>
  Object.fromEntries(totals.map(([code, days, minutes]) => [code, { days, minutes }]));

/** Of each unit's sheet the cells by date, and its sums as the form has them. */
export const sheetShown = (sheets: PeriodRows["sheets"]): object =>
  Object.fromEntries(
    sheets.map(({ unitId, days, totals }) => [
      unitId,
      {
        ...Object.fromEntries(
          days
            .map(unpackDay)
            .map(({ day, plannedMinutes, codes }) => [String(day), { cell: cell(codes), plannedMinutes }]),
        ),
        sums: { "days 1 to 15": byCode(totals[0]), "days from 16": byCode(totals[1]), month: byCode(totals[2]) },
      },
    ]),
  );

/** A person's rows as figures by name: of each unit's sheet the cells by date, of the hours everything. */
export const shown = ({ sheets, hours }: PeriodRows): object => {
  const { employeeId: _, period: __, ...figures } = hours ?? {};
  return { hours: figures, sheet: sheetShown(sheets) };
};

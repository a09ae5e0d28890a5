// The rows that a person's month makes: a sheet for each unit that the person was in, and the hours that payroll pays.
import {
  lastDay,
  payrollHours,
  type PayrollDelta,
  type Period,
  sumsOf,
  type Timeline,
  timesheetMonth,
  type TimesheetMonth,
  unitAt,
  workCalendar,
} from "@tabel/domain";
import {
  type DeltaOfRow,
  packDay,
  packTotals,
  type PayrollHoursRow,
  payrollHoursTable,
  type TimesheetMonthRow,
  timesheetMonthTable,
} from "@tabel/read-models";
import { put, type RowPut } from "../engine/projection.js";

type Cells = Pick<TimesheetMonthRow, "days" | "totals">;

const cellsOf = (days: TimesheetMonth["days"], { halves, total }: Pick<TimesheetMonth, "halves" | "total">): Cells => ({
  days: days.map(({ date, plannedMinutes, codes }) => packDay({ day: Number(date.slice(8)), plannedMinutes, codes })),
  totals: [packTotals(halves[0]), packTotals(halves[1]), packTotals(total)],
});

/** Frozen, so that whoever writes them need write them out once for everybody. */
const plannedCells = new WeakMap<object, Cells>();
const cellsAsPlanned = (asPlanned: object, month: TimesheetMonth): Cells => {
  const known = plannedCells.get(asPlanned);
  if (known !== undefined) return known;
  const { days, totals } = cellsOf(month.days, month);
  const cells = { days: Object.freeze(days), totals: Object.freeze(totals) };
  plannedCells.set(asPlanned, cells);
  return cells;
};

/** The month in parts, one a unit, in the order in which the person was in them. */
const sheetRows = (month: TimesheetMonth): TimesheetMonthRow[] => {
  const { period, employeeId, days, asPlanned } = month;
  const [first] = days;
  if (asPlanned !== undefined && first !== undefined)
    return [{ period, unitId: first.unitId, employeeId, ...cellsAsPlanned(asPlanned, month) }];
  const units = [...new Set(days.map(({ unitId }) => unitId))];
  return units.map((unitId) => {
    const own = units.length === 1 ? days : days.filter((day) => day.unitId === unitId);
    return { period, unitId, employeeId, ...cellsOf(own, units.length === 1 ? month : sumsOf(own)) };
  });
};

const noHours = {
  normMinutes: 0,
  workedMinutes: 0,
  nightMinutes: 0,
  overtimeFirstMinutes: 0,
  overtimeFurtherMinutes: 0,
  dayOffMinutes: 0,
  absentMinutes: {},
  absentFacts: {},
  days: {},
  lines: [],
};

const deltaOfRow = ({ postedIn: _postedIn, ...delta }: PayrollDelta): DeltaOfRow => delta;

export interface PeriodRows {
  readonly sheets: readonly TimesheetMonthRow[];
  readonly hours: PayrollHoursRow | undefined;
}

const noRows: PeriodRows = { sheets: [], hours: undefined };

/**
 * The rows of one person and period. What is posted in the period for closed ones stands in a column of its own: all others
 * follow from the timeline alone. Who is not employed in the period any more may still have deltas in it, in the last unit.
 */
export const periodRows = (
  employeeId: string,
  period: Period,
  timeline: Timeline | undefined,
  posted: readonly PayrollDelta[] = [],
): PeriodRows => {
  if (timeline === undefined) return noRows;
  const month = timesheetMonth(timeline, period, workCalendar);
  const hours = payrollHours(timeline, period, workCalendar, month);
  if (hours === undefined && posted.length === 0) return noRows;
  const unitId =
    month?.days.at(-1)?.unitId ??
    unitAt(timeline, timeline.spells.at(-1)?.lastDay ?? lastDay(period)) ??
    timeline.units[0]?.unitId ??
    "";
  return {
    sheets: month === undefined ? [] : sheetRows(month),
    hours: { ...(hours ?? { ...noHours, employeeId, period }), unitId, deltas: posted.map(deltaOfRow) },
  };
};

export const periodPuts = ({ sheets, hours }: PeriodRows): RowPut[] => [
  ...sheets.map((sheet) => put(timesheetMonthTable, sheet)),
  ...(hours === undefined ? [] : [put(payrollHoursTable, hours)]),
];

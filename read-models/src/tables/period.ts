// What is kept for each opened period: the timesheet of everyone employed in it and the hours that payroll pays.
import type { TableOf } from "../table.js";
import type { PackedDay, PackedTotals } from "./timesheet-cells.js";

export interface PayrollPeriodRow {
  readonly period: string;
  readonly openedAt: string;
}

export const payrollPeriodTable: TableOf<PayrollPeriodRow> = {
  name: "payroll_period",
  columns: { period: "text", openedAt: "timestamptz" },
  key: ["period"],
};

/** One employment life as the timesheet needs it: the projection's own memory, read by no query. */
export interface TimeAccountRow {
  readonly employeeId: string;
  readonly timeline: unknown;
}

export const timeAccountTable: TableOf<TimeAccountRow> = {
  name: "time_account",
  columns: { employeeId: "text", timeline: "json" },
  key: ["employeeId"],
};

/** One person in one unit in one month; who moves between units in a month stands in the sheets of both, each day in one. */
export interface TimesheetMonthRow {
  readonly period: string;
  readonly unitId: string;
  readonly employeeId: string;
  /** The days of employment in the unit, in order. */
  readonly days: readonly PackedDay[];
  /** Days 1–15, days 16 to the end, and the month. */
  readonly totals: readonly [firstHalf: PackedTotals, secondHalf: PackedTotals, month: PackedTotals];
}

export const timesheetMonthTable: TableOf<TimesheetMonthRow> = {
  name: "timesheet_month",
  columns: { period: "text", unitId: "text", employeeId: "text", days: "json", totals: "json" },
  key: ["period", "unitId", "employeeId"],
};

export interface PayrollHoursRow {
  readonly period: string;
  readonly employeeId: string;
  /** The unit of the person's last day in the period. */
  readonly unitId: string;
  readonly normMinutes: number;
  readonly workedMinutes: number;
  /** Planned minutes that were not worked, by the code of the absence. */
  readonly absentMinutes: Readonly<Record<string, number>>;
  /** Days by code. */
  readonly days: Readonly<Record<string, number>>;
  readonly lines: readonly PayLineOfRow[];
}

/** One category at one rate; money in minor units. */
export interface PayLineOfRow {
  readonly category: string;
  readonly minutes: number;
  readonly normMinutes: number;
  readonly monthly: { readonly minor: number; readonly currency: string };
  readonly amountMinor: number;
}

export const payrollHoursTable: TableOf<PayrollHoursRow> = {
  name: "payroll_hours",
  columns: {
    period: "text",
    employeeId: "text",
    unitId: "text",
    normMinutes: "integer",
    workedMinutes: "integer",
    absentMinutes: "json",
    days: "json",
    lines: "json",
  },
  key: ["period", "employeeId"],
};

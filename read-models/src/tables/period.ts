// What is kept for each opened period: the timesheet of everyone employed in it and the hours that payroll pays.
import type { TableOf } from "../table.js";

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
  columns: { employeeId: "text", timeline: "jsonb" },
  key: ["employeeId"],
};

/** One person in one unit in one month; who moves between units in a month stands in the sheets of both, each day in one. */
export interface TimesheetMonthRow {
  readonly period: string;
  readonly unitId: string;
  readonly employeeId: string;
  /** The days of employment in the unit, in order. */
  readonly days: readonly TimesheetDay[];
  /** Days 1–15, days 16 to the end, and the month. */
  readonly totals: { readonly halves: readonly [TimesheetTotals, TimesheetTotals]; readonly month: TimesheetTotals };
}

export interface TimesheetDay {
  /** Of the month: 1 to 31. */
  readonly day: number;
  readonly plannedMinutes: number;
  /** Official codes of forms T-12/T-13 with the minutes worked under them. */
  readonly codes: readonly { readonly code: string; readonly minutes: number }[];
}

/** Days and worked minutes by code. */
export interface TimesheetTotals {
  readonly days: Readonly<Record<string, number>>;
  readonly minutes: Readonly<Record<string, number>>;
}

export const timesheetMonthTable: TableOf<TimesheetMonthRow> = {
  name: "timesheet_month",
  columns: { period: "text", unitId: "text", employeeId: "text", days: "jsonb", totals: "jsonb" },
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
    absentMinutes: "jsonb",
    days: "jsonb",
    lines: "jsonb",
  },
  key: ["period", "employeeId"],
};

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
  readonly days: readonly TimesheetDayOfRow[];
  readonly totals: TimesheetTotalsOfRow;
}

export interface TimesheetDayOfRow {
  readonly date: string;
  /** Official codes of forms T-12/T-13 with their minutes. */
  readonly codes: readonly { readonly code: string; readonly minutes: number }[];
  readonly plannedMinutes: number;
}

export interface HalfTotals {
  readonly daysWorked: number;
  readonly minutesWorked: number;
}

export interface TimesheetTotalsOfRow {
  readonly firstHalf: HalfTotals;
  readonly secondHalf: HalfTotals;
  readonly month: HalfTotals;
  readonly byCode: Readonly<Record<string, { readonly days: number; readonly minutes: number }>>;
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
  readonly minutesByCode: Readonly<Record<string, number>>;
  readonly lines: readonly unknown[];
}

export const payrollHoursTable: TableOf<PayrollHoursRow> = {
  name: "payroll_hours",
  columns: {
    period: "text",
    employeeId: "text",
    unitId: "text",
    normMinutes: "integer",
    workedMinutes: "integer",
    minutesByCode: "jsonb",
    lines: "jsonb",
  },
  key: ["period", "employeeId"],
};

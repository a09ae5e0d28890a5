// What is kept for each opened period: the timesheet of everyone employed in it and the hours that payroll pays.
import type { TableOf } from "../table.js";
import type { PackedDay, PackedTotals } from "./timesheet-cells.js";

export interface PayrollPeriodRow {
  readonly period: string;
  /** `open`, `calculated` or `closed`. */
  readonly status: string;
  readonly openedAt: string;
  readonly calculatedAt: string | null;
  readonly closedAt: string | null;
}

export const payrollPeriodTable: TableOf<PayrollPeriodRow> = {
  name: "payroll_period",
  columns: {
    period: "text",
    status: "text",
    openedAt: "timestamptz",
    calculatedAt: "timestamptz",
    closedAt: "timestamptz",
  },
  key: ["period"],
};

/** One employment life as the timesheet needs it: the projection's own memory, read by no query. */
export interface TimeAccountRow {
  readonly employeeId: string;
  readonly timeline: unknown;
  /** Deltas of closed periods that wait for a later one, or stand in one that is not closed. */
  readonly deltas: unknown;
}

export const timeAccountTable: TableOf<TimeAccountRow> = {
  name: "time_account",
  columns: { employeeId: "text", timeline: "json", deltas: "json" },
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
  readonly nightMinutes: number;
  readonly overtimeFirstMinutes: number;
  readonly overtimeFurtherMinutes: number;
  readonly dayOffMinutes: number;
  /** Planned minutes that were not worked, by the code of the absence. */
  readonly absentMinutes: Readonly<Record<string, number>>;
  /** Positions of the events behind each of them. */
  readonly absentFacts: Readonly<Record<string, readonly string[]>>;
  /** Days by code. */
  readonly days: Readonly<Record<string, number>>;
  readonly lines: readonly PayLineOfRow[];
  /** What is posted here for periods that were closed before. */
  readonly deltas: readonly DeltaOfRow[];
}

interface RateOfRow {
  readonly category: string;
  /** Of an allowance. */
  readonly code: string | null;
  readonly monthly: { readonly minor: number; readonly currency: string };
  readonly normMinutes: number;
  readonly percent: number;
  readonly minutes: number;
  readonly amountMinor: number;
}

/** One category at one rate; money in minor units. */
export interface PayLineOfRow extends RateOfRow {
  /** Positions of the events that it follows from. */
  readonly facts: readonly string[];
}

/** What one event changed in a closed period; minutes and amounts may be negative. */
export interface DeltaOfRow {
  readonly of: string;
  /** Position of the event. */
  readonly fact: string;
  readonly workedMinutes: number;
  readonly nightMinutes: number;
  readonly overtimeFirstMinutes: number;
  readonly overtimeFurtherMinutes: number;
  readonly dayOffMinutes: number;
  readonly absentMinutes: Readonly<Record<string, number>>;
  readonly lines: readonly RateOfRow[];
}

export const payrollHoursTable: TableOf<PayrollHoursRow> = {
  name: "payroll_hours",
  columns: {
    period: "text",
    employeeId: "text",
    unitId: "text",
    normMinutes: "integer",
    workedMinutes: "integer",
    nightMinutes: "integer",
    overtimeFirstMinutes: "integer",
    overtimeFurtherMinutes: "integer",
    dayOffMinutes: "integer",
    absentMinutes: "json",
    absentFacts: "json",
    days: "json",
    lines: "json",
    deltas: "json",
  },
  key: ["period", "employeeId"],
};

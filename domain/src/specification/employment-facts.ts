// The facts of one employee that specifications of timesheets and payroll are told in. Used by specs only.
import { AbsenceApproved } from "../absence/request/request-events.js";
import type { Compensation, DayPart } from "../absence/absence-fields.js";
import { AllowanceSet } from "../employee/allowances.js";
import {
  EmployeeHired,
  EmployeeLeft,
  EmployeeTransferred,
  SalarySet,
  ScheduleAssigned,
} from "../employee/employment-events.js";
import { scheduleOf, type ScheduleCode } from "../employee/schedule/known-schedules.js";
import { Schedule } from "../employee/schedule/schedule.js";
import type { TimeSpan } from "../kernel/local-time.js";
import { DeviationRecorded } from "../timesheet/timesheet.js";
import { evolveTimeline, type Timeline, type TimelineEvent } from "../timesheet/timeline.js";

const employeeId = "e1";

interface Hire {
  readonly country?: string;
  readonly timeZone?: string;
}

/** Hired into u1; Russia and Moscow unless said otherwise. */
export const hired = (on = "2025-01-01", { country = "RU", timeZone = "Europe/Moscow" }: Hire = {}): TimelineEvent =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Л", first: "Ф", middle: null },
    email: null,
    hiredOn: on,
    unitId: "u1",
    position: "кассир",
    country,
    timeZone,
  });

export const moved = (from: string, unitId: string): TimelineEvent =>
  EmployeeTransferred({ employeeId, from, unitId, position: "кассир" });

export const left = (lastDay: string): TimelineEvent => EmployeeLeft({ employeeId, lastDay });

/** Roubles a month. */
export const paid = (from: string, roubles: number): TimelineEvent =>
  SalarySet({ employeeId, from, monthly: { minor: roubles * 100, currency: "RUB" } });

export const allowed = (from: string, code: string, roubles: number | null): TimelineEvent =>
  AllowanceSet({
    employeeId,
    from,
    code,
    monthly: roubles === null ? null : { minor: roubles * 100, currency: "RUB" },
  });

export const scheduled = (schedule: ScheduleCode | Schedule, from: string): TimelineEvent =>
  ScheduleAssigned({ employeeId, from, schedule: typeof schedule === "string" ? scheduleOf(schedule) : schedule });

interface Asked {
  readonly dayPart?: DayPart;
  readonly time?: TimeSpan | null;
  readonly compensation?: Compensation | null;
}

export const absent = (kind: string, from: string, to: string, asked: Asked = {}): TimelineEvent =>
  AbsenceApproved({
    employeeId,
    requestId: `${kind}-${from}`,
    kind,
    from,
    to,
    ledger: null,
    used: 0,
    days: [],
    dayPart: "full",
    time: null,
    compensation: null,
    released: [],
    step: 0,
    approvedBy: "e2",
    onBehalfOf: null,
    ...asked,
  });

/** Overtime or work on a day off, from one time of the day to another. */
export const worked = (
  kind: "overtime" | "day-off-work",
  on: string,
  from: string,
  to: string,
  compensation: Compensation = "paid",
): TimelineEvent => absent(kind, on, on, { time: { from, to }, compensation });

type Typed = readonly [code: string, minutes: number, from?: string, to?: string];

export const entriesOf = (typed: readonly Typed[]) =>
  typed.map(([code, minutes, from, to]) => ({
    code,
    minutes,
    time: from === undefined || to === undefined ? null : { from, to },
  }));

/** What the timesheet says the day was: `["Я", 480], ["С", 120, "18:00", "20:00"]`. */
export const recorded = (date: string, ...typed: Typed[]): TimelineEvent =>
  DeviationRecorded({
    unitId: "u1",
    period: date.slice(0, 7),
    employeeId,
    date,
    entries: entriesOf(typed),
    recordedBy: "e2",
  });

/** Each fact at a place of its own: the first at "1". */
export const timelineOf = (...facts: readonly TimelineEvent[]): Timeline | undefined =>
  facts.reduce<Timeline | undefined>(
    (timeline, fact, index) => evolveTimeline(timeline, fact, String(index + 1)),
    undefined,
  );

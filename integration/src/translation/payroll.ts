// The hours of a period when it is closed, and what later facts add to it: by the domain's own calculation.
import { payrollHours, type PayrollDelta, type Period, type Timeline, workCalendar } from "@tabel/domain";
import { type DataOf, payrollHoursContract } from "@tabel/integration-contracts";
import { draft, type Draft } from "./draft.js";

type Hours = DataOf<typeof payrollHoursContract>;

const figures = [
  "workedMinutes",
  "nightMinutes",
  "overtimeFirstMinutes",
  "overtimeFurtherMinutes",
  "dayOffMinutes",
] as const;

type Figures = Pick<Hours, (typeof figures)[number]> & { readonly absentMinutes: Readonly<Record<string, number>> };

const minutesOf = (
  from: Figures,
): Omit<Hours, "employeeId" | "period" | "countsIn" | "entry" | "normMinutes" | "details"> => ({
  workedMinutes: from.workedMinutes,
  nightMinutes: from.nightMinutes,
  overtimeFirstMinutes: from.overtimeFirstMinutes,
  overtimeFurtherMinutes: from.overtimeFurtherMinutes,
  dayOffMinutes: from.dayOffMinutes,
  // By which code somebody was away is not said: the sum is.
  absentMinutes: Object.values(from.absentMinutes).reduce((sum, minutes) => sum + minutes, 0),
});

const detailsOf = (employeeId: string, period: Period): string => `/api/views/payroll-hours/${employeeId}/${period}`;

/** Undefined for somebody who was not employed in the period. */
export const closingDraft = (employeeId: string, timeline: Timeline | undefined, period: Period): Draft | undefined => {
  const hours = payrollHours(timeline, period, workCalendar);
  if (hours === undefined) return undefined;
  return draft(payrollHoursContract, employeeId, period, {
    employeeId,
    period,
    countsIn: period,
    entry: "closing",
    normMinutes: hours.normMinutes,
    ...minutesOf(hours),
    details: detailsOf(employeeId, period),
  });
};

/** A correction once it has a period to count in. One that moves only absences between codes changes no hours said here. */
export const correctionDraft = (employeeId: string, delta: PayrollDelta): Draft | undefined => {
  const { of, postedIn, fact } = delta;
  const minutes = minutesOf(delta);
  if (postedIn === null || Object.values(minutes).every((each) => each === 0)) return undefined;
  return draft(payrollHoursContract, employeeId, `${of}/${fact}`, {
    employeeId,
    period: of,
    countsIn: postedIn,
    entry: "correction",
    normMinutes: 0,
    ...minutes,
    details: detailsOf(employeeId, of),
  });
};

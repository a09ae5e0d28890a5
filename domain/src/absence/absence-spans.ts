// What really holds of an employee's absences, and of the work that is asked for as they are. The one rule by which approval,
// cancellation, recall, correction and sickness change it: timesheets, calendars and the presence of heads use nothing else.
import { addDays, localDate, type LocalDate } from "../kernel/local-date.js";
import type { AbsenceEvent } from "./absence.js";
import type { Compensation, DateSpan, DayPart } from "./absence-fields.js";
import type { TimeSpan } from "../kernel/local-time.js";
import { AbsenceCancelled, AbsenceCorrected, EmployeeRecalled } from "./change/change-events.js";
import { AbsenceApproved, AbsenceRecorded } from "./request/request-events.js";
import {
  AbsenceInterrupted,
  AbsenceResumed,
  LeaveExtended,
  SickLeaveClosed,
  SickLeaveExtended,
  SickLeaveOpened,
} from "./sick-leave/sick-leave-events.js";

/** Days in a row on which an absence, or work asked for, holds; both included. A request may hold in several spans. */
export interface AbsenceSpan {
  readonly requestId: string;
  /** Null once the person's data are erased. */
  readonly kind: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayPart: DayPart;
  /** A part of the one day by the clock; null for whole days and halves. */
  readonly time: TimeSpan | null;
  readonly compensation: Compensation | null;
}

/** The events that change spans, for those who read them from the log. */
export const spanEvents = [
  AbsenceApproved,
  AbsenceRecorded,
  AbsenceCancelled,
  EmployeeRecalled,
  AbsenceCorrected,
  SickLeaveOpened,
  SickLeaveExtended,
  SickLeaveClosed,
  AbsenceInterrupted,
  AbsenceResumed,
  LeaveExtended,
] as const;

/** After every day that can be asked for. */
const LAST_DAY = localDate("9999-12-31");

type What = Omit<AbsenceSpan, "from" | "to">;

const order = (a: AbsenceSpan, b: AbsenceSpan): number => {
  const [left, right] = [`${a.from} ${a.requestId}`, `${b.from} ${b.requestId}`];
  return left < right ? -1 : Number(left > right);
};

const follow = (a: AbsenceSpan, b: AbsenceSpan): boolean =>
  a.requestId === b.requestId && a.kind === b.kind && a.time === null && a.dayPart === "full" && b.dayPart === "full";

/** By first day. Days of one request that follow each other are one span, however they came about. */
const joined = (spans: readonly AbsenceSpan[]): readonly AbsenceSpan[] => {
  const result: AbsenceSpan[] = [];
  const open = new Map<string, number>();
  for (const span of spans.toSorted(order)) {
    const index = open.get(span.requestId);
    const last = index === undefined ? undefined : result[index];
    if (index !== undefined && last !== undefined && follow(last, span) && addDays(last.to, 1) === span.from)
      result[index] = { ...last, to: span.to };
    else open.set(span.requestId, result.push(span) - 1);
  }
  return result;
};

const put = (spans: readonly AbsenceSpan[], what: What, days: readonly DateSpan[]): readonly AbsenceSpan[] =>
  joined([...spans, ...days.map(({ from, to }) => ({ ...what, from, to }))]);

/** Without some days of a request. */
const cut = (
  spans: readonly AbsenceSpan[],
  requestId: string,
  from: LocalDate,
  to: LocalDate,
): readonly AbsenceSpan[] =>
  joined(
    spans.flatMap((span) => {
      if (span.requestId !== requestId || span.to < from || span.from > to) return [span];
      const before = span.from < from ? [{ ...span, to: addDays(from, -1) }] : [];
      return span.to > to ? [...before, { ...span, from: addDays(to, 1) }] : before;
    }),
  );

const without = (spans: readonly AbsenceSpan[], requestId: string): readonly AbsenceSpan[] =>
  spans.filter((span) => span.requestId !== requestId);

/** Whole days more. */
const more = (spans: readonly AbsenceSpan[], requestId: string, kind: string | null, days: readonly DateSpan[]) =>
  put(spans, { requestId, kind, dayPart: "full", time: null, compensation: null }, days);

export const evolveSpans = (spans: readonly AbsenceSpan[], { type, data }: AbsenceEvent): readonly AbsenceSpan[] => {
  switch (type) {
    case "AbsenceApproved": {
      const { requestId, kind, from, to, dayPart, time, compensation } = data;
      return put(without(spans, requestId), { requestId, kind, dayPart, time, compensation }, [{ from, to }]);
    }
    case "AbsenceCorrected": {
      const { requestId, kind, from, to, dayPart, time } = data;
      const compensation = spans.find((span) => span.requestId === requestId)?.compensation ?? null;
      return put(without(spans, requestId), { requestId, kind, dayPart, time, compensation }, [{ from, to }]);
    }
    case "AbsenceRecorded":
      return more(spans, data.requestId, data.kind, [data]);
    case "AbsenceCancelled":
      return without(spans, data.requestId);
    case "EmployeeRecalled":
    case "AbsenceInterrupted":
      return cut(spans, data.requestId, data.from, data.to);
    case "AbsenceResumed":
    case "LeaveExtended":
      return more(spans, data.requestId, data.kind, [data]);
    case "SickLeaveOpened":
    case "SickLeaveExtended":
      return more(spans, data.requestId, data.kind, data.holds);
    case "SickLeaveClosed":
      return cut(spans, data.requestId, addDays(data.to, 1), LAST_DAY);
    default:
      return spans;
  }
};

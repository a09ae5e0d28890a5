// Which absences, and work asked for as absences are, cannot both be: absences never overlap; work overlaps by rules of its own.
import type { Employment } from "../employee/employee.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import { addDays, type LocalDate } from "../kernel/local-date.js";
import type { AbsenceKind } from "../policy/absence-kinds.js";
import type { Policy } from "../policy/policy.js";
import type { Absences } from "./absence.js";
import type { Compensation, DayPart } from "./absence-fields.js";
import type { TimeSpan } from "../kernel/local-time.js";
import { absoluteMinutes } from "./clock-time.js";

/** Where something lies: days, halves of one, or a part by the clock. */
export interface AskedPlace {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dayPart: DayPart;
  readonly time: TimeSpan | null;
}

interface Placed extends AskedPlace {
  readonly requestId: string;
  readonly kind: string | null;
  readonly compensation?: Compensation | null;
}

/** A part over midnight reaches into the next day. */
const lastDayOf = ({ to, time }: AskedPlace): LocalDate =>
  time !== null && time.to <= time.from ? addDays(to, 1) : to;

/** Whether two places have a moment in common, as far as is known: nobody says when a half day changes to the other. */
export const meet = (a: AskedPlace, b: AskedPlace): boolean => {
  if (lastDayOf(a) < b.from || lastDayOf(b) < a.from) return false;
  if (a.time !== null && b.time !== null) {
    const [left, right] = [absoluteMinutes(a.from, a.time), absoluteMinutes(b.from, b.time)];
    return left.from < right.to && right.from < left.to;
  }
  const halves = a.dayPart !== "full" && b.dayPart !== "full" && a.from === b.from;
  return !halves || a.dayPart === b.dayPart;
};

const isWhole = ({ dayPart, time }: AskedPlace): boolean => dayPart === "full" && time === null;

/** Whether two of these kinds may meet. An erased kind counts as an absence. */
const mayMeet = (a: Placed, kindA: AbsenceKind | undefined, b: Placed, kindB: AbsenceKind | undefined): boolean => {
  const [workA, workB] = [kindA?.isWork ?? false, kindB?.isWork ?? false];
  if (workA && workB) return a.kind !== b.kind && !(kindA?.measured === "hours" && kindB?.measured === "hours");
  if (!workA && !workB) return false;
  const [work, absence] = workA ? [kindA, b] : [kindB, a];
  // Work elsewhere goes on around an absence; work beyond the schedule needs somebody who is there for a part of the day.
  return (
    work?.besideAbsence === true || (work?.workedOn === "working-day" && !isWhole(absence) && absence.time === null)
  );
};

/** A day off that is worked earns one day, however often work begins on it: further work of that day is asked for as paid. */
const earnOneDay = (a: Placed, b: Placed): boolean =>
  a.compensation === "day-in-lieu" && b.compensation === "day-in-lieu" && a.from === b.from;

/** Everything that is asked for and not decided, and everything that holds. */
const placed = (state: Absences): readonly Placed[] => [
  ...[...state.requests.values()].filter(({ status }) => status === "pending"),
  ...state.spans,
];

/** The first that a place of a kind cannot be beside; the request's own days do not count. */
export const collision = (
  asked: Placed,
  state: Absences,
  { country }: Pick<Employment, "country">,
  { absenceKind }: Pick<Policy, "absenceKind">,
): Placed | undefined => {
  const kind = absenceKind(country, asked.kind, asked.from);
  return placed(state).find(
    (other) =>
      other.requestId !== asked.requestId &&
      (earnOneDay(asked, other) ||
        (meet(asked, other) && !mayMeet(asked, kind, other, absenceKind(country, other.kind, other.from)))),
  );
};

export const refuseCollision = (...args: Parameters<typeof collision>): Refusal | undefined => {
  const found = collision(...args);
  if (found === undefined) return undefined;
  const { from, to, requestId } = found;
  return refuse("absence-overlaps", { from, to, requestId }, "/from");
};

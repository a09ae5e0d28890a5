// What decisions on absences are told about the rest of the world.
import type { ActorFacts } from "../access/actor.js";
import type { Presence } from "../access/presence.js";
import type { Employment } from "../employee/employee.js";
import type { LocalDate } from "../kernel/local-date.js";
import type { Policy } from "../policy/policy.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import type { AbsenceSpan } from "./absence-spans.js";

export interface AbsenceFacts extends ActorFacts {
  /** Of the employee whose absence it is. */
  readonly employment: Employment | undefined;
  readonly policy: Policy;
  readonly calendar: CalendarOf;
  /** Who of the heads above the employee is away today, and who stands in for them. */
  readonly presence: Presence;
}

/** Whether somebody is away for a whole day: work asked for as an absence, half a day and hours leave people in reach. */
export const isAwayOn = (
  spans: readonly AbsenceSpan[],
  { country }: Pick<Employment, "country">,
  on: LocalDate,
  { absenceKind }: Pick<Policy, "absenceKind">,
): boolean =>
  spans.some(
    ({ kind, from, to, dayPart, time }) =>
      from <= on &&
      on <= to &&
      dayPart === "full" &&
      time === null &&
      absenceKind(country, kind, from)?.isWork !== true,
  );

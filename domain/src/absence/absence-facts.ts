// What decisions on absences are told about the rest of the world.
import type { ActorFacts } from "../access/actor.js";
import type { Employment } from "../employee/employee.js";
import type { UserId } from "../kernel/identifiers.js";
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

export interface Presence {
  isAbsent(user: string): boolean;
  /** Whose employment has ended: they head nothing any more, and nobody stands in for them. */
  hasLeft(user: string): boolean;
  /** For a kind of absence; null asks for somebody who stands in whatever the kind is. */
  deputyOf(user: string, kind: string | null): UserId | undefined;
}

export const everybodyPresent: Presence = { isAbsent: () => false, hasLeft: () => false, deputyOf: () => undefined };

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

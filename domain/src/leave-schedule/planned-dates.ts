// The dates of a planned part: whether they can stand in a unit's schedule of a year, and what they count.
import type { Absences } from "../absence/absence.js";
import { countDays, unloadedYear } from "../absence/ledger/counting/leave-days.js";
import { countedIn } from "../absence/day-spans.js";
import { balanceOn, ledgerEntries } from "../absence/ledger/leave-ledger.js";
import { entitlementsDue } from "../absence/ledger/grants/entitlements.js";
import { unitOn, type Employment } from "../employee/employee.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import type { UnitId } from "../kernel/identifiers.js";
import { daysBetween, localDate, yearOf, type LocalDate } from "../kernel/local-date.js";
import type { Organisation } from "../organisation/organisation.js";
import { refuseUnit } from "../organisation/unit-reference.js";
import type { Policy } from "../policy/policy.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import { LONGEST_PART, MOST_PARTS, MOST_PARTS_OF_ONE, type LeaveSchedule } from "./leave-schedule.js";

/** What decisions on a schedule are told about the rest of the world. */
export interface LeaveScheduleFacts {
  readonly organisation: Organisation;
  /** Of the person whose part it is. */
  readonly employment: Employment | undefined;
  /** Of the same person: what the ledger gives. */
  readonly absences: Absences;
  readonly policy: Policy;
  readonly calendar: CalendarOf;
  /** In the person's time zone. */
  readonly today: LocalDate;
  /** Whether the actor speaks for the employer here: a head of the unit or above it, or HR over it. */
  readonly forEmployer: boolean;
}

export interface PartDates {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The kind that a schedule plans: yearly leave. */
const PLANNED_KIND = "annual-leave";

/** @param except the part that is moved: it does not stand in its own way */
export const refusePart = (
  { unitId, year, employeeId, from, to }: PartDates & { unitId: UnitId; year: number; employeeId: string },
  state: LeaveSchedule,
  { organisation, employment }: Pick<LeaveScheduleFacts, "organisation" | "employment">,
  except?: string,
): Refusal | undefined => {
  const refusal = refuseUnit(organisation, unitId, from);
  if (refusal !== undefined) return refusal;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  const days = daysBetween(from, to) + 1;
  if (days > LONGEST_PART) return refuse("span-too-long", { days, limit: LONGEST_PART }, "/to");
  if (yearOf(from) !== year) return refuse("outside-year", { date: from, year }, "/from");
  const { hiredOn, lastDay } = employment;
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  if (lastDay !== null && to > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/to");
  if (unitOn(employment, from) !== unitId)
    return refuse("not-in-unit", { employeeId, unitId, on: from }, "/employeeId");
  const others = [...state.parts.values()].filter(({ partId }) => partId !== except);
  const own = others.filter((part) => part.employeeId === employeeId);
  const overlapping = own.find((part) => part.from <= to && from <= part.to);
  if (overlapping !== undefined)
    return refuse("planned-part-overlaps", { from: overlapping.from, to: overlapping.to }, "/from");
  if (own.length >= MOST_PARTS_OF_ONE) return refuse("too-many-parts", { limit: MOST_PARTS_OF_ONE }, "/employeeId");
  if (others.length >= MOST_PARTS) return refuse("too-many-parts", { limit: MOST_PARTS }, "/unitId");
  return undefined;
};

/** Hundredths of a day that the dates will count; null where a year's calendar is not loaded yet. */
export const countedOf = (
  dates: PartDates,
  employment: Employment,
  { policy, calendar }: Pick<LeaveScheduleFacts, "policy" | "calendar">,
): number | null => {
  const kind = policy.absenceKind(employment.country, PLANNED_KIND, dates.from);
  if (kind === undefined || unloadedYear(dates, employment.country, calendar) !== undefined) return null;
  return countedIn(countDays({ counts: kind.counts, ...dates, dayPart: "full" }, employment, calendar));
};

/**
 * Hundredths of a day that the yearly ledger gives by the end of a year: what came into the year and what the working years
 * begun in it grant; what the year itself uses or reserves is not taken off.
 */
export const entitledIn = (year: number, absences: Absences, employment: Employment, policy: Policy): number => {
  const [first, last] = [localDate(`${year}-01-01`), localDate(`${year}-12-31`)];
  const { ledger } = policy.leavePolicy(employment.country, first);
  const due = entitlementsDue(absences, employment, policy, last).flatMap(ledgerEntries);
  const given = [...absences.entries, ...due].filter(
    ({ kind, effectiveOn }) => effectiveOn < first || !["use", "reservation", "release"].includes(kind),
  );
  return balanceOn(given, ledger, last);
};

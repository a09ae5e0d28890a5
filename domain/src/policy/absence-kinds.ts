// What a kind of absence says, and which kinds hold in a country on a day. The kinds themselves are data: absence-catalogue.ts.
import type { Compensation } from "../absence/absence-fields.js";
import type { LocalDate } from "../kernel/local-date.js";
import { cataloguesOf, type DatedCatalogue } from "./absence-catalogue.js";

/** How the days of a kind count (DOMAIN, “Leave counting”). */
export type DayCounting =
  | "calendar-days" // every day, holidays too: sickness, trips
  | "calendar-days-without-holidays" // annual and additional leave: public holidays are not counted
  | "scheduled-days"; // only days on which the person's schedule plans work

export interface AbsenceKind {
  readonly code: string;
  readonly name: { readonly ru: string; readonly en: string };
  readonly counts: DayCounting;
  /** The ledger it draws on; null where it draws on none. */
  readonly ledger: string | null;
  /** Code of forms T-12/T-13; Я where the time is worked. */
  readonly timesheetCode: string;
  /** Whether whole or half days are asked for, or hours of one day. */
  readonly measured: "days" | "hours";
  /** Work that is asked for as an absence is: nobody is away by it, and it may overlap by a rule of its own. */
  readonly isWork: boolean;
  /** Of work: whether it may be approved for days of an absence, which then goes before it. */
  readonly besideAbsence: boolean;
  /** Whether it takes half days. */
  readonly halfDays: boolean;
  /** Of a kind that is measured in days: whether hours of one day can be asked for. Such a kind draws on a ledger in minutes, or none. */
  readonly hours: boolean;
  /** How it comes about: asked for, recorded by head or HR when it is found, or opened by a certificate. */
  readonly enteredBy: readonly ("request" | "record" | "certificate")[];
  /**
   * What own sickness does to it: `extends` – the covered days are had afterwards, or given back; `yields` – they become
   * days of sickness; `stands` – the sickness takes effect on other days only.
   */
  readonly sickness: "extends" | "yields" | "stands";
  /** Of what a certificate opens: whether it is the employee's own sickness. */
  readonly ownSickness: boolean;
  /** Whether the employee, who consents, can be called back from it. */
  readonly recallable: boolean;
  /** Whether a document goes with the request; HR, who has it on paper, may enter it without. */
  readonly needsDocument: boolean;
  /** Whether destination, purpose and per diem go with it. */
  readonly travels: boolean;
  /** What it can be made good with, the usual first; nothing for what is no work beyond the schedule. */
  readonly compensation: readonly Compensation[];
  /** Of work: whether it is done beyond the schedule of a working day, or on a day off. */
  readonly workedOn: "working-day" | "day-off" | null;
  /** Whether it counts only after the leave right has begun (six months after hire in Russia). */
  readonly needsLeaveRight: boolean;
  /** Who may enter it for days that have passed; a list of roles, empty for nobody. */
  readonly backDatedBy: readonly ("employee" | "hr-officer")[];
  /** Roles or heads that decide, in order; route-policy.ts adds steps by length, unit and amount. */
  readonly route: readonly StepHolder[];
  readonly longestDays: number;
}

/** Whom a step of a route waits for: the head of the employee's unit, the head above that one, or a role. */
export type StepHolder = "unit-head" | "head-of-head" | "hr-officer" | "accountant";

const byCode = new Map<DatedCatalogue, ReadonlyMap<string, AbsenceKind>>();

const kindsOf = (catalogue: DatedCatalogue): ReadonlyMap<string, AbsenceKind> => {
  const known = byCode.get(catalogue) ?? new Map(catalogue.kinds.map((each) => [each.code, each]));
  byCode.set(catalogue, known);
  return known;
};

/** The kinds of a country that hold on a day. */
export const absenceKinds = (country: string, on: LocalDate): ReadonlyMap<string, AbsenceKind> => {
  const catalogue = cataloguesOf(country).findLast(({ from }) => from <= on);
  return catalogue === undefined ? new Map() : kindsOf(catalogue);
};

/** One kind as it holds on a day; undefined where there is none of that code, and for the kind that an erased person had. */
export const absenceKind = (country: string, code: string | null, on: LocalDate): AbsenceKind | undefined =>
  code === null ? undefined : absenceKinds(country, on).get(code);

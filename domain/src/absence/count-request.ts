// How a request counts: its kind is in the catalogue, the calendar is loaded, and some day counts. One rule for asking,
// approving, correcting and counting anew.
import type { Employment } from "../employee/employee.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import type { AbsenceKind } from "../policy/absence-kinds.js";
import { ledgerUnit } from "../policy/leave-policy.js";
import type { DaySpan } from "./absence-fields.js";
import type { AbsenceFacts } from "./absence-facts.js";
import type { AskedPlace } from "./collisions.js";
import { countedIn } from "./day-spans.js";
import { countDays, unloadedYear } from "./ledger/counting/leave-days.js";
import { countMinutes } from "./ledger/counting/leave-minutes.js";

export interface Counted {
  readonly kind: AbsenceKind;
  readonly days: readonly DaySpan[];
  /** In the unit of the kind's ledger; 0 for hours of a kind that draws on none. */
  readonly counted: number;
}

/** The kind of a request as it holds on its first day. */
export const kindOf = (
  code: string | null,
  { from }: Pick<AskedPlace, "from">,
  { employeeId, country }: Employment,
  { policy }: Pick<AbsenceFacts, "policy">,
): AbsenceKind | Refusal => {
  if (code === null) return refuse("person-erased", { employeeId }, "/employeeId");
  const kinds = policy.absenceKinds(country, from);
  return kinds.get(code) ?? refuse("kind-unknown", { kind: code, kinds: [...kinds.keys()] }, "/kind");
};

const inMinutes = (
  { ledger }: AbsenceKind,
  { from }: AskedPlace,
  { country }: Employment,
  { policy }: Pick<AbsenceFacts, "policy">,
): boolean => ledger !== null && ledgerUnit(policy.leavePolicy(country, from), ledger) === "minutes";

/** How each day of a request counts, also where none does. */
export const daysOfRequest = (
  kind: AbsenceKind,
  place: AskedPlace,
  employment: Employment,
  facts: Pick<AbsenceFacts, "calendar" | "policy">,
): readonly DaySpan[] | Refusal => {
  const { country } = employment;
  const { calendar } = facts;
  const { from, to, dayPart, time } = place;
  const minutes = inMinutes(kind, place, employment, facts);
  // Calendar days count whatever the calendar says: three years of child care go on beyond the years that are loaded.
  const everyDay = kind.counts === "calendar-days" && !minutes;
  const year = unloadedYear({ from, to: everyDay ? from : to }, country, calendar);
  if (year !== undefined) return refuse("calendar-not-loaded", { country, year }, "/from");
  if (minutes) return countMinutes(place, employment, calendar);
  if (time === null) return countDays({ counts: kind.counts, from, to, dayPart }, employment, calendar);
  return kind.ledger === null
    ? [{ from, to, means: "leave", counted: 0 }]
    : refuse("whole-days-only", { kind: kind.code }, "/time");
};

export const countRequest = (
  kind: AbsenceKind,
  place: AskedPlace,
  employment: Employment,
  facts: Pick<AbsenceFacts, "calendar" | "policy">,
): Counted | Refusal => {
  const days = daysOfRequest(kind, place, employment, facts);
  if ("refused" in days) return days;
  const counted = countedIn(days);
  const countless = place.time !== null && kind.ledger === null;
  return counted === 0 && !countless ? refuse("counts-no-days", {}, "/from") : { kind, days, counted };
};

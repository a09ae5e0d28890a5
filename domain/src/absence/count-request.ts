// How a request counts: its kind is in the catalogue, the calendar is loaded, and some day counts. One rule for asking,
// approving, correcting and counting anew.
import type { Employment } from "../employee/employee.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import type { AbsenceKind } from "../policy/absence-kinds.js";
import type { DaySpan } from "./absence-fields.js";
import type { AbsenceFacts } from "./absence-facts.js";
import type { AskedPlace } from "./collisions.js";
import { countedIn } from "./day-spans.js";
import { countDays, unloadedYear } from "./ledger/leave-days.js";

export interface Counted {
  readonly kind: AbsenceKind;
  readonly days: readonly DaySpan[];
  /** Hundredths of a day; 0 for hours. */
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

export const countRequest = (
  kind: AbsenceKind,
  { from, to, dayPart, time }: AskedPlace,
  employment: Employment,
  { calendar }: Pick<AbsenceFacts, "calendar">,
): Counted | Refusal => {
  const { country } = employment;
  // Calendar days count whatever the calendar says: three years of child care go on beyond the years that are loaded.
  const year = unloadedYear({ from, to: kind.counts === "calendar-days" ? from : to }, country, calendar);
  if (year !== undefined) return refuse("calendar-not-loaded", { country, year }, "/from");
  if (time !== null) return { kind, days: [{ from, to, means: "leave", counted: 0 }], counted: 0 };
  const days = countDays({ counts: kind.counts, from, to, dayPart }, employment, calendar);
  const counted = countedIn(days);
  return counted === 0 ? refuse("counts-no-days", {}, "/from") : { kind, days, counted };
};

// What a team may ask of its people's absences, by country and date: which kinds a team's rules may block, and where the
// halves of a day lie.
import { localDate, type LocalDate } from "../kernel/local-date.js";

/** Local times, `HH:MM`. */
export interface HalfOfDay {
  readonly from: string;
  readonly to: string;
}

export interface TeamPolicy {
  /**
   * Kinds that need the employer's consent: only these can be blocked by a team's rules. Sickness, leave by law, public
   * duty and the like are nobody's to refuse: of those the rules warn.
   */
  readonly blockable: readonly string[];
  /** What half a day means on a clock: for calendars of other programs, and for absences in hours. */
  readonly halves: { readonly morning: HalfOfDay; readonly noon: HalfOfDay };
  /** Days for which a feed shows absences, before and after today. */
  readonly feedDays: { readonly back: number; readonly ahead: number };
}

interface DatedPolicy extends TeamPolicy {
  readonly from: LocalDate;
}

const general: DatedPolicy = {
  from: localDate("1900-01-01"),
  blockable: ["annual-leave", "additional-leave", "unpaid-leave", "day-in-lieu", "business-trip", "remote-work"],
  halves: { morning: { from: "09:00", to: "13:00" }, noon: { from: "14:00", to: "18:00" } },
  feedDays: { back: 60, ahead: 400 },
};

// Labour Code, article 128: unpaid leave by permission is the employer's to give; that by law is not. Article 124: annual
// leave stands as the schedule says and moves by agreement.
const policies: Readonly<Record<string, readonly DatedPolicy[]>> = { RU: [general] };
const elsewhere: readonly DatedPolicy[] = [general];

/** The team policy of a country that holds on a day. */
export const teamPolicy = (country: string, on: LocalDate): TeamPolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  return (dated ?? elsewhere).findLast(({ from }) => from <= on) ?? general;
};

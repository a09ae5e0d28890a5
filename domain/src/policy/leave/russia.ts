// Paid leave in Russia. Articles are those of the Labour Code; "rules" are the Rules on regular and additional leave
// (People's Commissariat of Labour, 30.04.1930 No. 169), in force where they do not contradict it.
import { localDate } from "../../kernel/local-date.js";
import type { DatedLeavePolicy } from "../leave-policy.js";

const since = (from: string, changes: Partial<DatedLeavePolicy> = {}): DatedLeavePolicy => ({
  from: localDate(from),
  ledger: "annual",
  ledgers: { annual: "day-hundredths", additional: "day-hundredths", "day-in-lieu": "day-hundredths" },
  // Working years run from the first day of work (article 123; rules, 1).
  leaveYear: "from-hire",
  // 28 calendar days (article 115).
  entitlement: { hundredths: 2800 },
  earned: "a-year-ahead",
  // On leaving 28 ÷ 12 = 2.33 days a month; half a month and more is a month, less is dropped (rules, 28, 29 and 35).
  partYears: { months: "half-up", round: "each-month", cutOnEntry: "never", wholeAfter: null },
  // Six months of unbroken work (article 122).
  rightAfterMonths: 6,
  monthsAhead: 24,
  // Unused leave is moved, never lost (article 124).
  lapse: null,
  // Money only for what exceeds 28 days, of each year's leave where years add up (article 126).
  encashment: { keptOfEachYear: 2800 },
  // Unpaid leave at the employee's request counts for 14 days of a working year (article 121); by permission and by law
  // alike: article 128 knows both only at the employee's request.
  // Child care does not count at all.
  notWorked: [
    { kinds: ["unpaid-leave", "unpaid-leave-by-law"], freeDays: 14 },
    { kinds: ["child-care-leave"], freeDays: 0 },
  ],
  // Harmful conditions: 7 days at least (article 117); irregular hours: 3 (article 119); else as the contract says (116).
  additional: { ledger: "additional", least: { "harmful-conditions": 700, "irregular-hours": 300, contract: 0 } },
  // Announced two weeks ahead (article 123), paid three days ahead (article 136).
  notice: { kinds: ["annual-leave", "additional-leave"], announceDays: 14, payDays: 3 },
  // Article 124: extended by the employer, taking the wish of the employee into account.
  afterSickness: { chooseWithinDays: 5, otherwise: "extend" },
  warnMonthsBefore: 2,
  ...changes,
});

export const russia: readonly DatedLeavePolicy[] = [since("1900-01-01")];

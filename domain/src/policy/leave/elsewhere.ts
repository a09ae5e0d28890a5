// Paid leave where no country's own rules are kept here: four weeks, the least that Directive 2003/88/EC (article 7) asks
// for, in working days, granted for each year from hire on, usable at once and never lost.
import { localDate } from "../../kernel/local-date.js";
import type { DatedLeavePolicy } from "../leave-policy.js";

export const elsewhere: readonly DatedLeavePolicy[] = [
  {
    from: localDate("1900-01-01"),
    ledger: "annual",
    ledgers: {
      annual: "day-hundredths",
      additional: "day-hundredths",
      "day-in-lieu": "day-hundredths",
      "time-off": "minutes",
    },
    leaveYear: "from-hire",
    entitlement: { hundredths: 2000 },
    earned: "a-year-ahead",
    partYears: { months: "full", round: "sum", cutOnEntry: "never", wholeAfter: null },
    rightAfterMonths: 0,
    monthsAhead: 24,
    lapse: null,
    // Article 7 (2): four weeks are not replaced by money while employed.
    encashment: { keptOfEachYear: 2000 },
    notWorked: [],
    additional: { ledger: "additional", least: { contract: 0 } },
    notice: null,
    afterSickness: { chooseWithinDays: 5, otherwise: "return" },
    warnMonthsBefore: 2,
  },
];

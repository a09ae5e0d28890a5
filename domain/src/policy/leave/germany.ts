// Paid leave in Germany. Paragraphs are those of the Bundesurlaubsgesetz (BUrlG). What a contract or a collective agreement
// gives beyond it is an additional leave, or another policy value.
import { localDate } from "../../kernel/local-date.js";
import type { DatedLeavePolicy } from "../leave-policy.js";

export const germany: readonly DatedLeavePolicy[] = [
  {
    from: localDate("1900-01-01"),
    ledger: "annual",
    ledgers: {
      annual: "day-hundredths",
      additional: "day-hundredths",
      "day-in-lieu": "day-hundredths",
      "time-off": "minutes",
    },
    // § 1: in each calendar year.
    leaveYear: "calendar",
    // § 3: 24 days of a six-day week, that is four weeks: 20 days of five a week.
    entitlement: { weekHundredths: 400 },
    earned: "a-year-ahead",
    // § 5 (1): a twelfth for each full month where the waiting period does not end in the year, or the employee leaves before
    // its end or in the first half of a year; § 5 (2): half a day and more is a day, less stays as it is.
    partYears: { months: "full", round: "half-days-up", cutOnEntry: "while-waiting", wholeAfter: "06-30" },
    // § 4: six months.
    rightAfterMonths: 6,
    monthsAhead: 24,
    // § 7 (3): until 31 March of the next year; leave of a year in which the waiting period had not ended, all of that year.
    // That it needs reasons, and that the employer has to have told of the loss (BAG, 19.02.2019, 9 AZR 423/16), is for HR.
    lapse: { carriedUntil: "03-31", carriedWhileWaiting: "12-31", most: null },
    // § 7 (4): money only when the employment ends.
    encashment: null,
    notWorked: [],
    // Severely disabled: a week more (SGB IX, § 208).
    additional: { ledger: "additional", least: { "severe-disability": 500, contract: 0 } },
    notice: null,
    afterSickness: { chooseWithinDays: 5, otherwise: "return" },
    warnMonthsBefore: 3,
  },
];

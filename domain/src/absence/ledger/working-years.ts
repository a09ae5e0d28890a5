// Working years: counted from hire, each grants its leave when it begins. Whoever needs a balance posts what is due first,
// so that it never depends on a job having run.
import type { Employment } from "../../employee/employee.js";
import { addDays, addMonthsToDate, earlier, later, type LocalDate } from "../../kernel/local-date.js";
import type { Policy } from "../../policy/policy.js";
import { LeaveGranted } from "./ledger-events.js";
import { type Absences } from "../absence.js";

/** The day with which the right to use paid leave begins: the same number of the sixth month, or its last day. */
export const leaveRightBegins = ({ hiredOn, country }: Employment, policy: Policy): LocalDate =>
  addMonthsToDate(hiredOn, policy.leavePolicy(country, hiredOn).rightAfterMonths);

/**
 * Grants of working years that begin up to a day and are not posted. An opening balance holds all that was granted for the
 * working years begun by its day. Working years after the last day of employment do not begin.
 */
export const workingYearsDue = (
  state: Absences,
  employment: Employment,
  policy: Policy,
  upTo: LocalDate,
): readonly ReturnType<typeof LeaveGranted>[] => {
  const { employeeId, hiredOn, lastDay, country } = employment;
  const until = lastDay === null ? upTo : earlier(upTo, lastDay);
  const right = leaveRightBegins(employment, policy);
  const due: ReturnType<typeof LeaveGranted>[] = [];
  for (let year = 0; ; year += 1) {
    const from = addMonthsToDate(hiredOn, 12 * year);
    if (from > until) return due;
    const { ledger, workingYear: amount } = policy.leavePolicy(country, from);
    const granted = state.grants.some(
      (grant) =>
        grant.ledger === ledger &&
        (grant.source === "opening-balance" ? grant.effectiveOn >= from : grant.workingYear?.from === from),
    );
    if (granted) continue;
    const to = addDays(addMonthsToDate(hiredOn, 12 * (year + 1)), -1);
    due.push(
      LeaveGranted({
        employeeId,
        ledger,
        amount,
        workingYear: { from, to },
        effectiveOn: from,
        usableFrom: later(from, right),
        source: "working-year",
      }),
    );
  }
};

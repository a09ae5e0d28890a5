// Refusals about leave ledgers, beside the oldest ones in refusals.ts.
import { conflict, notFound, rule } from "./explanation.js";

export const ledgerRefusals = {
  "ledger-under-floor": rule(
    "The ledger {ledger} would be overdrawn on {on}; {available} can be taken from it at most.",
  ),
  "entry-unknown": notFound("The ledger {ledger} has nothing posted by {source}."),
  "entry-not-reversible": rule(
    "What {source} posted follows from a request or from other entries; change those instead.",
  ),
  "leave-does-not-expire": rule("What {source} granted never expires; there is nothing to carry over."),
  "encashment-not-allowed": rule("Leave of the ledger {ledger} is not paid out in {country}."),
  "leave-kept": rule(
    "Of the ledger {ledger} {allowed} days may be paid out; the rest of each year's leave has to be taken.",
  ),
  "not-leaving": rule("{employeeId} has no last day of employment yet."),
  "absence-in-the-way": conflict(
    "Request {requestId} is undecided or lies after the last day; decide or cancel it first.",
  ),
  "settled-by-payroll": rule(
    "What is unused of the ledger {ledger} is no leave: payroll pays the difference to double pay.",
  ),
  "compensated-already": conflict("Leave was compensated as of {lastDay}; reverse the entry {source} first."),
  "additional-leave-unknown": rule("{country} knows additional leave for: {grounds}."),
  "additional-leave-too-short": rule("For {ground} the law gives {least} days at least."),
};

// Refusals about leave ledgers, beside the oldest ones in refusals.ts.

export const ledgerRefusals = {
  "ledger-under-floor": {
    kind: "rule",
    says: "The ledger {ledger} would be overdrawn on {on}; {available} can be taken from it at most.",
  },
  "entry-unknown": { kind: "not-found", says: "The ledger {ledger} has nothing posted by {source}." },
  "entry-not-reversible": {
    kind: "rule",
    says: "What {source} posted follows from a request or from other entries; change those instead.",
  },
  "leave-does-not-expire": {
    kind: "rule",
    says: "What {source} granted never expires; there is nothing to carry over.",
  },
  "encashment-not-allowed": { kind: "rule", says: "Leave of the ledger {ledger} is not paid out in {country}." },
  "leave-kept": {
    kind: "rule",
    says: "Of the ledger {ledger} {allowed} days may be paid out; the rest of each year's leave has to be taken.",
  },
  "not-leaving": { kind: "rule", says: "{employeeId} has no last day of employment yet." },
  "absence-in-the-way": {
    kind: "conflict",
    says: "Request {requestId} is undecided or lies after the last day; decide or cancel it first.",
  },
  "settled-by-payroll": {
    kind: "rule",
    says: "What is unused of the ledger {ledger} is no leave: payroll pays the difference to double pay.",
  },
  "compensated-already": {
    kind: "conflict",
    says: "Leave was compensated as of {lastDay}; reverse the entry {source} first.",
  },
  "additional-leave-unknown": { kind: "rule", says: "{country} knows additional leave for: {grounds}." },
  "additional-leave-too-short": { kind: "rule", says: "For {ground} the law gives {least} days at least." },
} as const;

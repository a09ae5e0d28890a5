// Refusals about employment, organisation and access, beside the oldest ones in refusals.ts.

export const peopleRefusals = {
  "still-employed": { kind: "conflict", says: "Employee {employeeId} is employed since {hiredOn}." },
  "spells-overlap": { kind: "rule", says: "The hire on {hiredOn} lies before the end of the employment on {lastDay}." },
  "leaving-not-recorded": { kind: "conflict", says: "No leaving of employee {employeeId} is recorded." },
  "started-already": {
    kind: "rule",
    says: "Who did not start left on {before}, the day before the hire, not on {lastDay}.",
  },
  "employment-entry-unknown": { kind: "not-found", says: "There is no entry of the kind {entry} from {from}." },
  "entry-of-hire": { kind: "rule", says: "The {entry} of {from} belongs to the hire; enter another for that day." },
  "unit-dissolved": { kind: "rule", says: "Unit {unitId} is dissolved from {on} on." },
  "before-establishment": { kind: "rule", says: "{date} lies before unit {unitId} was established on {on}." },
  "root-stays": { kind: "rule", says: "Unit {unitId} is the root: everything stands under it." },
  "successor-below": { kind: "rule", says: "{successorId} stands under {unitId}; move it elsewhere first." },
  "last-administrator": {
    kind: "conflict",
    says: "The administration over all is taken from {userId} only by somebody who keeps it without an end.",
  },
} as const;

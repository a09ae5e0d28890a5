// Refusals of resignations.
import type { Explanation } from "../refusals.js";

export const resignationRefusals = {
  "resignation-unknown": { kind: "not-found", says: "There is no resignation {number} of employee {employeeId}." },
  "resignation-exists": { kind: "conflict", says: "Resignation {number} was received already; correct it instead." },
  "resignation-open": { kind: "conflict", says: "Resignation {number} is still open." },
  "resignation-number": {
    kind: "rule",
    says: "Resignation {number} comes after resignation {before}, which there is not.",
  },
  "resignation-corrected": { kind: "conflict", says: "The letter has changed since: it is in round {round}." },
  "resignation-closed": { kind: "conflict", says: "Resignation {number} is {status}." },
  "received-in-the-future": {
    kind: "rule",
    says: "{receivedOn} lies in the future; a letter is received today or before.",
  },
  "last-day-ambiguous": {
    kind: "rule",
    says: "The letter says “from {date}”: ask whether that is the last day of work or the first day after it.",
  },
  "last-day-before-receipt": { kind: "rule", says: "The last day {lastDay} lies before the receipt on {receivedOn}." },
  "last-day-not-as-asked": {
    kind: "rule",
    says: "The letter asks for {asked}; another day needs both sides' agreement.",
  },
  "notice-too-short": {
    kind: "rule",
    says: "The notice ends on {noticeEnds}; an earlier day needs both sides' agreement.",
  },
  "proof-not-checked": {
    kind: "rule",
    says: "A date that binds by its ground is accepted when HR has checked the proof.",
  },
  "person-decides": { kind: "forbidden", says: "A resignation is decided by a person, never by a program." },
  "own-resignation": { kind: "forbidden", says: "Nobody decides their own resignation." },
  "replacement-invited": {
    kind: "rule",
    says: "A replacement was invited in writing on {on} and cannot be refused; the resignation stands.",
  },
  "withdrawal-not-possible": {
    kind: "rule",
    says: "In {country} a resignation is not withdrawn by the employee alone.",
  },
  "withdrawal-too-late": { kind: "rule", says: "A resignation is withdrawn until the end of the last day, {lastDay}." },
  "resignation-not-accepted": { kind: "conflict", says: "The last day has not been decided yet." },
  "original-required": {
    kind: "rule",
    says: "A scan is not enough: execution waits for one of: {forms}.",
  },
  "original-too-late": {
    kind: "rule",
    says: "The original came on {on}, after the last day {lastDay}; execute it only with a reason.",
  },
  "form-not-valid": { kind: "rule", says: "In {country} a resignation is valid as: {forms}." },
  "exit-item-unknown": { kind: "not-found", says: "The exit checklist has no item {item}." },
  "exit-item-done": { kind: "conflict", says: "The item {item} was done on {on}." },
  "not-item-owner": { kind: "forbidden", says: "This item belongs to: {owner}." },
} as const satisfies Record<string, Explanation>;

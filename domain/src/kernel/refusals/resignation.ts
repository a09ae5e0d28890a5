// Refusals of resignations.
import { conflict, forbidden, notFound, rule } from "./explanation.js";

export const resignationRefusals = {
  "resignation-unknown": notFound("There is no resignation {number} of employee {employeeId}."),
  "resignation-exists": conflict("Resignation {number} was received already; correct it instead."),
  "resignation-open": conflict("Resignation {number} is still open."),
  "resignation-number": rule("Resignation {number} comes after resignation {before}, which there is not."),
  "resignation-corrected": conflict("The letter has changed since: it is in round {round}."),
  "resignation-closed": conflict("Resignation {number} is {status}."),
  "received-in-the-future": rule("{receivedOn} lies in the future; a letter is received today or before."),
  "last-day-ambiguous": rule(
    "The letter says “from {date}”: ask whether that is the last day of work or the first day after it.",
  ),
  "last-day-before-receipt": rule("The last day {lastDay} lies before the receipt on {receivedOn}."),
  "last-day-not-as-asked": rule("The letter asks for {asked}; another day needs both sides' agreement."),
  "notice-too-short": rule("The notice ends on {noticeEnds}; an earlier day needs both sides' agreement."),
  "proof-not-checked": rule("A date that binds by its ground is accepted when HR has checked the proof."),
  "letter-unknown": notFound("The resignation has no scanned letter {letterId}."),
  "letter-known": conflict("This scan was handed in with resignation {number}; a new wish needs a new letter."),
  "letter-not-read": conflict("What the scanned letter says is not established yet: read it and judge it first."),
  "letter-decided": conflict("The last day of resignation {number} is decided already; a new letter opens it again."),
  "person-decides": forbidden("A resignation is decided by a person, never by a program."),
  "own-resignation": forbidden("Nobody decides their own resignation."),
  "replacement-invited": rule(
    "A replacement was invited in writing on {on} and cannot be refused; the resignation stands.",
  ),
  "withdrawal-not-possible": rule("In {country} a resignation is not withdrawn by the employee alone."),
  "withdrawal-too-late": rule("A resignation is withdrawn until the end of the last day, {lastDay}."),
  "resignation-not-accepted": conflict("The last day has not been decided yet."),
  "original-required": rule("A scan is not enough: execution waits for one of: {forms}."),
  "original-too-late": rule("The original came on {on}, after the last day {lastDay}; execute it only with a reason."),
  "form-not-valid": rule("In {country} a resignation is valid as: {forms}."),
  "exit-item-unknown": notFound("The exit checklist has no item {item}."),
  "exit-item-done": conflict("The item {item} was done on {on}."),
  "not-item-owner": forbidden("This item belongs to: {owner}."),
};

// Refusals about employment, organisation and access, beside the oldest ones in refusals.ts.
import { conflict, notFound, rule } from "./explanation.js";

export const peopleRefusals = {
  "still-employed": conflict("Employee {employeeId} is employed since {hiredOn}."),
  "spells-overlap": rule("The hire on {hiredOn} lies before the end of the employment on {lastDay}."),
  "leaving-not-recorded": conflict("No leaving of employee {employeeId} is recorded."),
  "started-already": rule("Who did not start left on {before}, the day before the hire, not on {lastDay}."),
  "employment-entry-unknown": notFound("There is no entry of the kind {entry} from {from}."),
  "entry-of-hire": rule("The {entry} of {from} belongs to the hire; enter another for that day."),
  "unit-dissolved": rule("Unit {unitId} is dissolved from {on} on."),
  "before-establishment": rule("{date} lies before unit {unitId} was established on {on}."),
  "root-stays": rule("Unit {unitId} is the root: everything stands under it."),
  "successor-below": rule("{successorId} stands under {unitId}; move it elsewhere first."),
  "last-administrator": conflict(
    "The administration over all is taken from {userId} only by somebody who keeps it without an end.",
  ),
};

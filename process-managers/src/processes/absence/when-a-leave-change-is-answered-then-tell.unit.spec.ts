// A change of a planned leave, between the two sides.
import { test } from "@jest/globals";
import { LeaveChangeAgreed, LeaveChangeDeclined, LeaveChangeProposed } from "@tabel/domain";
import { given, happened } from "../../specification/given-then.js";
import { whenALeaveChangeIsAnsweredThenTell as theProcess } from "./when-a-leave-change-is-answered-then-tell.js";

const part = { employeeId: "galina", unitId: "branch", year: 2027, partId: "p1" };
const to = { from: "2027-08-02", to: "2027-08-15", counted: null };
const proposed = (side: "employee" | "employer") =>
  LeaveChangeProposed({ ...part, changeId: "c1", to, side, proposedBy: "galina", reason: "A journey" });
const agreed = LeaveChangeAgreed({ ...part, changeId: "c1", to, agreedBy: "anna" });
const declined = LeaveChangeDeclined({ ...part, changeId: "c1", declinedBy: "galina" });

test("an answer is told as the side's that did not propose", () => {
  const told = (side: "employee" | "employer", agreed: boolean) =>
    ({ do: "notify", key: "c1", fact: { is: "leave-change-answered", ...part, side, agreed } }) as never; // its fields stand above
  given(theProcess, [happened(proposed("employee"))]).thenNothing();
  given(theProcess, [happened(proposed("employee")), happened(agreed)]).thenIntends(told("employer", true));
  given(theProcess, [happened(proposed("employer")), happened(declined)]).thenIntends(told("employee", false));
});

test("an answer to what nobody is known to have proposed is told to nobody", () =>
  given(theProcess, [happened(agreed)]).thenNothing());

// A change of a planned leave, between the two sides.
import { test } from "@jest/globals";
import { LeaveChangeAgreed, LeaveChangeDeclined, LeaveChangeProposed } from "@tabel/domain";
import { given, happened } from "../../specification/given-then.js";
import { whenALeaveChangeIsProposedThenTell as theProcess } from "./when-a-leave-change-is-proposed-then-tell.js";

const part = { employeeId: "galina", unitId: "branch", year: 2027, partId: "p1" };
const to = { from: "2027-08-02", to: "2027-08-15", counted: null };
const proposed = (side: "employee" | "employer") =>
  LeaveChangeProposed({ ...part, changeId: "c1", to, side, proposedBy: "galina", reason: "A journey" });
const agreed = LeaveChangeAgreed({ ...part, changeId: "c1", to, agreedBy: "anna" });
const declined = LeaveChangeDeclined({ ...part, changeId: "c1", declinedBy: "galina" });

test("what one side proposes is told as theirs, and the answer as the other's", () => {
  const told = (is: "leave-change-proposed" | "leave-change-answered", more: object) =>
    ({ do: "notify", key: "c1", fact: { is, ...part, ...more } }) as never; // its fields stand above
  given(theProcess, [happened(proposed("employee"))]).thenIntends(told("leave-change-proposed", { side: "employee" }));
  given(theProcess, [happened(proposed("employee")), happened(agreed)]).thenIntends(
    told("leave-change-answered", { side: "employer", agreed: true }),
  );
  given(theProcess, [happened(proposed("employer")), happened(declined)]).thenIntends(
    told("leave-change-answered", { side: "employee", agreed: false }),
  );
});

test("an answer to what nobody is known to have proposed is told to nobody", () =>
  given(theProcess, [happened(agreed)]).thenNothing());

// Days that a sickness took out of a leave: the employee's choice for some days, then the policy's.
import { expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceInterrupted,
  AbsenceRequested,
  LeaveDaysReturned,
  localDate,
  SickLeaveClosed,
  SickLeaveOpened,
} from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf, wasRefused } from "../../specification/given-then.js";
import { whenASicknessEndsThenSeeToTheLeave as theProcess } from "./when-a-sickness-ends-then-see-to-the-leave.js";

const request = { employeeId: "galina", requestId: "r1" };
const days = [{ from: "2026-06-01", to: "2026-06-14", means: "leave" as const, counted: 100 }];
const span = {
  from: "2026-06-01",
  to: "2026-06-14",
  dayPart: "full" as const,
  kind: "annual-leave",
  ledger: "annual",
  days,
};
const asked = AbsenceRequested({
  ...request,
  ...span,
  reserved: 1400,
  comment: null,
  route: [{ holder: "role" as const, role: "hr-officer", remindAfter: null, escalateAfter: null }],
  requestedBy: "galina",
});
const approved = AbsenceApproved({ ...request, ...span, used: 1400, released: days, step: 0, approvedBy: "anna" });
const sick = { from: "2026-06-03", to: "2026-06-05" };
const opened = SickLeaveOpened({
  ...sick,
  employeeId: "galina",
  requestId: "s1",
  kind: "sick-leave",
  certificate: "91",
  holds: [sick],
  openedBy: "galina",
});
const interrupted = AbsenceInterrupted({
  ...request,
  ...sick,
  sickLeaveId: "s1",
  ledger: "annual",
  returned: [{ ...sick, means: "leave", counted: 100 }],
  extends: true,
});
const closed = SickLeaveClosed({ employeeId: "galina", requestId: "s1", to: "2026-06-05", closedBy: "galina" });
const returned = LeaveDaysReturned({ ...request, sickLeaveId: "s1", chosenBy: "galina" });
const ended = [asked, approved, opened, interrupted, closed];

const at = { date: localDate("2026-06-14"), time: "09:00", zone: "Europe/Moscow" };
const intents = (facts: FactsOf<typeof theProcess>, more: Parameters<typeof bankAt>[1] = { "absence-galina": ended }) =>
  intentsOf(theProcess, facts, bankAt("2026-06-08T09:00:00.000Z", more));
const choose = (choice: string) => [
  {
    do: "command",
    key: `${choice} r1`,
    command: "choose-after-sickness",
    data: { ...request, sickLeaveId: "s1", choice },
  },
];
const due = cameDue("choose", at);

test("the choice is waited for, then the policy's is made, and where that cannot be the days stay in the balance", async () => {
  expect(await intents([happened(closed)])).toEqual([{ do: "wait", key: "choose", timer: "choose", at }]);
  expect(await intents([happened(closed), due])).toEqual(choose("extend"));
  const overlaps = wasRefused("choose-after-sickness", "absence-overlaps", "extend r1");
  expect(await intents([happened(closed), overlaps])).toEqual(choose("return"));
  const again = wasRefused("choose-after-sickness", "employee-unknown", "return r1");
  expect(await intents([happened(closed), again])).toEqual([]);
});

test("who has chosen, who has left, and a sickness that took nothing are waited for no longer", async () => {
  const chosen = { "absence-galina": [...ended, returned] };
  expect(await intents([happened(closed), happened(returned)], chosen)).toEqual([
    { do: "stop-waiting", key: "choose" },
  ]);
  expect(await intents([happened(closed), due], chosen)).toEqual([]);
  const gone = { "absence-galina": ended, "employee-galina": [left("galina", "2026-06-05")] };
  expect(await intents([happened(closed), due], gone)).toEqual([]);
  expect(await intents([happened(closed)], { "absence-galina": [opened, closed] })).toEqual([
    { do: "stop-waiting", key: "choose" },
  ]);
});

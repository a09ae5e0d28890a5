// Whose turn it is with a sheet.
import { test } from "@jest/globals";
import {
  CorrectiveTimesheetPosted,
  type NotificationFact,
  PeriodClosed,
  TimesheetAccepted,
  TimesheetReturned,
  TimesheetSubmitted,
} from "@tabel/domain";
import { type FactsOf, given, happened } from "../../specification/given-then.js";
import { whenATimesheetMovesThenTell as theProcess } from "./when-a-timesheet-moves-then-tell.js";

const sheet = { unitId: "branch", period: "2026-02" };
const posted = {
  ...sheet,
  number: 1,
  employeeId: "galina",
  cells: [{ date: "2026-02-03", entries: [] }],
  reason: "Sick",
};
const cases: readonly (readonly [string, FactsOf<typeof theProcess>[number], object])[] = [
  [
    "submitted",
    happened(TimesheetSubmitted({ ...sheet, submittedBy: "anna" })),
    { is: "timesheet-submitted", ...sheet },
  ],
  [
    "returned",
    happened(TimesheetReturned({ ...sheet, returnedBy: "ada", reason: "Why" })),
    { is: "timesheet-returned", ...sheet },
  ],
  ["accepted", happened(TimesheetAccepted({ ...sheet, acceptedBy: "ada" })), { is: "timesheet-accepted", ...sheet }],
  [
    "corrected",
    happened(CorrectiveTimesheetPosted({ ...posted, postedBy: "ada" })),
    { is: "correction-posted", ...sheet, employeeId: "galina" },
  ],
  ["closed with its period", happened(PeriodClosed({ period: "2026-02" })), { is: "period-closed", period: "2026-02" }],
];
test.each(cases)("a sheet that is %s is told", (_, fact, told) =>
  given(theProcess, [fact]).thenIntends({
    do: "notify",
    key: "is" in told ? String(told.is) : "",
    fact: told as NotificationFact, // its fields stand above
  }),
);

// A month whose facts change after it was handed in: late sickness, a corrected and a cancelled leave, a transfer, a leaving.
import { describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceCancelled,
  AbsenceCorrected,
  EmployeeLeft,
  EmployeeTransferred,
  EntryAnnulled,
  SickLeaveClosed,
  SickLeaveOpened,
  type DomainEvent,
  TimesheetAccepted,
  TimesheetReturned,
  TimesheetSubmitted,
} from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenFactsChangeAfterSubmissionThenTell as theProcess } from "./when-facts-change-after-submission-then-tell.js";

const own = { employeeId: "galina", requestId: "r1" };
const days = { dayPart: "full" as const, kind: "unpaid-leave", ledger: null, days: [] };
const approved = (from: string, to: string) =>
  AbsenceApproved({ ...own, ...days, from, to, used: 0, released: [], step: 0, approvedBy: "anna" });
const corrected = (from: string, to: string) =>
  AbsenceCorrected({
    ...own,
    ...days,
    from,
    to,
    time: null,
    returnedTo: null,
    returned: [],
    used: 0,
    reason: "It was otherwise",
    correctedBy: "hr",
  });
const sick = (from: string, to: string) =>
  SickLeaveOpened({
    ...own,
    requestId: "s1",
    from,
    to,
    kind: "sick-leave",
    certificate: "91",
    holds: [],
    openedBy: "galina",
  });
const cancelled = AbsenceCancelled({ ...own, ledger: null, returned: [], cancelledBy: "anna", onBehalfOf: null });

const january = { unitId: "branch", period: "2026-01" };
const submitted = TimesheetSubmitted({ ...january, submittedBy: "anna" });
const accepted = TimesheetAccepted({ ...january, acceptedBy: "ada" });
const sheets = (...events: readonly DomainEvent[]) => ({ "timesheet-branch_2026-01": events });
const outdated = (status: string, more: object = {}) => {
  const fact = { is: "timesheet-outdated", ...january, employeeId: "galina", status, ...more };
  return { do: "notify", key: `${fact.unitId} ${fact.period}`, fact };
};
const intents = (
  facts: FactsOf<typeof theProcess>,
  more: Parameters<typeof bankAt>[1] = sheets(submitted),
  now = "2026-02-10T09:00:00.000Z",
) => intentsOf(theProcess, facts, bankAt(now, more));

describe("a month that was handed in", () => {
  test("is told where a sickness turns out afterwards, with the state of the sheet", async () => {
    const late = [happened(sick("2026-01-20", "2026-01-23"))];
    expect(await intents(late)).toEqual([outdated("submitted")]);
    expect(await intents(late, sheets(submitted, accepted))).toEqual([outdated("accepted")]);
  });
  test("is not told while it is open, or open again, nor of days of another month", async () => {
    const late = [happened(sick("2026-01-20", "2026-01-23"))];
    const returned = TimesheetReturned({ ...january, returnedBy: "ada", reason: "Look again" });
    expect(await intents(late, {})).toEqual([]);
    expect(await intents(late, sheets(submitted, returned))).toEqual([]);
    expect(await intents([happened(sick("2026-02-02", "2026-02-04"))])).toEqual([]);
  });
  test("is told of days before a correction as well as of those after it", async () => {
    const was = happened(approved("2026-01-29", "2026-01-30"));
    expect(await intents([was, happened(corrected("2026-02-02", "2026-02-03"))])).toEqual([outdated("submitted")]);
    expect(await intents([was, happened(cancelled)])).toEqual([outdated("submitted")]);
    const long = happened(sick("2026-01-28", "2026-02-06"));
    const closed = happened(SickLeaveClosed({ ...own, requestId: "s1", to: "2026-01-29", closedBy: "galina" }));
    expect(await intents([long, closed])).toEqual([outdated("submitted")]);
  });
  test("is not told of what lies in days to come", async () =>
    expect(
      await intents([happened(approved("2026-01-29", "2026-01-30"))], sheets(submitted), "2025-12-20T09:00:00.000Z"),
    ).toEqual([]));
});

describe("a change of the employment", () => {
  const moved = EmployeeTransferred({ employeeId: "galina", from: "2026-01-12", unitId: "bank", position: "Кассир" });
  test("into the past is told in both units; who is not over the person any more is told no name", async () => {
    const both = {
      ...sheets(submitted),
      "timesheet-bank_2026-01": [TimesheetSubmitted({ unitId: "bank", period: "2026-01", submittedBy: "boris" })],
      "employee-galina": [moved],
    };
    expect(await intents([happened(moved)], both)).toEqual([
      outdated("submitted", { employeeId: null }),
      outdated("submitted", { unitId: "bank" }),
    ]);
  });
  test("as of a past last day is told, and an entry that is annulled; a salary is none of a sheet's", async () => {
    const left = EmployeeLeft({ employeeId: "galina", lastDay: "2026-01-16" });
    expect(await intents([happened(left)])).toEqual([outdated("submitted")]);
    const annulled = (entry: "schedule" | "salary") =>
      happened(EntryAnnulled({ employeeId: "galina", entry, from: "2026-01-05" }));
    expect(await intents([annulled("schedule")])).toEqual([outdated("submitted")]);
    expect(await intents([annulled("salary")])).toEqual([]);
  });
  test("of a history that is imported is not even looked up", async () => {
    const imported = [{ ...happened(sick("2026-01-20", "2026-01-23")), imported: true as const }];
    const inquiry = bankAt("2026-02-10T09:00:00.000Z", sheets(submitted));
    const read = () => Promise.reject(new Error("asked"));
    expect(await intentsOf(theProcess, imported, { ...inquiry, read })).toEqual([]);
  });
});

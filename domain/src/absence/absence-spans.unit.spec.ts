// What really holds of absences, event by event.
import { describe, expect, test } from "@jest/globals";
import type { AbsenceEvent } from "./absence.js";
import { evolveSpans, type AbsenceSpan } from "./absence-spans.js";
import { AbsenceCancelled, AbsenceCorrected, EmployeeRecalled } from "./change/change-events.js";
import { AbsenceApproved, AbsenceRecorded } from "./request/request-events.js";
import {
  AbsenceInterrupted,
  AbsenceResumed,
  LeaveExtended,
  SickLeaveClosed,
  SickLeaveExtended,
  SickLeaveOpened,
} from "./sick-leave/sick-leave-events.js";

const leave = { employeeId: "galina", requestId: "leave" };
const sickness = { employeeId: "galina", requestId: "sick" };
const kind = "annual-leave";
const july = (from: number, to: number) => ({
  from: `2026-07-${String(from).padStart(2, "0")}`,
  to: `2026-07-${String(to).padStart(2, "0")}`,
});

const approved = (from: number, to: number) =>
  AbsenceApproved({
    ...leave,
    ...july(from, to),
    kind,
    dayPart: "full",
    ledger: null,
    used: 0,
    days: [],
    released: [],
    step: 0,
    approvedBy: "anna",
  });
const opened = (from: number, to: number) =>
  SickLeaveOpened({
    ...sickness,
    ...july(from, to),
    kind: "sick-leave",
    certificate: "1",
    holds: [july(from, to)],
    openedBy: "hanna",
  });
const interruption = { ...leave, sickLeaveId: "sick", ledger: null };
const interrupted = (from: number, to: number) =>
  AbsenceInterrupted({ ...interruption, ...july(from, to), returned: [], extends: true });
const returning = { ...interruption, kind, used: 0, days: [] };

const spans = (...events: AbsenceEvent[]): readonly AbsenceSpan[] =>
  events.reduce(evolveSpans, [] as readonly AbsenceSpan[]);
const said = (...events: AbsenceEvent[]): readonly string[] =>
  spans(...events).map(({ requestId, from, to }) => `${requestId} ${from.slice(8)}–${to.slice(8)}`);

describe("what holds", () => {
  test("is the approved request", () => {
    expect(spans(approved(6, 19))).toEqual([
      { requestId: "leave", kind, ...july(6, 19), dayPart: "full", time: null, compensation: null },
    ]);
  });

  test("is nothing of what was cancelled, and what was recorded without a request", () => {
    const recorded = AbsenceRecorded({
      ...sickness,
      ...july(1, 2),
      kind: "unknown-absence",
      days: [],
      recordedBy: "anna",
    });
    const cancelled = AbsenceCancelled({
      ...leave,
      ledger: null,
      returned: [],
      cancelledBy: "anna",
      onBehalfOf: null,
    });
    expect(said(approved(6, 19), recorded, cancelled)).toEqual(["sick 01–02"]);
  });

  test("ends where the employee was recalled, or has a gap there", () => {
    const recalled = (from: number, to: number) =>
      EmployeeRecalled({ ...leave, ...july(from, to), ledger: null, returned: [], consentedBy: "galina" });
    expect(said(approved(6, 19), recalled(13, 19))).toEqual(["leave 06–12"]);
    expect(said(approved(6, 19), recalled(13, 14))).toEqual(["leave 06–12", "leave 15–19"]);
  });

  test("is what the correction says", () => {
    const corrected = AbsenceCorrected({
      ...leave,
      ...july(7, 9),
      kind: "unpaid-leave",
      dayPart: "full",
      time: null,
      returnedTo: null,
      returned: [],
      ledger: null,
      used: 0,
      days: [],
      reason: "So it was",
      correctedBy: "hanna",
    });
    expect(spans(approved(6, 19), corrected)).toMatchObject([{ kind: "unpaid-leave", ...july(7, 9) }]);
  });

  test("is the sickness on the days that it takes out of a leave, which goes on after both", () => {
    const added = LeaveExtended({ ...returning, ...july(20, 24), chosenBy: "galina" });
    expect(said(approved(6, 19), opened(10, 14), interrupted(10, 14), added)).toEqual([
      "leave 06–09",
      "sick 10–14",
      "leave 15–24",
    ]);
  });

  test("is the leave again where the sickness ended before its certificate had said", () => {
    const closed = SickLeaveClosed({ ...sickness, to: july(1, 12).to, closedBy: "hanna" });
    const resumed = AbsenceResumed({ ...returning, ...july(13, 14) });
    expect(said(approved(6, 19), opened(10, 14), interrupted(10, 14), closed, resumed)).toEqual([
      "leave 06–09",
      "sick 10–12",
      "leave 13–19",
    ]);
  });

  test("is one span of a sick leave that was extended", () => {
    const extended = SickLeaveExtended({
      ...sickness,
      ...july(15, 20),
      kind: "sick-leave",
      certificate: "2",
      holds: [july(15, 20)],
      extendedBy: "hanna",
    });
    expect(said(opened(10, 14), extended)).toEqual(["sick 10–20"]);
  });
});

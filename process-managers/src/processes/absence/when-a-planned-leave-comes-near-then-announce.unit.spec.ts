// Announcing the leaves of an approved schedule in time, in the person's own morning.
import { describe, expect, test } from "@jest/globals";
import {
  LeaveChangeAgreed,
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveScheduleApproved,
  localDate,
  parseFact,
  PlannedLeaveAnnounced,
} from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { cameDue, happened, intentsOf } from "../../specification/given-then.js";
import { whenAPlannedLeaveComesNearThenAnnounce as theProcess } from "./when-a-planned-leave-comes-near-then-announce.js";

const schedule = { unitId: "branch", year: 2027 };
const planned = (partId: string, employeeId: string, from: string, to: string) =>
  LeavePartPlanned({ ...schedule, partId, employeeId, from, to, counted: null, entitled: null, plannedBy: "anna" });
const approved = LeaveScheduleApproved({ ...schedule, on: "2026-12-10", approvedBy: "hr" });
const summer = planned("p1", "anna", "2027-06-01", "2027-06-14");
const moved = LeaveChangeAgreed({
  ...schedule,
  partId: "p1",
  employeeId: "anna",
  changeId: "c1",
  to: { from: "2027-08-02", to: "2027-08-15", counted: null },
  agreedBy: "anna",
});
const announced = PlannedLeaveAnnounced({
  ...schedule,
  partId: "p1",
  employeeId: "anna",
  on: "2027-05-17",
  announcedBy: "system",
});

const december = "2026-12-10T09:00:00.000Z";
const at = (date: string, zone = "Asia/Vladivostok") => ({ date: localDate(date), time: "09:00", zone });
const waits = (partId: string, due: ReturnType<typeof at>) => ({
  do: "wait",
  key: `announce ${partId}`,
  timer: "announce",
  at: due,
});
const stops = (partId: string) => ({ do: "stop-waiting", key: `announce ${partId}` });

type Facts = Parameters<
  typeof intentsOf<typeof theProcess.initial, Parameters<typeof theProcess.evolve>[1], unknown>
>[1];
const intentsAfter = (facts: Facts, now = december, more: Parameters<typeof bankAt>[1] = {}) =>
  intentsOf(theProcess, facts, bankAt(now, more));

describe("a part of the schedule", () => {
  test("is not announced while the schedule is not approved", async () =>
    expect(await intentsAfter([happened(summer)])).toEqual([]));

  test("waits from the approval on for the last day in time: fourteen whole days lie between it and the leave", async () =>
    expect(
      await intentsAfter([
        happened(summer),
        happened(planned("p2", "galina", "2027-07-05", "2027-07-18")),
        happened(approved),
      ]),
    ).toEqual([waits("p1", at("2027-05-17")), waits("p2", at("2027-06-20", "Europe/Moscow"))]));

  test("of somebody in whose country no law sets a term waits for nothing", async () =>
    expect(
      await intentsAfter([happened(planned("p3", "hans", "2027-06-01", "2027-06-14")), happened(approved)]),
    ).toEqual([stops("p3")]));

  test("that is moved by consent is announced anew, and not at all when it is taken out", async () => {
    const before = [happened(summer), happened(approved)];
    expect(await intentsAfter([...before, happened(moved)])).toEqual([waits("p1", at("2027-07-18"))]);
    const out = LeaveChangeAgreed({ ...moved.data, to: null });
    expect(await intentsAfter([...before, happened(out)])).toEqual([stops("p1")]);
    const unplanned = LeavePartUnplanned({ ...schedule, partId: "p1", employeeId: "anna", unplannedBy: "anna" });
    expect(await intentsAfter([...before, happened(unplanned)])).toEqual([stops("p1")]);
  });

  test("is announced when it comes near", async () =>
    expect(
      await intentsAfter([happened(summer), happened(approved), cameDue("announce", at("2027-05-17"), "announce p1")]),
    ).toEqual([{ do: "command", key: "p1", command: "announce-planned-leave", data: { ...schedule, partId: "p1" } }]));

  test("of somebody who has left, or that has begun, is not announced any more", async () => {
    const facts = [happened(summer), happened(approved), cameDue("announce", at("2027-05-17"), "announce p1")];
    const may = "2027-05-16T23:00:00.000Z";
    expect(await intentsAfter(facts, may, { "employee-anna": [left("anna", "2027-04-30")] })).toEqual([]);
    expect(await intentsAfter(facts, "2027-06-01T09:00:00.000Z")).toEqual([]);
  });

  test("that was announced, by whomever, is told to the person and waits no longer", async () =>
    expect(await intentsAfter([happened(summer), happened(approved), happened(announced)])).toEqual([
      stops("p1"),
      {
        do: "notify",
        key: "p1",
        fact: {
          is: "leave-announced",
          ...schedule,
          partId: "p1",
          employeeId: "anna",
          from: "2027-06-01",
          to: "2027-06-14",
        },
      },
    ]));

  test("that was moved and announced again is told with its new dates, and nothing that a message may not say", async () => {
    const [, told] = await intentsAfter([happened(summer), happened(approved), happened(moved), happened(announced)]);
    expect(told?.do === "notify" && parseFact(told.fact)).toMatchObject({ from: "2027-08-02", to: "2027-08-15" });
  });
});

// A session's way to its day: the cut-off, the reminder, who came.
import { describe, expect, test } from "@jest/globals";
import {
  type DomainEvent,
  localDate,
  TrainingAttendanceRecorded,
  TrainingBooked,
  TrainingSessionCancelled,
  TrainingSessionMoved,
  TrainingSessionPublished,
  TrainingWaitlisted,
} from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenATrainingSessionNearsThenRemind as theProcess } from "./when-a-training-session-nears-then-remind.js";

const sessionId = "fraud";
const published = TrainingSessionPublished({
  sessionId,
  programmeId: "p1",
  entitlement: "open",
  title: { ru: "Основы", en: "Basics" },
  trainerId: "anna",
  startsAt: "2026-03-30T08:00:00.000Z",
  endsAt: "2026-03-30T10:00:00.000Z",
  cutOffAt: "2026-03-27T23:30:00.000Z",
  timeZone: "Europe/Berlin",
  place: "Room 1",
  seats: 1,
});
const booked = TrainingBooked({ sessionId, employeeId: "galina", reservationId: null });
const waits = TrainingWaitlisted({ sessionId, employeeId: "hans", reservationId: null });
const zone = "Europe/Berlin";
const at = (date: string, time = "09:00") => ({ date: localDate(date), time, zone });
const wait = (timer: string, due: object) => ({ do: "wait", key: timer, timer, at: due });
const intents = (facts: FactsOf<typeof theProcess>, now: string, more: readonly DomainEvent[] = [booked, waits]) =>
  intentsOf(theProcess, facts, bankAt(now, { [`trainingSession-${sessionId}`]: [published, ...more] }));
const begun = [happened(published)];
const due = (timer: string) => cameDue(timer, at("2026-03-27"));
const tell = (employeeId: string, is: string, more: object = {}) => [
  { do: "notify", key: employeeId, fact: { is, sessionId, employeeId, ...more } },
];

describe("a session that is published", () => {
  test("waits for its days on the clocks of its place, also where they change in between", async () =>
    // Half past midnight of the 28th in Berlin; on the 29th the clocks go forward.
    expect(await intents(begun, "2026-03-02T09:00:00.000Z")).toEqual([
      wait("cut-off-near", at("2026-03-27")),
      wait("cut-off", at("2026-03-28", "00:31")),
      wait("starts", at("2026-03-29")),
      wait("attendance", at("2026-03-31")),
    ]));
  test("that is moved waits for its new days", async () => {
    const moved = TrainingSessionMoved({
      sessionId,
      startsAt: "2026-10-26T08:00:00.000Z",
      endsAt: "2026-10-26T10:00:00.000Z",
      cutOffAt: "2026-10-25T00:30:00.000Z", // half past two, which comes twice in that night
      place: "Room 2",
    });
    expect(await intents([...begun, happened(moved)], "2026-03-02T09:00:00.000Z")).toEqual([
      wait("cut-off-near", at("2026-10-24")),
      wait("cut-off", at("2026-10-25", "02:31")),
      wait("starts", at("2026-10-25")),
      wait("attendance", at("2026-10-27")),
    ]);
  });
  test("that is cancelled waits for nothing, and a timer that was on its way tells nobody", async () => {
    const cancelled = happened(TrainingSessionCancelled({ sessionId, reason: "The trainer is ill" }));
    expect(await intents([...begun, cancelled], "2026-03-02T09:00:00.000Z")).toEqual(
      ["cut-off-near", "cut-off", "starts", "attendance"].map((key) => ({ do: "stop-waiting", key })),
    );
    expect(await intents([...begun, cancelled, due("starts")], "2026-03-29T07:00:00.000Z")).toEqual([]);
  });
});

describe("before it", () => {
  test("who has a place hears until when it can be given back", async () => {
    expect(await intents([...begun, due("cut-off-near")], "2026-03-27T08:00:00.000Z")).toEqual(
      tell("galina", "training-cut-off-near", { on: "2026-03-28" }),
    );
    expect(await intents([...begun, due("cut-off-near")], "2026-03-28T08:00:00.000Z")).toEqual([]);
  });
  test("who still waits hears that no place became free", async () =>
    expect(await intents([...begun, due("cut-off")], "2026-03-27T23:31:00.000Z")).toEqual(
      tell("hans", "training-no-place"),
    ));
  test("and not before the cut-off is over, in a night in which its minute comes twice", async () => {
    const night = { startsAt: "2026-10-26T08:00:00.000Z", endsAt: "2026-10-26T10:00:00.000Z", place: "Room 2" };
    const moved = happened(TrainingSessionMoved({ sessionId, ...night, cutOffAt: "2026-10-25T01:30:00.000Z" }));
    expect(await intents([...begun, moved, due("cut-off")], "2026-10-25T00:31:00.000Z")).toEqual([
      wait("cut-off", at("2026-10-25", "03:31")),
    ]);
  });
  test("who has a place is reminded, not once it has begun", async () => {
    expect(await intents([...begun, due("starts")], "2026-03-29T07:00:00.000Z")).toEqual(
      tell("galina", "training-starts-soon"),
    );
    expect(await intents([...begun, due("starts")], "2026-03-30T08:00:00.000Z")).toEqual([]);
  });
});

test("after it the trainer is asked who came, unless that is on record", async () => {
  const came = TrainingAttendanceRecorded({ sessionId, employeeId: "galina", attended: true });
  const day = "2026-03-31T07:00:00.000Z";
  expect(await intents([...begun, due("attendance")], day)).toEqual([
    { do: "notify", key: "attendance", fact: { is: "training-attendance-due", sessionId } },
  ]);
  expect(await intents([...begun, due("attendance")], day, [booked, waits, came])).toEqual([]);
  expect(await intents([...begun, due("attendance")], day, [])).toEqual([]);
});

// After somebody's last day: what is closed, in which order, and that nothing is before it.
import { describe, expect, test } from "@jest/globals";
import {
  DeputyAppointed,
  type DomainEvent,
  EmployeeLeft,
  LeaveGranted,
  LeavingWithdrawn,
  UnitHeadAppointed,
  localDate,
  MentorAppointed,
  RoleGranted,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingSessionPublished,
  TrainingWaitlisted,
} from "@tabel/domain";
import { bankAt, deputyOf, left } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenSomebodyLeavesThenCloseWhatIsOpen as theProcess } from "./when-somebody-leaves-then-close-what-is-open.js";

const lastDay = "2026-03-16";
const leaves = EmployeeLeft({ employeeId: "anna", lastDay });
const at = (date: string) => ({ date: localDate(date), time: "00:05", zone: "Asia/Vladivostok" });
const wait = (date: string) => ({ do: "wait", key: "left", timer: "left", at: at(date) });
const due = cameDue("left", at("2026-03-17"));
const role = (until: string | null) =>
  RoleGranted({ userId: "anna", role: "hr-officer", scope: { over: "all" }, from: "2025-01-01", until });
const granted = LeaveGranted({
  employeeId: "anna",
  ledger: "annual",
  amount: 2800,
  workingYear: null,
  effectiveOn: "2026-01-01",
  usableFrom: "2026-01-01",
  source: "opening-balance",
});
const streams = (...leaving: DomainEvent[]) => ({
  "employee-anna": leaving,
  "access-anna": [role(null), deputyOf("anna", "galina")],
  "absence-anna": [granted],
  "mentor-anna": [MentorAppointed({ mentorId: "anna", from: "2025-01-01", limit: null })],
});
const intents = (facts: FactsOf<typeof theProcess>, more: Parameters<typeof bankAt>[1] = streams(leaves)) =>
  intentsOf(theProcess, facts, bankAt("2026-03-17T00:00:00.000Z", more));
const command = (name: string, key: string, data: object) => ({
  do: "command",
  key: `${name} ${key}`,
  command: name,
  data,
});

describe("who leaves", () => {
  test("is waited for until the last day is over, a corrected one too", async () => {
    expect(await intents([happened(leaves)])).toEqual([wait("2026-03-17")]);
    const corrected = EmployeeLeft({ employeeId: "anna", lastDay: "2026-03-20", corrects: lastDay });
    expect(await intents([happened(leaves), happened(corrected)], streams(leaves, corrected))).toEqual([
      wait("2026-03-21"),
    ]);
  });
  test("has everything closed after it: absences first, then what they leave is compensated", async () => {
    const standsIn = DeputyAppointed({ userId: "boris", deputy: "anna", from: "2026-01-01", until: null, kinds: null });
    const on = "2026-03-17";
    expect(await intents([happened(standsIn), happened(leaves), due])).toEqual([
      command("end-absences", "anna", { employeeId: "anna" }),
      command("compensate-leave", "annual", { employeeId: "anna", ledger: "annual" }),
      command("revoke-role", "hr-officer", { userId: "anna", role: "hr-officer", on }),
      command("dismiss-deputy", "of galina", { userId: "anna", deputy: "galina", on }),
      command("dismiss-deputy", "for boris", { userId: "boris", deputy: "anna", on }),
      command("vacate-head", "branch", { unitId: "branch", from: on, employeeId: "anna" }),
      command("stand-down-mentor", "anna", { mentorId: "anna", on }),
    ]);
  });
  test("gives back the places of sessions to come, so that the next in line moves up", async () => {
    const session = (sessionId: string, startsAt: string, cutOffAt: string) =>
      TrainingSessionPublished({
        sessionId,
        programmeId: "basics",
        entitlement: "open",
        title: { ru: "Основы", en: "Basics" },
        trainerId: "boris",
        startsAt,
        endsAt: "2026-05-01T10:00:00.000Z",
        cutOffAt,
        timeZone: "Europe/Moscow",
        place: "Room 1",
        seats: 1,
      });
    const booked = (sessionId: string) =>
      happened(TrainingBooked({ sessionId, employeeId: "anna", reservationId: null }));
    const waits = happened(TrainingWaitlisted({ sessionId: "waits", employeeId: "anna", reservationId: null }));
    const given = happened(TrainingBookingCancelled({ sessionId: "given", employeeId: "anna", reservationId: null }));
    const [april, march] = ["2026-04-20T07:00:00.000Z", "2026-03-10T07:00:00.000Z"];
    const sessions = {
      ...streams(leaves),
      "trainingSession-april": [session("april", april, april)],
      "trainingSession-waits": [session("waits", april, april)],
      "trainingSession-given": [session("given", april, april)],
      "trainingSession-late": [session("late", april, march)],
      "trainingSession-over": [session("over", march, march)],
    };
    const all = [...["april", "given", "late", "over"].map(booked), waits, given, happened(leaves), due];
    const done = await intents(all, sessions);
    expect(done.filter((intent) => intent.do === "command" && intent.command === "cancel-training-booking")).toEqual([
      command("cancel-training-booking", "april", { sessionId: "april", employeeId: "anna" }),
      command("cancel-training-booking", "waits", { sessionId: "waits", employeeId: "anna" }),
    ]);
  });
  test("vacates no unit that has its next head already", async () => {
    const next = UnitHeadAppointed({ unitId: "branch", employeeId: "galina", from: "2026-03-17" });
    const done = await intents([happened(leaves), due], { ...streams(leaves), organisation: [next] });
    expect(done.filter((intent) => intent.do === "command" && intent.command === "vacate-head")).toEqual([]);
  });
  test("and has nothing is ended all the same", async () =>
    expect(
      await intents([happened(left("galina", lastDay)), due], { "employee-galina": [left("galina", lastDay)] }),
    ).toEqual([command("end-absences", "galina", { employeeId: "galina" })]));
  test("and stays after all keeps everything", async () => {
    const stays = LeavingWithdrawn({ employeeId: "anna", lastDay });
    expect(await intents([happened(leaves), happened(stays)], streams(leaves, stays))).toEqual([
      { do: "stop-waiting", key: "left" },
    ]);
    expect(await intents([happened(leaves), happened(stays), due], streams(leaves, stays))).toEqual([]);
  });
});

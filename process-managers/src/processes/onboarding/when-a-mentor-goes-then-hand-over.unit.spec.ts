// Mentees of a mentor who leaves, stands down or is away for long.
import { describe, expect, test } from "@jest/globals";
import {
  EmployeeTransferred,
  LeavingWithdrawn,
  localDate,
  MenteeConfirmed,
  MenteeReleased,
  MentorAwayCancelled,
  MentorAwayRecorded,
  OnboardingPlanned,
} from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf, wasRefused } from "../../specification/given-then.js";
import { whenAMentorGoesThenHandOver as theProcess } from "./when-a-mentor-goes-then-hand-over.js";

const place = (employeeId: string) => ({
  mentorId: "anna",
  employeeId,
  reservationId: "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10",
});
const awayId = "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c11";
const away = (to: string) => MentorAwayRecorded({ mentorId: "anna", awayId, from: "2026-03-02", to });
const history = [
  happened(MenteeConfirmed(place("galina"))),
  happened(MenteeConfirmed(place("hans"))),
  happened(MenteeReleased({ ...place("hans"), outcome: "ended" })),
];
const at = (date: string) => ({ date: localDate(date), time: "09:00", zone: "Asia/Vladivostok" });
const leaves = happened(left("anna", "2026-03-31"));
const propose = (employeeId: string) => ({
  do: "command",
  key: `propose ${employeeId}`,
  command: "propose-mentor",
  data: { employeeId, replaces: "anna" },
});
const intents = (...facts: FactsOf<typeof theProcess>) =>
  intentsOf(theProcess, facts, bankAt("2026-02-02T09:00:00.000Z"));

describe("a mentor", () => {
  test("who leaves hands each mentee over on the last day", async () => {
    expect(await intents(...history, leaves)).toEqual([
      { do: "wait", key: "leaves", timer: "leaves", at: at("2026-03-31") },
    ]);
    const due = cameDue("leaves", at("2026-03-31"));
    expect(await intents(...history, leaves, due)).toEqual([propose("galina")]);
    const nobody = wasRefused("propose-mentor", "no-mentor-free", "propose galina");
    const end = { employeeId: "galina", reason: "mentor-left" };
    expect(await intents(...history, leaves, due, nobody)).toEqual([
      { do: "command", key: "end galina", command: "end-mentorship", data: end },
    ]);
  });
  test("for whom nobody is found is told to HR with the newcomer's plan, whether they leave or stay", async () => {
    const nobody = wasRefused("propose-mentor", "no-mentor-free", "propose galina");
    const planId = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";
    const title = { ru: "Задача", en: "Task" };
    const task = { taskId: "tour", title, owner: "mentor", due: 1, needsDocument: false, dueOn: "2026-02-03" } as const;
    const plan = { employeeId: "galina", planId, templateId: "teller", templateVersion: 1, startsOn: "2026-01-12" };
    const bank = bankAt("2026-02-02T09:00:00.000Z", {
      "onboarding-galina": [OnboardingPlanned({ ...plan, tasks: [task] })],
    });
    const told = {
      do: "notify",
      key: "missing galina",
      fact: { is: "mentor-missing", employeeId: "galina", planId },
    };
    expect(await intentsOf(theProcess, [...history, leaves, nobody], bank)).toContainEqual(told);
    expect(await intentsOf(theProcess, [...history, nobody], bank)).toEqual([told]);
  });
  test("who stays after all hands nobody over", async () => {
    const stays = happened(LeavingWithdrawn({ employeeId: "anna", lastDay: "2026-03-31" }));
    expect(await intents(...history, leaves, stays)).toEqual([{ do: "stop-waiting", key: "leaves" }]);
  });
  test("who is away for long hands over, for short not", async () => {
    const key = `away ${awayId}`;
    expect(await intents(...history, happened(away("2026-03-15")))).toEqual([]);
    expect(await intents(...history, happened(away("2026-03-16")))).toEqual([
      { do: "wait", key, timer: "hands-over", at: at("2026-03-02") },
    ]);
    const back = happened(MentorAwayCancelled({ mentorId: "anna", awayId }));
    expect(await intents(...history, happened(away("2026-03-16")), back)).toEqual([{ do: "stop-waiting", key }]);
    const nobody = wasRefused("propose-mentor", "no-mentor-free", "propose galina");
    expect(await intents(...history, nobody)).toEqual([]);
  });
  test("who goes to another unit hands over, in another position of the same unit not", async () => {
    const moved = (unitId: string) =>
      happened(EmployeeTransferred({ employeeId: "anna", from: "2026-03-02", unitId, position: "Кассир" }));
    expect(await intents(...history, moved("branch"))).toEqual([]);
    expect(await intents(...history, moved("bank"))).toEqual([
      { do: "wait", key: "moves 2026-03-02", timer: "hands-over", at: at("2026-03-02") },
    ]);
  });
  test("that somebody never was is nothing that is kept", async () => expect(await intents(leaves)).toEqual([]));
});

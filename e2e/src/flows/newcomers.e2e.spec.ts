// Newcomers from hire to feedback, with two instances of the processes, each boundary between two steps of which fails once, and all
// services restarted in the middle.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { hired, type LivingBank, openLivingBank } from "./living-bank.js";

const failed = new Set<string>();
let bank: LivingBank;

const title = { ru: "Задача", en: "Task" };
const template = {
  templateId: "teller",
  title,
  tasks: [{ taskId: "tour", title, owner: "mentor", due: 1, needsDocument: false }],
};

beforeAll(async () => {
  bank = await openLivingBank("2026-03-02T09:00:00.000Z", {
    instances: 2,
    seam: (boundary) => {
      if (failed.has(boundary)) return;
      failed.add(boundary);
      throw new Error(`ended at the boundary ${boundary}`);
    },
  });
  await bank.carryOut("hr", "publish-onboarding-template", template);
  const choice = { unitId: "bank", position: null, templateId: "teller" };
  await bank.carryOut("hr", "choose-onboarding-template", choice);
  for (const mentorId of ["galina", "vera"])
    await bank.carryOut("hr", "appoint-mentor", { mentorId, from: "2026-01-12", limit: 1 });
});
afterAll(() => bank.stop());

const mentorsOf = async (...newcomers: readonly string[]) =>
  Promise.all(
    newcomers.map(async (employeeId) => {
      const { mentor } = await bank.view<{ mentor: { mentorId: string } | null }>("hr", `onboarding/${employeeId}`);
      return mentor?.mentorId;
    }),
  );

describe("newcomers", () => {
  test("who come at once get a plan and a mentor each, never two the same last place", async () => {
    const hire = (employeeId: string) =>
      bank.carryOut("hr", "hire-employee", hired(employeeId, "branch", { hiredOn: "2026-03-16" }));
    await Promise.all([hire("nina"), hire("oleg")]);
    await bank.restart();
    await bank.quiet();
    expect(new Set(await mentorsOf("nina", "oleg"))).toEqual(new Set(["galina", "vera"]));
    for (const mentorId of ["galina", "vera"])
      expect(await bank.happened(`mentor-${mentorId}`)).toEqual([
        "MentorAppointed",
        "MenteeReserved",
        "MenteeConfirmed",
      ]);
  });

  test("who come when all mentors are full get none, and one as soon as somebody can take them", async () => {
    await bank.told();
    await bank.carryOut("hr", "hire-employee", hired("rita", "branch", { hiredOn: "2026-03-16" }));
    await bank.carryOut("hr", "conclude-contract", {
      employeeId: "rita",
      kind: "permanent",
      from: "2026-03-16",
      until: null,
      probationUntil: "2026-04-06",
      headOfOrganisation: false,
    });
    await bank.quiet();
    expect(await mentorsOf("rita")).toEqual([undefined]);
    const planId: unknown = expect.any(String);
    expect(await bank.told("mentor-missing")).toEqual([{ is: "mentor-missing", employeeId: "rita", planId }]);
    await bank.carryOut("hr", "appoint-mentor", { mentorId: "anna", from: "2026-01-12", limit: 1 });
    await bank.carryOut("hr", "propose-mentor", { employeeId: "rita" });
    await bank.restart();
    await bank.quiet();
    expect(await mentorsOf("rita")).toEqual(["anna"]);
  });

  test("are seen to: tasks are reminded of, told as late, and asked for no more once they are done", async () => {
    await bank.told();
    const tour = (is: "task-due" | "task-overdue", employeeId: string) =>
      expect.objectContaining({ is, employeeId, taskId: "tour", owner: "mentor", on: "2026-03-17" });
    await bank.dayCame("2026-03-13T06:00:00.000Z");
    expect(await bank.told("task-due")).toEqual(["nina", "oleg", "rita"].map((who) => tour("task-due", who)));
    bank.setClock("2026-03-17T09:00:00.000Z");
    for (const employeeId of ["nina", "oleg"])
      await bank.carryOut("hr", "complete-onboarding-task", { employeeId, taskId: "tour" });
    await bank.restart();
    await bank.dayCame("2026-03-18T06:00:00.000Z");
    expect(await bank.told("task-overdue")).toEqual([tour("task-overdue", "rita")]);
    await bank.dayCame("2026-03-23T06:00:00.000Z");
    const told = await bank.told("feedback-asked", "probation-ends");
    expect(told.filter(({ is }) => is === "feedback-asked")).toHaveLength(9);
    expect(told.filter(({ is }) => is === "probation-ends")).toEqual([
      { is: "probation-ends", employeeId: "rita", on: "2026-04-06" },
    ]);
  });

  test("whose plan is done give their mentor's place back", async () => {
    for (const mentorId of ["galina", "vera"])
      expect((await bank.happened(`mentor-${mentorId}`)).at(-1)).toBe("MenteeReleased");
  });

  test("keep a mentor when theirs leaves", async () => {
    await bank.carryOut("hr", "record-leaving", { employeeId: "anna", lastDay: "2026-04-10", ground: "own-request" });
    await bank.quiet();
    await bank.restart();
    await bank.dayCame("2026-04-10T06:00:00.000Z");
    expect(["galina", "vera"]).toContain((await mentorsOf("rita"))[0]);
    expect((await bank.happened("mentor-anna")).at(-1)).toBe("MenteeReleased");
  });
});

test("every boundary between two steps that was met was one at which it was ended", () =>
  expect([...failed].toSorted()).toEqual(
    expect.arrayContaining(["command: carried out", "events: intents", "timers: committed"]),
  ));

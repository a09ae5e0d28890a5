// Onboarding and mentors over HTTP: who sees a plan, whose task is whose, who can be proposed, and how units do.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  mentorTable,
  onboardingFeedbackTable,
  onboardingPlanTable,
  onboardingTaskTable,
  onboardingTemplateChoiceTable,
  onboardingTemplateTable,
  userAccessTable,
} from "@tabel/read-models";
import { feedbackRow, mentee, mentorRow, planRow, taskRows } from "../../testing/newcomer-rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { person, smallHouse, writePerson } from "../../testing/small-house.js";

let views: ServedViews;
const anna = planRow();
const semyon = planRow({ employeeId: "semyon", mentorId: null, mentorFrom: null });
const vera = planRow({
  employeeId: "vera",
  status: "completed",
  tasksClosed: 5,
  mentorId: null,
  startsOn: "2026-09-01",
  productiveOn: "2026-10-11",
});

beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(onboardingPlanTable, anna, semyon, vera);
  await views.write(onboardingTaskTable, ...taskRows(anna), ...taskRows(semyon));
  await views.write(
    onboardingFeedbackTable,
    feedbackRow(),
    feedbackRow({ giver: "mentor", givenBy: "boris", answers: null }),
  );
  const scope = { over: "all" as const };
  await views.write(userAccessTable, {
    userId: "it",
    grants: [{ role: "it-officer", scope, from: "2026-01-01", until: null }],
  });
}, 30_000);
afterAll(() => views.close());

const everybody = [
  "anna",
  "boris",
  "dan",
  "nora",
  "dora",
  "vera",
  "sam",
  "hr",
  "hrs",
  "acc",
  "aud",
  "adm",
  "it",
  "nobody",
];
const shownTo = async (path: string): Promise<string[]> => {
  const shown: string[] = [];
  for (const userId of everybody) {
    const { status } = await views.as(userId)(path);
    if (status === 200) shown.push(userId);
    else expect([userId, status]).toEqual([userId, 404]);
  }
  return shown;
};
const items = async (userId: string, path: string) => {
  const { status, body } = await views.as(userId)(path);
  expect(status).toBe(200);
  return body.items;
};

describe("a newcomer's plan", () => {
  test("is shown to the newcomer, the mentor, heads, HR and auditors", async () => {
    expect(await shownTo("onboarding/anna")).toEqual(["anna", "boris", "dan", "nora", "dora", "hr", "aud"]);
    expect(await shownTo("onboarding/nobody-there")).toEqual([]);
  });
  test("says of each task whether it is late and whether the reader may do it", async () => {
    const doable = async (userId: string) =>
      (await views.as(userId)("onboarding/anna")).body.tasks.flatMap(
        ({ taskId, allowedActions }: { taskId: string; allowedActions: string[] }) =>
          allowedActions.includes("complete-onboarding-task") ? [taskId] : [],
      );
    expect(await doable("anna")).toEqual(["contract"]);
    expect(await doable("boris")).toEqual(["tour"]);
    expect(await doable("nora")).toEqual(["goals"]);
    expect(await doable("hr")).toEqual(["laptop", "contract", "tour", "goals", "file"]);
    expect(await doable("aud")).toEqual([]);
    const { body } = await views.as("anna")("onboarding/anna");
    expect(body.tasks.map(({ overdue }: { overdue: boolean }) => overdue)).toEqual([true, false, false, false, false]);
    expect(body.allowedActions).toEqual([]);
    expect((await views.as("dan")("onboarding/anna")).body.allowedActions).toContain("reserve-mentee");
  });
});

describe("my tasks", () => {
  const mine = async (userId: string, query = "") =>
    (await items(userId, `onboarding-tasks${query}`)).map(
      ({ employeeId, taskId }: { employeeId: string; taskId: string }) => `${employeeId} ${taskId}`,
    );
  test("are those of the newcomer, the mentor, the nearest head, HR and IT over the unit", async () => {
    expect(await mine("anna")).toEqual(["anna contract"]);
    expect(await mine("boris")).toEqual(["anna tour"]);
    expect(await mine("dan")).toEqual(["anna goals"]);
    expect(await mine("nora")).toEqual([]);
    expect(await mine("sam")).toEqual(["semyon goals"]);
    expect(await mine("hr")).toEqual(["anna file", "semyon file"]);
    expect(await mine("hrs")).toEqual(["semyon file"]);
    expect(await mine("it")).toEqual(["anna laptop", "semyon laptop"]);
    expect(await mine("acc")).toEqual([]);
  });
  test("come page by page, by what one is, and only the late ones on demand", async () => {
    const { body } = await views.as("hr")("onboarding-tasks?limit=1");
    expect(body.items).toHaveLength(1);
    expect(await mine("hr", `?limit=1&cursor=${body.next}`)).toEqual(["semyon file"]);
    expect(await mine("hr", "?as=newcomer")).toEqual([]);
    expect(await mine("it", "?overdue=true")).toEqual(["anna laptop", "semyon laptop"]);
    expect(await mine("anna", "?overdue=true")).toEqual([]);
  });
});

describe("feedback", () => {
  const from = async (userId: string) =>
    (await items(userId, "onboarding/anna/feedback")).map(({ from: giver }: { from: string }) => giver);
  test("is shown to the newcomer and HR, and to who gave it; never to heads or auditors", async () => {
    expect(await from("anna")).toEqual(["mentor", "newcomer"]);
    expect(await from("hr")).toEqual(["mentor", "newcomer"]);
    expect(await from("boris")).toEqual(["mentor"]);
    for (const userId of ["dan", "nora", "aud", "hrs", "nobody"])
      expect((await views.as(userId)("onboarding/anna/feedback")).status).toBe(404);
  });
  test("of somebody erased has no answers left", async () =>
    expect((await items("hr", "onboarding/anna/feedback"))[0].answers).toBeNull());
});

test("progress is counted by unit, for heads and officers, with the days to productivity", async () => {
  const progress = await items("nora", "onboarding-progress");
  expect(progress.map(({ unitId }: { unitId: string }) => unitId)).toEqual(["desk", "vault"]);
  expect(progress[0]).toMatchObject({ open: 1, tasksTotal: 5, tasksOverdue: 1, withoutMentor: 0, productive: 0 });
  expect(progress[1]).toMatchObject({
    completed: 1,
    tasksClosed: 5,
    productive: 1,
    daysToProductivityTotal: 40,
    daysToProductivityMedian: 40,
  });
  expect(await items("hrs", "onboarding-progress")).toMatchObject([{ unitId: "south", withoutMentor: 1 }]);
  expect(await items("hr", "onboarding-progress?from=2026-10-01&under=north")).toMatchObject([{ unitId: "desk" }]);
  expect((await views.as("anna")("onboarding-progress")).status).toBe(403);
});

test("templates are shown to the house, retired ones on demand", async () => {
  const title = { ru: "Кассир", en: "Teller" };
  const row = { templateId: "teller", version: 2, title, tasks: [], retired: false };
  await views.write(onboardingTemplateTable, row, { ...row, templateId: "old", retired: true });
  expect(await items("anna", "onboarding-templates")).toEqual([row]);
  expect(await items("anna", "onboarding-templates?retired=true")).toMatchObject([{ templateId: "old" }]);
  expect((await views.as("nobody")("onboarding-templates")).status).toBe(403);
});

describe("which template is chosen for which place", () => {
  const chosen = { templateId: "teller", chosenBy: "hr", chosenAt: "2026-11-02T09:30:00.000Z" };
  const everywhere = { ...chosen, unitId: null, position: null, templateId: "old" };
  const tellers = { ...chosen, unitId: null, position: "Кассир" };
  const ofDesk = { ...chosen, unitId: "desk", position: "Кассир" };
  beforeAll(() =>
    views.write(
      onboardingTemplateChoiceTable,
      { place: "desk/Кассир", ...ofDesk },
      { place: "/", ...everywhere },
      { place: "/Кассир", ...tellers },
    ),
  );

  test("is shown with who chose it, since when, and whether its template is retired", async () => {
    const [first, ...rest] = [
      { ...everywhere, retired: true },
      { ...tellers, retired: false },
      { ...ofDesk, retired: false },
    ];
    expect(await items("hr", "onboarding-template-choices")).toEqual([first, ...rest]);
    const { body } = await views.as("hr")("onboarding-template-choices?limit=1");
    expect(body.items).toEqual([first]);
    expect(await items("hr", `onboarding-template-choices?cursor=${body.next}`)).toEqual(rest);
  });
  test("is shown to whoever may choose it, HR over all, and to nobody else", async () => {
    for (const userId of everybody)
      expect([userId, (await views.as(userId)("onboarding-template-choices")).status]).toEqual([
        userId,
        userId === "hr" ? 200 : 403,
      ]);
  });
});

describe("mentors", () => {
  beforeAll(async () => {
    await writePerson(views, person("lena", [["2024-01-09", "south"]]));
    await views.sql("update views.employee_unit set position = 'в desk' where employee_id = 'lena'");
    await writePerson(views, person("left", [["2024-01-09", "desk"]], { lastDay: "2026-11-15" }));
    for (const [employeeId, unitId] of [
      ["free", "desk"],
      ["busy", "desk"],
      ["away", "desk"],
      ["stood", "desk"],
    ] as const)
      await writePerson(views, person(employeeId, [["2024-01-09", unitId]]));
    const away = [{ awayId: "a", from: "2026-11-10", to: "2026-11-30" }];
    await views.write(
      mentorTable,
      mentorRow("boris", { mentees: [mentee("anna")] }),
      mentorRow("free"),
      mentorRow("lena"),
      mentorRow("busy", { ownLimit: 1, mentees: [mentee("x")] }),
      mentorRow("away", { away, mentees: [mentee("y")] }),
      mentorRow("stood", { stoodDownOn: "2026-11-16", mentees: [mentee("z")] }),
      mentorRow("left", { mentees: [mentee("w")] }),
      mentorRow("sam"),
      mentorRow("next", { since: "2026-12-01" }),
    );
  });

  test("are proposed of the same unit or position, the lowest load first, none at the limit, away, gone or the newcomer's own", async () => {
    const proposed = async (userId: string, query = "") =>
      (await items(userId, `mentor-proposals/anna${query}`)).map(({ mentorId }: { mentorId: string }) => mentorId);
    expect(await proposed("dan")).toEqual(["free", "lena"]);
    expect(await proposed("hr", "?limit=1")).toEqual(["free"]);
    for (const userId of ["anna", "boris", "sam", "hrs", "aud", "nobody"])
      expect((await views.as(userId)("mentor-proposals/anna")).status).toBe(404);
  });
  test("have their load, and say why their mentees have to be handed over", async () => {
    const all = await items("hr", "mentors");
    const by = (mentorId: string) => all.find((each: { mentorId: string }) => each.mentorId === mentorId);
    expect(by("boris")).toMatchObject({ limit: 3, taken: 1, free: 2, handOver: null });
    expect(by("busy")).toMatchObject({ limit: 1, free: 0 });
    expect(by("away")).toMatchObject({ handOver: "away", awayUntil: "2026-11-30" });
    expect(by("stood").handOver).toBe("stood-down");
    expect(by("left").handOver).toBe("left");
    expect((await items("sam", "mentors")).map(({ mentorId }: { mentorId: string }) => mentorId)).toEqual([
      "lena",
      "sam",
    ]);
    expect((await items("boris", "mentors")).map(({ mentorId }: { mentorId: string }) => mentorId)).toEqual(["boris"]);
  });
});

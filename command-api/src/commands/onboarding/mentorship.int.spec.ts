// A mentor's limit against newcomers' plans, on a real store: two at once for the last place, and a process that dies between
// the steps.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mentor, mentorStream, type EmployeeId } from "@tabel/domain";
import { template } from "../../testing/prepared-newcomers.js";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
let api: RunningApi;
let count = 0;

/** People of a case of their own: newcomers with plans, and a mentor with one place. */
const someone = async (newcomers: number): Promise<{ mentorId: string; people: string[] }> => {
  count += 1;
  const people = Array.from({ length: newcomers }, (_, index) => `n${count}-${index}`);
  const mentorId = `m${count}`;
  for (const employeeId of [mentorId, ...people]) await api.sent(hr, "hire-employee", hired(employeeId, "u2"));
  for (const employeeId of people)
    await api.sent(hr, "plan-onboarding", { employeeId, templateId: template.templateId, startsOn: "2026-03-16" });
  await api.sent(hr, "appoint-mentor", { mentorId, from: "2026-01-12", limit: 1 });
  return { mentorId, people };
};

/** Who holds a place with the mentor, as the store has it. */
const menteesOf = async (mentorId: string) => {
  const { state } = await api.store.load(mentorStream(mentorId as EmployeeId), mentor, { fresh: true });
  return [...state.mentees.values()].map(({ employeeId, confirmed }) => ({ employeeId, confirmed }));
};
const reserve = async (mentorId: string, employeeId: string) => {
  const place = { mentorId, employeeId };
  const { reservationId } = await api.sent(hr, "reserve-mentee", { ...place, from: "2026-03-16" });
  return { ...place, reservationId };
};

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
  await api.sent(hr, "publish-onboarding-template", template);
});
afterAll(() => api.stop());

test("two newcomers who ask at once, on two processes, cannot both get the last place", async () => {
  const { mentorId, people } = await someone(6);
  const twin = await api.twin();
  const answers = await Promise.all(
    people.map((employeeId, index) =>
      (index % 2 === 0 ? api : twin).send(hr, "reserve-mentee", { mentorId, employeeId, from: "2026-03-16" }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { body } of answers.filter(({ status }) => status !== 200))
    expect([body.code, body.errors[0].path]).toEqual(["mentor-at-limit", "/mentorId"]);
  expect(await menteesOf(mentorId)).toHaveLength(1);
});

describe("a process that dies", () => {
  test("after the reservation leaves a place that is declined and given back, and then taken by another", async () => {
    const { mentorId, people } = await someone(2);
    const [first = "", second = ""] = people;
    const place = await reserve(mentorId, first);
    const early = await api.send(hr, "release-mentee", place);
    expect([early.status, early.body.code]).toEqual([409, "reservation-unsettled"]);
    await api.sent(hr, "decline-mentor", place);
    const late = await api.send(hr, "assign-mentor", place);
    expect([late.status, late.body.code]).toEqual([409, "reservation-settled"]);
    await api.sent(hr, "release-mentee", place);
    await reserve(mentorId, second);
    expect(await menteesOf(mentorId)).toEqual([{ employeeId: second, confirmed: false }]);
  });

  test("after the plan has taken the mentor leaves a place that can only be confirmed", async () => {
    const { mentorId, people } = await someone(1);
    const place = await reserve(mentorId, people[0] ?? "");
    await api.sent(hr, "assign-mentor", place);
    for (const command of ["release-mentee", "decline-mentor"])
      expect((await api.send(hr, command, place)).status).toBe(409);
    await api.sent(hr, "confirm-mentee", place);
    expect(await menteesOf(mentorId)).toEqual([{ employeeId: people[0], confirmed: true }]);
  });
});

test("of a decline and an assignment at once, exactly one settles the reservation, and the mentor's side follows it", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { mentorId, people } = await someone(1);
    const place = await reserve(mentorId, people[0] ?? "");
    const twin = await api.twin();
    const [assigned, declined] = await Promise.all([
      api.send(hr, "assign-mentor", place),
      twin.send(hr, "decline-mentor", place),
    ]);
    expect(new Set([assigned.status, declined.status])).toEqual(new Set([200, 409]));
    const taken = assigned.status === 200;
    await api.sent(hr, taken ? "confirm-mentee" : "release-mentee", place);
    expect(await menteesOf(mentorId)).toEqual(taken ? [{ employeeId: people[0], confirmed: true }] : []);
  }
});

describe("bad wishes over HTTP name their field", () => {
  beforeAll(async () => {
    await api.sent(hr, "hire-employee", hired("nina", "u2"));
    await api.sent(hr, "plan-onboarding", { employeeId: "nina", templateId: "cashier", startsOn: "2026-03-16" });
  });
  test.each([
    [{ mentorId: "nina" }, "mentor-is-newcomer", "/mentorId"],
    [{ mentorId: "nobody" }, "employee-unknown", "/mentorId"],
    [{ mentorId: "anna" }, "not-a-mentor", "/mentorId"],
  ])("%j", async (more, code, path) => {
    const { body } = await api.send(hr, "reserve-mentee", { employeeId: "nina", from: "2026-03-16", ...more });
    expect([body.code, body.errors[0].path]).toEqual([code, path]);
  });
});

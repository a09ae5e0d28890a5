// Training over HTTP on a real store: the last seat is one person's, the waiting list moves up, entitlements come back.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { trainingAccount, trainingAccountStream, trainingSession, trainingSessionStream } from "@tabel/domain";
import type { EmployeeId, SessionId } from "@tabel/domain";
import { trainingSession as published } from "../../testing/prepared-newcomers.js";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
const people = ["p0", "p1", "p2", "p3", "p4"];
let api: RunningApi;

const sessionOf = async (sessionId: string) =>
  (await api.store.load(trainingSessionStream(sessionId as SessionId), trainingSession, { fresh: true })).state;
const placesOf = async (employeeId: string) =>
  (await api.store.load(trainingAccountStream(employeeId as EmployeeId), trainingAccount, { fresh: true })).state.places
    .size;
const refusal = async (sender: string, command: string, body: object) => {
  const { body: problem } = await api.send(sender, command, body);
  return [problem.code, problem.errors?.[0]?.path];
};

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
  for (const employeeId of people) await api.sent(hr, "hire-employee", hired(employeeId, "u2"));
  const title = { ru: "Курс", en: "Course" };
  await api.sent(hr, "open-training-programme", { programmeId: "course", title, entitlement: "open" });
  await api.sent(hr, "open-training-programme", { programmeId: "paid", title, entitlement: "required" });
});
afterAll(() => api.stop());

test("of many who book at once, on two processes, as many get a seat as there are, and the others wait in one order", async () => {
  await api.sent(hr, "publish-training-session", published("rush"));
  const twin = await api.twin();
  const answers = await Promise.all(
    people.map((employeeId, index) =>
      (index % 2 === 0 ? api : twin).send(employeeId, "book-training", { sessionId: "rush", employeeId }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
  const { booked, waiting } = await sessionOf("rush");
  expect([booked.size, waiting.size]).toEqual([2, 3]);
  const [first] = booked.keys();
  const [next, ...others] = waiting.keys();
  await api.sent(String(first), "cancel-training-booking", { sessionId: "rush", employeeId: first });
  const after = await sessionOf("rush");
  expect(after.booked.has(next as EmployeeId)).toBe(true);
  expect([...after.waiting.keys()]).toEqual(others);
});

describe("an entitlement to one session", () => {
  const grant = { programmeId: "paid", sessions: 1, from: "2026-03-01", until: null };
  const place = (sessionId: string) => ({ sessionId, employeeId: "p0" });
  beforeAll(async () => {
    for (const sessionId of ["paid-a", "paid-b"])
      await api.sent(hr, "publish-training-session", published(sessionId, { programmeId: "paid" }));
    await api.sent(hr, "grant-training-entitlement", { employeeId: "p0", ...grant });
  });

  test("gives one place, however many are asked for at once", async () => {
    expect(await refusal("p0", "book-training", place("paid-a"))).toEqual(["place-not-reserved", "/sessionId"]);
    const answers = await Promise.all(
      ["paid-a", "paid-b"].map((sessionId) => api.send("p0", "reserve-training-place", place(sessionId))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)?.body.code).toBe("entitlement-used");
  });

  test("comes back when the place is declined or cancelled, and never while it is booked", async () => {
    const { state } = await api.store.load(trainingAccountStream("p0" as EmployeeId), trainingAccount, { fresh: true });
    const [[reservationId, { sessionId }] = ["", { sessionId: "" }]] = state.places;
    await api.sent("p0", "book-training", place(sessionId));
    const held = { ...place(sessionId), reservationId };
    expect(await refusal("p0", "release-training-place", held)).toEqual(["reservation-unsettled", "/reservationId"]);
    expect(await refusal("p0", "decline-training-booking", held)).toEqual(["reservation-settled", "/reservationId"]);
    await api.sent("p0", "cancel-training-booking", place(sessionId));
    await api.sent("p0", "release-training-place", held);
    expect(await placesOf("p0")).toBe(0);
    const other = sessionId === "paid-a" ? "paid-b" : "paid-a";
    const { reservationId: second } = await api.sent("p0", "reserve-training-place", place(other));
    await api.sent("p0", "decline-training-booking", { ...place(other), reservationId: second });
    await api.sent("p0", "release-training-place", { ...place(other), reservationId: second });
    expect(await placesOf("p0")).toBe(0);
  });
});

test("what cannot be is refused with its field: twice, late, without seats, for others", async () => {
  const rush = { sessionId: "rush", employeeId: "anna" };
  await api.sent("anna", "book-training", rush);
  expect(await refusal("anna", "book-training", rush)).toEqual(["booked-already", "/employeeId"]);
  expect(await refusal("boris", "book-training", rush)).toEqual(["not-permitted", undefined]);
  expect(await refusal(hr, "publish-training-session", published("none", { seats: 0 }))).toEqual([
    "invalid-input",
    "/seats",
  ]);
  const { now } = api.clock;
  api.clock.now = "2026-03-23T15:00:00.001Z";
  for (const command of ["book-training", "cancel-training-booking"])
    expect(await refusal("vera", command, { ...rush, employeeId: "vera" })).toEqual(["cut-off-passed", "/sessionId"]);
  api.clock.now = now;
});

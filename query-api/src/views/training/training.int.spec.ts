// Training over HTTP: free seats, one's place on the waiting list, progress and entitlements, and who sees whom.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  trainingAccountTable,
  trainingPlaceTable,
  trainingProgrammeTable,
  trainingSessionTable,
  trainingSubscriptionTable,
} from "@tabel/read-models";
import { placeRow, sessionRow } from "../../testing/newcomer-rows.js";
import { noon, serveViews, type ServedViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

let views: ServedViews;
let now = noon;
beforeEach(() => {
  now = noon;
});
beforeAll(async () => {
  views = await serveViews({ clock: () => now });
  await smallHouse(views);
  await views.write(
    trainingSessionTable,
    sessionRow(),
    sessionRow({
      sessionId: "s2",
      startsAt: "2026-12-04T07:00:00.000Z",
      entitlement: "required",
      booked: 0,
      waiting: 0,
    }),
    sessionRow({ sessionId: "s3", startsAt: "2026-11-17T07:00:00.000Z", cancelled: true }),
    sessionRow({ sessionId: "s0", startsAt: "2026-11-02T07:00:00.000Z", cutOffAt: "2026-11-01T07:00:00.000Z" }),
  );
  await views.write(
    trainingPlaceTable,
    placeRow("vera", "booked", 5n),
    placeRow("semyon", "booked", 6n),
    placeRow("sam", "waiting", 7n),
    placeRow("anna", "waiting", 8n),
    placeRow("anna", "booked", 1n, { sessionId: "s0", attended: true }),
    placeRow("anna", "booked", 2n, { sessionId: "s3" }),
  );
  const entitlement = { programmeId: "course", from: "2026-01-01", revoked: false };
  await views.write(trainingAccountTable, {
    employeeId: "anna",
    subscriptions: ["course"],
    entitlements: [
      { ...entitlement, entitlementId: "one", sessions: 1, until: null },
      { ...entitlement, entitlementId: "term", sessions: null, until: "2026-11-16" },
      { ...entitlement, entitlementId: "over", sessions: null, until: "2026-11-15" },
    ],
    places: [{ reservationId: "r", sessionId: "s2", entitlementId: "one" }],
  });
  await views.write(trainingSubscriptionTable, { programmeId: "course", employeeId: "anna" });
  const title = { ru: "Курс", en: "Course" };
  await views.write(
    trainingProgrammeTable,
    { programmeId: "course", title, entitlement: "open", closed: false },
    { programmeId: "old", title, entitlement: "open", closed: true },
  );
}, 30_000);
afterAll(() => views.close());

const items = async (userId: string, path: string) => (await views.as(userId)(path)).body.items;
const actions = async (userId: string, sessionId: string) =>
  (await views.as(userId)(`training-sessions/${sessionId}`)).body.allowedActions;

test("sessions come by their beginning, with free seats and the caller's place on the waiting list", async () => {
  const sessions = await items("anna", "training-sessions");
  expect(sessions.map(({ sessionId }: { sessionId: string }) => sessionId)).toEqual(["s3", "s1", "s2"]);
  expect(sessions[1]).toMatchObject({
    freeSeats: 0,
    waiting: 2,
    mine: { status: "waiting", waitingPlace: 2, attended: null },
    allowedActions: ["cancel-training-booking"],
  });
  expect(sessions[2]).toMatchObject({ freeSeats: 2, mine: null, allowedActions: ["book-training"] });
  expect(sessions[0].allowedActions).toEqual([]);
});

test("what the caller may do follows from entitlement, time and being the trainer", async () => {
  expect(await actions("dan", "s1")).toEqual(["book-training"]);
  expect(await actions("dan", "s2")).toEqual(["reserve-training-place"]);
  expect(await actions("dan", "s0")).toEqual([]);
  expect(await actions("boris", "s1")).toEqual([
    "book-training",
    "change-training-seats",
    "move-training-session",
    "cancel-training-session",
  ]);
  expect(await actions("boris", "s0")).toEqual(["record-training-attendance"]);
  expect(await actions("adm", "s1")).toEqual([]);
});

test("sessions are found by day, programme and own places", async () => {
  const ids = async (query: string) =>
    (await items("anna", `training-sessions?${query}`)).map(({ sessionId }: { sessionId: string }) => sessionId);
  expect(await ids("from=2026-11-01&to=2026-11-17")).toEqual(["s0", "s3"]);
  expect(await ids("mine=true")).toEqual(["s3", "s1"]);
  expect(await ids("programmeId=other")).toEqual([]);
  const { body } = await views.as("anna")("training-sessions?limit=2");
  expect(await ids(`limit=2&cursor=${body.next}`)).toEqual(["s2"]);
});

test("the people of a session are shown to its trainer, and to others only those whom they may see", async () => {
  const people = async (userId: string) =>
    (await views.as(userId)("training-sessions/s1")).body.people.map(
      ({ employeeId }: { employeeId: string }) => employeeId,
    );
  expect(await people("boris")).toEqual(["vera", "semyon", "sam", "anna"]);
  expect(await people("anna")).toEqual(["anna"]);
  expect(await people("nora")).toEqual(["vera", "anna"]);
  expect(await people("hrs")).toEqual(["semyon", "sam"]);
  expect((await views.as("hr")("training-sessions/none")).status).toBe(404);
  expect((await views.as("nobody")("training-sessions/s1")).status).toBe(403);
});

test("progress and entitlements are the person's, the heads' and the officers'", async () => {
  const { body } = await views.as("anna")("training/anna");
  expect(body.programmes).toEqual([{ programmeId: "course", attended: 1, missed: 0, booked: 0, waiting: 1 }]);
  expect(body.entitlements).toMatchObject([
    { entitlementId: "one", used: 1, left: 0, usable: false },
    { entitlementId: "term", used: 0, left: null, usable: true },
    { entitlementId: "over", usable: false },
  ]);
  expect(body.subscriptions).toEqual(["course"]);
  for (const userId of ["dan", "nora", "hr", "aud"]) expect((await views.as(userId)("training/anna")).status).toBe(200);
  for (const userId of ["boris", "sam", "hrs", "acc", "nobody"])
    expect((await views.as(userId)("training/anna")).status).toBe(404);
  expect((await views.as("boris")("training/boris")).body).toMatchObject({ programmes: [], entitlements: [] });
});

test("programmes say whether the caller subscribes to them", async () => {
  expect(await items("anna", "training-programmes")).toMatchObject([{ programmeId: "course", subscribed: true }]);
  expect(await items("boris", "training-programmes")).toMatchObject([{ subscribed: false }]);
  expect(await items("boris", "training-programmes?closed=true")).toMatchObject([{ programmeId: "old" }]);
});

test("what may still be done goes by the service's clock, to the minute", async () => {
  const [minuteAgo, inAMinute] = ["2026-11-16T08:59:00.000Z", "2026-11-16T09:01:00.000Z"];
  await views.write(
    trainingSessionTable,
    sessionRow({ sessionId: "begun", startsAt: minuteAgo, cutOffAt: minuteAgo }),
    sessionRow({ sessionId: "closed", startsAt: inAMinute, cutOffAt: minuteAgo }),
    sessionRow({ sessionId: "open", startsAt: inAMinute, cutOffAt: inAMinute }),
  );
  expect(await actions("dan", "closed")).toEqual([]);
  expect(await actions("dan", "open")).toEqual(["book-training"]);
  expect(await actions("boris", "begun")).toEqual(["record-training-attendance"]);
  expect(await actions("boris", "closed")).toEqual([
    "change-training-seats",
    "move-training-session",
    "cancel-training-session",
  ]);
});

test("an answer that follows the minute is known again within the minute, and no longer", async () => {
  const ask = async (at: string, headers = {}) => {
    now = new Date(at);
    return views.as("dan")("training-sessions/open", headers);
  };
  const tag = (await ask("2026-11-16T09:00:10.000Z")).headers["etag"] ?? "";
  const again = async (at: string): Promise<number> => (await ask(at, { "if-none-match": tag })).status;
  expect(await again("2026-11-16T09:00:50.000Z")).toBe(304);
  expect(await again("2026-11-16T09:01:00.000Z")).toBe(200);
  expect(await again("2026-11-16T09:01:10.000Z")).toBe(200);
});

// An administrator over all always remains, also when two take the role from each other at the same moment.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { EventStore } from "@tabel/event-store";
import type { Response } from "supertest";
import { administrator, runApi, type RunningApi } from "../testing/running-api.js";

const admin = administrator.userId;
let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
});
afterAll(() => api.stop());

const grant = (userId: string, more: object = {}) => ({
  userId,
  role: "administrator",
  scope: { over: "all" },
  from: "2026-01-01",
  until: null,
  ...more,
});
const revoke = (userId: string) => ({ userId, role: "administrator", on: "2026-03-16" });

/** Appends to access streams wait until two of them are there, or until somebody lets them through. */
const meetingPoint = () => {
  let arrived = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const between = (store: EventStore): EventStore => ({
    ...store,
    append: async (stream, events, options) => {
      if (stream.startsWith("access-")) {
        arrived += 1;
        if (arrived === 2) open();
        await opened;
      }
      return store.append(stream, events, options);
    },
  });
  return { between, open };
};

/** Lets the others through once there is an answer. */
const answered = async (sending: Promise<Response>, open: () => void): Promise<Response> => {
  const answer = await sending;
  open();
  return answer;
};

test("of two who revoke each other at once, in two processes, one is refused and keeps the role", async () => {
  await api.sent(admin, "grant-role", grant("first"));
  await api.sent(admin, "grant-role", grant("second"));
  const { between, open } = meetingPoint();
  const [one, other] = [await api.twin({ between }), await api.twin({ between })];
  const answers = await Promise.all([
    answered(one.send("first", "revoke-role", revoke("second")), open),
    answered(other.send("second", "revoke-role", revoke("first")), open),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe("last-administrator");
});

test("of two who narrow each other's role at once, one is refused", async () => {
  await api.sent(admin, "grant-role", grant("third"));
  await api.sent(admin, "grant-role", grant("fourth"));
  const { between, open } = meetingPoint();
  const [one, other] = [await api.twin({ between }), await api.twin({ between })];
  const limited = (userId: string) => grant(userId, { from: "2026-03-16", until: "2026-03-16" });
  const answers = await Promise.all([
    answered(one.send("third", "grant-role", limited("fourth")), open),
    answered(other.send("fourth", "grant-role", limited("third")), open),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test("whoever holds the role until a last day takes it from nobody who holds it without one", async () => {
  await api.sent(admin, "grant-role", grant("passing", { until: "2026-12-31" }));
  const { status, body } = await api.send("passing", "revoke-role", revoke(admin));
  expect([status, body.code]).toEqual([409, "last-administrator"]);
});

test("whoever was revoked and is granted the role again revokes again", async () => {
  await api.sent(admin, "grant-role", grant("back"));
  await api.sent(admin, "grant-role", grant("victim"));
  await api.sent(admin, "revoke-role", revoke("back"));
  expect((await api.send("back", "revoke-role", revoke("victim"))).body.code).toBe("not-permitted");
  await api.sent(admin, "grant-role", grant("back", { from: "2026-03-16" }));
  expect((await api.send("back", "revoke-role", revoke("victim"))).status).toBe(200);
});

// The store goes away in the middle of work and comes back: nothing is lost, nothing is done twice, nobody restarts us.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testInterruptibleStore, type TestInterruptibleStore } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { administrator, runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
let server: TestInterruptibleStore;
let api: RunningApi;

beforeAll(async () => {
  server = await testInterruptibleStore();
  api = await runApi({ connectionString: server.connectionString, deadlineMs: 2_000 });
  await openSmallBank(api);
});

afterAll(async () => {
  await server.resume();
  await api.stop();
  await server.stop();
});

const unit = (unitId: string) => ({ unitId, name: unitId, parentId: "u1", on: "2026-01-01" });

const untilCarriedOut = async (send: () => ReturnType<RunningApi["send"]>) => {
  for (const until = performance.now() + 20_000; performance.now() < until; await pause(100)) {
    const answer = await send();
    if (answer.status === 200) return answer;
    expect(answer.status).toBe(503);
  }
  throw new Error("the store is back, and commands are still refused");
};

test("commands are answered with 503 and Retry-After while the store is away, and carried out once when it is back", async () => {
  const key = randomUUID();
  await server.interrupt();
  const away = await api.send(hr, "establish-unit", unit("away"), { key });
  expect([away.status, away.headers["retry-after"]]).toEqual([503, "2"]);
  expect(["unavailable", "outcome-unknown"]).toContain(away.body.code);
  expect(away.body.detail).toMatch(/same Idempotency-Key/);
  const login = { login: administrator.userId, password: administrator.password };
  expect((await api.client.post("/api/auth/login").send(login)).status).toBe(503);
  await server.resume();
  const answer = await untilCarriedOut(() => api.send(hr, "establish-unit", unit("away"), { key }));
  expect(answer.body.events).toHaveLength(1);
});

test("of commands under way when the store goes, each that was acknowledged is there once, and a repeat completes the rest", async () => {
  const keys = Array.from({ length: 60 }, () => randomUUID());
  const send = (index: number) => api.send(hr, "establish-unit", unit(`mid${index}`), { key: keys[index] ?? "" });
  const underWay = keys.map((_, index) => send(index));
  await Promise.race(underWay.slice(5));
  await server.interrupt();
  const answers = await Promise.all(underWay);
  await server.resume();
  const acknowledged = answers.filter(({ status }) => status === 200);
  expect(acknowledged.length).toBeGreaterThan(0);
  const repeated = [];
  for (const index of keys.keys()) repeated.push(await untilCarriedOut(() => send(index)));
  for (const [index, { status, body }] of answers.entries())
    if (status === 200) expect(repeated[index]?.body).toEqual(body);
  const established = (await api.events("organisation"))
    .map(({ data }) => (data as { unitId: string }).unitId)
    .filter((unitId) => unitId.startsWith("mid"));
  expect(established).toHaveLength(60);
  expect(new Set(established).size).toBe(60);
});

test("without the vault of keys nothing about persons is appended: 503, and what holds nothing personal goes on", async () => {
  const lonely = await runApi();
  await openSmallBank(lonely);
  await lonely.loseVault();
  const { status, body, headers } = await lonely.send(hr, "hire-employee", hired("new", "u2"));
  expect([status, body.code, headers["retry-after"]]).toEqual([503, "unavailable", "2"]);
  expect(await lonely.events("employee-new")).toEqual([]);
  expect((await lonely.send(hr, "establish-unit", unit("vaultless"))).status).toBe(200);
  await lonely.stop();
});

// A command is carried out once, however often and from wherever it is sent (rule 3 of the design).
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { administrator, runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

let api: RunningApi;
const { hr } = officers;

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});

afterAll(() => api.stop());

const salary = (employeeId: string, minor: number) => ({
  employeeId,
  from: "2026-04-01",
  monthly: { minor, currency: "RUB" },
});

describe("the same command twice", () => {
  test("has the same answer and appends nothing the second time, whoever has changed what in between", async () => {
    const key = randomUUID();
    const first = await api.send(hr, "set-salary", salary("anna", 100_00), { key });
    await api.sent(hr, "set-salary", salary("anna", 200_00));
    const before = await api.events("employee-anna");
    const second = await api.send(hr, "set-salary", salary("anna", 100_00), { key });
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect(second.headers["tabel-position"]).toBe(first.headers["tabel-position"]);
    expect(await api.events("employee-anna")).toEqual(before);
  });

  test("is recognised by another process, which knows only what stands in the stream", async () => {
    const key = randomUUID();
    const body = salary("boris", 100_00);
    const first = await api.sent(hr, "set-salary", body, { key });
    expect(await (await api.twin()).sent(hr, "set-salary", body, { key })).toEqual(first);
    const other = await (await api.twin()).send(hr, "set-salary", salary("boris", 1), { key });
    expect([other.status, other.body.code]).toEqual([422, "idempotency-key-reused"]);
  });

  test("is the same however its key and its body are written", async () => {
    const key = randomUUID();
    const { employeeId, from, monthly } = salary("anna", 300_00);
    const first = await api.sent(hr, "set-salary", { employeeId, from, monthly }, { key });
    const again = await api.sent(hr, "set-salary", { monthly, from, employeeId }, { key: key.toUpperCase() });
    expect(again).toEqual(first);
  });

  test("at the same instant, thirty times, makes one event and thirty equal answers", async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => api.send(hr, "hire-employee", hired("twin", "u2"), { key })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await api.events("employee-twin")).toHaveLength(1);
  });

  test("of which the first was refused is decided anew: nothing was carried out under its key", async () => {
    const key = randomUUID();
    const transfer = { employeeId: "anna", from: "2026-05-01", unitId: "u9", position: "Teller" };
    expect((await api.send(hr, "transfer-employee", transfer, { key })).body.code).toBe("unit-unknown");
    await api.sent(hr, "establish-unit", { unitId: "u9", name: "Unit 9", parentId: "u1", on: "2026-01-01" });
    expect((await api.send(hr, "transfer-employee", transfer, { key })).status).toBe(200);
  });
});

describe("an Idempotency-Key that stands for another command", () => {
  const taken = async () => {
    const key = randomUUID();
    await api.sent(hr, "set-salary", salary("vera", Math.ceil(Math.random() * 1e9)), { key });
    return key;
  };

  test.each([
    ["another body", "set-salary", salary("vera", 7), hr],
    ["another stream", "set-salary", salary("anna", 7), hr],
    ["another command", "record-leaving", { employeeId: "vera", lastDay: "2026-12-31" }, hr],
    [
      "another sender",
      "grant-role",
      { userId: "vera", role: "auditor", scope: { over: "all" }, from: "2026-01-01", until: null },
      administrator.userId,
    ],
  ])("is refused with %s", async (_, command, body, sender) => {
    const { status, body: problem } = await api.send(sender, command, body, { key: await taken() });
    expect([status, problem.code]).toEqual([422, "idempotency-key-reused"]);
  });

  test("is refused also while the other is still at work", async () => {
    const key = randomUUID();
    const bodies = Array.from({ length: 10 }, (_, index) => salary("vera", index + 1));
    const answers = await Promise.all(bodies.map((body) => api.send(hr, "set-salary", body, { key })));
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 422)]);
  });

  test.each(["", "7", "not-a-uuid", "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a1", "x".repeat(5_000)])(
    "is refused when it is none: %.20s",
    async (key) => {
      const { status, body } = await api.send(hr, "set-salary", salary("vera", 9), { key });
      expect([status, body.code]).toEqual([400, "idempotency-key-invalid"]);
    },
  );
});

test("without a key the server makes one and tells it", async () => {
  const answer = await api.client
    .post("/api/commands/set-salary")
    .set("Authorization", `Bearer ${api.token(hr)}`)
    .send(salary("head", 5_00));
  const [event] = (await api.events("employee-head")).slice(-1);
  expect(event?.metadata.commandId).toBe(answer.body.commandId);
});

test("a wish that is fulfilled already appends nothing and answers with the position of what fulfilled it", async () => {
  const fulfilled = await api.sent(hr, "set-salary", salary("chief", 100_00));
  const again = await api.sent(hr, "set-salary", salary("chief", 100_00));
  expect(again).toMatchObject({ events: [], position: fulfilled.position, revision: fulfilled.revision });
});

test("every event says who, on whose behalf, by which command, in which conversation and trace", async () => {
  const key = randomUUID();
  const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const headers = { "X-Correlation-Id": "conversation-1", traceparent: `00-${trace}-00f067aa0ba902b7-01` };
  const { body, headers: answered } = await api.send(hr, "set-salary", salary("boss", 100_00), { key, headers });
  const [event] = (await api.events("employee-boss")).slice(-1);
  expect(event?.metadata).toMatchObject({
    $correlationId: "conversation-1",
    $causationId: key,
    commandId: key,
    actor: hr,
    schemaVersion: 1,
  });
  expect(event?.metadata.traceparent).toMatch(new RegExp(`^00-${trace}-`));
  expect(event?.metadata.commandHash).toMatch(/^[\w-]{22}$/);
  expect(body.events).toEqual([{ type: "SalarySet", id: event?.id }]);
  expect(body.position).toBe(String(event?.position));
  expect(answered["x-correlation-id"]).toBe("conversation-1");
});

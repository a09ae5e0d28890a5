// Many approvals in one call: each item its own decision, result and idempotency; deputies, and people who are erased.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { runApi, type RunningApi } from "../testing/running-api.js";
import { hired, officers, openSmallBank } from "../testing/small-bank.js";

const { hr } = officers;
let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});
afterAll(() => api.stop());

const submitted = async (employeeId: string, from: string, to = from): Promise<string> =>
  (await api.sent(employeeId, "submit-leave", { employeeId, kind: "unpaid-leave", from, to })).requestId;
const item = async (employeeId: string, day: string) => ({ employeeId, requestId: await submitted(employeeId, day) });

describe("approving many", () => {
  test("carries out what may be, says what may not, and keeps their order", async () => {
    const items = [
      await item("anna", "2026-06-01"),
      { employeeId: "anna", requestId: "unheard-of" },
      await item("vera", "2026-06-01"),
      await item("head", "2026-06-01"),
      await item("boris", "2026-06-01"),
    ];
    const { body } = await api.send("head", "approve-requests", { items });
    expect(body.results.map(({ status }: { status: number }) => status)).toEqual([200, 404, 200, 403, 200]);
    expect(body.results.map(({ requestId }: { requestId: string }) => requestId)).toEqual(
      items.map(({ requestId }) => requestId),
    );
    expect(body.results[3].problem.code).toBe("own-request");
    const last = await api.events("absence-boris");
    expect(last.at(-1)?.type).toBe("AbsenceApproved");
    expect(BigInt(body.position)).toBeGreaterThanOrEqual(last.at(-1)?.position ?? 0n);
  });

  test("sent again under the same key appends nothing and answers the same, also beside others", async () => {
    const items = [await item("anna", "2026-06-02"), await item("boris", "2026-06-02")];
    const key = randomUUID();
    const first = await api.sent("head", "approve-requests", { items }, { key });
    const before = await api.store.headPosition();
    expect(await api.sent("head", "approve-requests", { items }, { key })).toEqual(first);
    const [own] = first.results;
    const alone = await api.sent("head", "approve-requests", { items: items.slice(0, 1) }, { key });
    expect(alone.results).toEqual([own]);
    expect(await api.store.headPosition()).toBe(before);
  });

  test("is refused as a whole where it names nothing, too much, or a request twice", async () => {
    const one = { employeeId: "anna", requestId: "r1" };
    const many = Array.from({ length: 101 }, (_, index) => ({ ...one, requestId: `r${index}` }));
    for (const items of [[], [one, one], many, [{ ...one, more: 1 }]]) {
      const { status, body } = await api.send("head", "approve-requests", { items });
      expect([status, body.code]).toEqual([400, "invalid-input"]);
    }
    expect((await api.client.post("/api/commands/approve-requests").send({ items: [one] })).status).toBe(401);
  });
});

describe("a head who is away", () => {
  test("is replaced by the deputy, who leaves again when the head is there", async () => {
    await api.sent("chief", "appoint-deputy", {
      userId: "chief",
      deputy: "boris",
      from: "2026-03-16",
      until: "2026-03-20",
      kinds: null,
    });
    const first = { employeeId: "vera", requestId: await submitted("vera", "2026-07-01") };
    expect((await api.send("boris", "approve-request", first)).body.code).toBe("not-step-holder");
    const leave = await api.sent(hr, "submit-leave", {
      employeeId: "chief",
      kind: "unpaid-leave",
      from: "2026-03-16",
      to: "2026-03-18",
    });
    await api.sent("head", "approve-request", { employeeId: "chief", requestId: leave.requestId });
    await api.sent("boris", "approve-request", first);
    const events = await api.events("absence-vera");
    expect(events.at(-1)?.data).toMatchObject({ approvedBy: "boris", onBehalfOf: "chief" });
    const second = { employeeId: "vera", requestId: await submitted("vera", "2026-07-02") };
    const { now } = api.clock;
    api.clock.now = "2026-03-19T09:00:00.000Z";
    expect((await api.send("boris", "approve-request", second)).body.code).toBe("not-step-holder");
    api.clock.now = now;
  });
});

test("of somebody erased nothing personal is written: a refusal, and nothing appended", async () => {
  await api.erase("ghost");
  const before = await api.store.headPosition();
  const { status, body } = await api.send(hr, "hire-employee", hired("ghost", "u2"));
  expect([status, body.code]).toEqual([409, "person-erased"]);
  expect(await api.store.headPosition()).toBe(before);
});

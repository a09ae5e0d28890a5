// What is told before an absence is asked for, over HTTP: the same as asking says, and nothing appended.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});
afterAll(() => api.stop());

let people = 0;
const newcomer = async (more: object = {}): Promise<string> => {
  const employeeId = `n${(people += 1)}`;
  await api.sent(hr, "hire-employee", { ...hired(employeeId, "u3"), ...more });
  return employeeId;
};
const wish = (employeeId: string, from: string, to: string, more: object = {}) => ({
  employeeId,
  kind: "annual-leave",
  from,
  to,
  ...more,
});
const preCheck = (userId: string, body: object) => api.send(userId, "submit-leave/pre-check", body);

describe("a pre-check", () => {
  test("tells how each day counts, what is left after it, and by when it is to be announced and paid", async () => {
    const employeeId = await newcomer();
    const { status, body } = await preCheck(employeeId, wish(employeeId, "2026-06-08", "2026-06-14"));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      refusals: [],
      counted: 6,
      balance: { ledger: "annual", unit: "days", before: 56, after: 50, available: 56, limitedOn: "2026-06-08" },
      overlaps: [],
      notice: { announceBy: "2026-05-25", late: false, payBy: "2026-06-05" },
    });
    expect(body.days).toHaveLength(7);
    expect(body.days[4]).toEqual({ date: "2026-06-12", means: "holiday", counted: 0 });
    expect(body.days[5]).toEqual({ date: "2026-06-13", means: "leave", counted: 1 });
  });

  test("appends nothing, and the request that follows counts what it told", async () => {
    const employeeId = await newcomer();
    const body = wish(employeeId, "2026-06-08", "2026-06-14");
    const before = await api.store.headPosition();
    const told = (await preCheck(employeeId, body)).body;
    expect(await api.store.headPosition()).toBe(before);
    await api.sent(employeeId, "submit-leave", body);
    const events = await api.events(`absence-${employeeId}`);
    expect(events.at(-1)?.data).toMatchObject({ reserved: told.counted * 100 });
    expect((await preCheck(employeeId, wish(employeeId, "2026-12-07", "2026-12-08"))).body.balance).toMatchObject({
      before: told.balance.after,
    });
  });

  test.each<[code: string, path: string, from: string, to: string, more?: object]>([
    ["dates-reversed", "/to", "2026-07-19", "2026-07-06"],
    ["kind-unknown", "/kind", "2026-07-06", "2026-07-19", { kind: "holiday-on-mars" }],
    ["absence-too-long", "/to", "2026-07-01", "2027-08-04"],
    ["absence-too-long", "/to", "2026-07-01", "2199-08-04"],
    ["before-hire", "/from", "2025-01-08", "2025-01-09"],
    ["back-dated", "/from", "2026-03-15", "2026-03-17"],
    ["calendar-not-loaded", "/from", "2026-12-28", "2027-01-10"],
    ["counts-no-days", "/from", "2026-06-12", "2026-06-12"],
    ["balance-exceeded", "/to", "2026-07-01", "2026-08-26"],
  ])(
    "tells that it would be refused as %s, with code, path and words of the refusal",
    async (code, path, from, to, more = {}) => {
      const employeeId = await newcomer();
      const body = wish(employeeId, from, to, more);
      const told = await preCheck(employeeId, body);
      const refused = await api.send(employeeId, "submit-leave", body);
      expect(told.status).toBe(200);
      expect(told.body.refusals).toEqual([{ code, path, message: refused.body.detail, details: refused.body.details }]);
      expect(refused.body).toMatchObject({ code, errors: [{ path }] });
    },
  );

  test("tells by how much too many days would overdraw", async () => {
    const employeeId = await newcomer();
    const { body } = await preCheck(employeeId, wish(employeeId, "2026-07-01", "2026-08-26"));
    expect(body).toMatchObject({ counted: 57, balance: { before: 56, after: -1, available: 56 } });
  });

  test("names one's own absences on the days, and colleagues who are away, without saying why", async () => {
    const [anna, boris] = [await newcomer(), await newcomer()];
    const { requestId } = await api.sent(boris, "submit-leave", wish(boris, "2026-07-13", "2026-07-19"));
    await api.sent("chief", "approve-request", { employeeId: boris, requestId });
    await api.sent(anna, "submit-leave", wish(anna, "2026-07-20", "2026-07-21"));
    const { body } = await preCheck(anna, wish(anna, "2026-07-15", "2026-07-20"));
    expect(body.clashes).toEqual([{ employeeId: boris, from: "2026-07-15", to: "2026-07-19" }]);
    expect(body.overlaps).toMatchObject([{ from: "2026-07-20", to: "2026-07-21", status: "pending" }]);
    expect(body.refusals).toMatchObject([{ code: "absence-overlaps" }]);
  });

  test("tells what the team's rules say, whether they block or warn", async () => {
    const employeeId = await newcomer();
    const rule = { unitId: "u3", position: null, from: "2026-09-01", minimum: 1_000, effect: "warn" };
    await api.sent("chief", "set-minimum-staffing", rule);
    await api.sent("chief", "declare-black-out", {
      unitId: "u3",
      from: "2026-09-14",
      to: "2026-09-18",
      kinds: null,
      effect: "block",
      reason: "The audit",
    });
    const { body } = await preCheck(employeeId, wish(employeeId, "2026-09-16", "2026-09-16"));
    expect(body.staffing[0]).toMatchObject({ date: "2026-09-16", minimum: 1_000, effect: "warn" });
    expect(body.blackOuts).toEqual([{ from: "2026-09-14", to: "2026-09-18", reason: "The audit", effect: "block" }]);
    expect(body.refusals).toMatchObject([{ code: "black-out", path: "/from" }]);
  });

  test("warns that a leave would be announced too late, and refuses nothing", async () => {
    const employeeId = await newcomer();
    const { body } = await preCheck(employeeId, wish(employeeId, "2026-03-20", "2026-03-22"));
    expect(body).toMatchObject({ refusals: [], notice: { announceBy: "2026-03-06", late: true } });
  });

  test("is for the employee and HR alone, and refuses a body as the command does", async () => {
    const employeeId = await newcomer();
    const body = wish(employeeId, "2026-06-08", "2026-06-14");
    expect((await preCheck(hr, body)).status).toBe(200);
    for (const stranger of ["boris", "chief"]) {
      const { status, body: problem } = await preCheck(stranger, body);
      expect([status, problem.code]).toEqual([403, "not-own-request"]);
    }
    expect((await preCheck(hr, wish("nobody", "2026-06-08", "2026-06-14"))).body.code).toBe("employee-unknown");
    expect((await preCheck(employeeId, { ...body, from: "soon" })).body).toMatchObject({
      code: "invalid-input",
      errors: [{ path: "/from" }],
    });
    expect((await api.client.post("/api/commands/submit-leave/pre-check").send(body)).status).toBe(401);
  });
});

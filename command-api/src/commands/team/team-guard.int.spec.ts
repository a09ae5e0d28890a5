// Minimum staffing and black-outs over HTTP: they hold requests and approvals on what is really approved, and feeds answer
// with their address once.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createHash, randomUUID } from "node:crypto";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
  // The branch of three tellers, u9 under u2.
  await api.sent(hr, "establish-unit", { unitId: "u9", name: "Branch", parentId: "u2", on: "2025-01-01" });
  for (const id of ["t1", "t2", "t3", "t4"]) await api.sent(hr, "hire-employee", hired(id, "u9"));
  const minimum = { unitId: "u9", position: "Teller", from: "2026-01-01", minimum: 3, effect: "block" };
  await api.sent("head", "set-minimum-staffing", minimum);
});
afterAll(() => api.stop());

const wish = (employeeId: string, from: string, to = from, more: object = {}) => ({
  employeeId,
  kind: "annual-leave",
  from,
  to,
  ...more,
});
const asked = async (employeeId: string, from: string, to = from) => {
  const { requestId } = await api.sent(employeeId, "submit-leave", wish(employeeId, from, to));
  return { employeeId, requestId: String(requestId) };
};
const outcome = async (sender: string, command: string, body: object, through: RunningApi = api) => {
  const { status, body: answer } = await through.send(sender, command, body);
  return status === 200 ? "carried out" : `${status} ${answer.code}`;
};
/** Hired again, in the same unit and place. */
const rehired = (employeeId: string, unitId: string) => {
  const { position, country, timeZone } = hired(employeeId, unitId);
  return { employeeId, unitId, position, country, timeZone };
};
const BELOW = "422 staffing-below-minimum";

describe("at least three of four tellers", () => {
  test("let one go, and refuse the next: the request, and the approval of one that was asked before", async () => {
    const [first, second] = [
      await asked("t1", "2026-06-01", "2026-06-07"),
      await asked("t2", "2026-06-05", "2026-06-10"),
    ];
    expect(await outcome("head", "approve-request", first)).toBe("carried out");
    expect(await outcome("head", "approve-request", second)).toBe(BELOW);
    expect(await outcome("t3", "submit-leave", wish("t3", "2026-06-02"))).toBe(BELOW);
    expect(await outcome("t3", "submit-leave", wish("t3", "2026-06-08"))).toBe("carried out");
  });

  test("tell the day and the numbers, and name no colleague", async () => {
    const { body } = await api.send("t4", "submit-leave", wish("t4", "2026-06-03"));
    expect(body).toMatchObject({
      code: "staffing-below-minimum",
      details: { on: "2026-06-03", minimum: 3, present: 2 },
    });
    expect(body.errors[0].path).toBe("/from");
    expect(JSON.stringify(body)).not.toMatch(/t1|t2|annual/);
  });

  test("hold on another instance too, which has read nothing before", async () => {
    expect(await outcome("t4", "submit-leave", wish("t4", "2026-06-03"), await api.twin())).toBe(BELOW);
  });

  test("count who came by transfer, and not who works elsewhere by then", async () => {
    await api.sent(hr, "transfer-employee", {
      employeeId: "boris",
      from: "2026-08-01",
      unitId: "u9",
      position: "Teller",
    });
    await api.sent("head", "approve-request", await asked("t1", "2026-08-03", "2026-08-04"));
    expect(await outcome("t2", "submit-leave", wish("t2", "2026-08-03"))).toBe("carried out");
    await api.sent(hr, "transfer-employee", {
      employeeId: "boris",
      from: "2026-09-01",
      unitId: "u2",
      position: "Teller",
    });
    await api.sent("head", "approve-request", await asked("t1", "2026-09-07"));
    expect(await outcome("t2", "submit-leave", wish("t2", "2026-09-07"))).toBe(BELOW);
  });

  test("count who left no more, and who was hired again", async () => {
    const [day, back] = ["2026-05-18", "2026-05-25"];
    await api.sent(hr, "record-leaving", { employeeId: "t4", lastDay: "2026-05-10" });
    expect(await outcome("t1", "submit-leave", wish("t1", day))).toBe(BELOW);
    await api.sent(hr, "rehire-employee", { ...rehired("t4", "u9"), hiredOn: "2026-05-20" });
    expect(await outcome("t1", "submit-leave", wish("t1", back))).toBe("carried out");
  });

  test("do not hold sickness, nor work from home", async () => {
    expect(await outcome("t4", "submit-leave", wish("t4", "2026-06-03", "2026-06-03", { kind: "sick-leave" }))).toBe(
      "carried out",
    );
    expect(await outcome("t3", "submit-leave", wish("t3", "2026-06-03", "2026-06-03", { kind: "remote-work" }))).toBe(
      "carried out",
    );
  });

  test("only warn where the rule says so, and no more once it ended", async () => {
    const rule = { unitId: "u9", position: "Teller", from: "2026-10-01", minimum: 3, effect: "warn" };
    await api.sent("head", "set-minimum-staffing", rule);
    await api.sent("head", "approve-request", await asked("t1", "2026-10-05"));
    expect(await outcome("t2", "submit-leave", wish("t2", "2026-10-05"))).toBe("carried out");
    const warned = (await api.events("absence-t2")).at(-1);
    expect([warned?.type, warned?.data]).toMatchObject([
      "RequestWarned",
      {
        warnings: [{ code: "staffing-below-minimum", from: "2026-10-05", to: "2026-10-05", limit: 3, value: 2 }],
      },
    ]);
  });
});

describe("a black-out", () => {
  test("of a unit above blocks the kinds that it names, until it is lifted", async () => {
    const blackOut = {
      unitId: "u1",
      from: "2026-11-23",
      to: "2026-11-27",
      kinds: ["annual-leave"],
      effect: "block",
      reason: "Audit",
    };
    const { blackOutId } = await api.sent("boss", "declare-black-out", blackOut);
    const { body } = await api.send("t2", "submit-leave", wish("t2", "2026-11-27", "2026-11-29"));
    expect(body).toMatchObject({ code: "black-out", details: { from: "2026-11-23", to: "2026-11-27" } });
    expect(JSON.stringify(body)).not.toContain("Audit");
    expect(await outcome("t2", "submit-leave", wish("t2", "2026-11-26", "2026-11-26", { kind: "unpaid-leave" }))).toBe(
      "carried out",
    );
    await api.sent("boss", "lift-black-out", { unitId: "u1", blackOutId });
    expect(await outcome("t3", "submit-leave", wish("t3", "2026-11-27"))).toBe("carried out");
  });

  test("is declared by heads of the unit or above, and HR over it, and by nobody else", async () => {
    const blackOut = { unitId: "u9", from: "2027-01-11", to: "2027-01-12", reason: "Stock-taking" };
    for (const sender of ["t1", "anna", "chief", officers.accountant])
      expect([sender, await outcome(sender, "declare-black-out", blackOut)]).toEqual([sender, "403 not-permitted"]);
    for (const [sender, day] of [
      ["head", "13"],
      ["boss", "14"],
      [hr, "15"],
    ])
      expect(
        await outcome(String(sender), "declare-black-out", {
          ...blackOut,
          from: `2027-01-${day}`,
          to: `2027-01-${day}`,
        }),
      ).toBe("carried out");
  });
});

describe("bad input", () => {
  const rule = { unitId: "u9", from: "2026-04-01", minimum: 1 };
  const blackOut = { unitId: "u9", from: "2026-04-01", to: "2026-04-02", reason: "x" };
  const part = { unitId: "u9", year: 2026, employeeId: "t1", from: "2026-05-01", to: "2026-05-02" };
  test.each<[command: string, body: object, code: string, path: string]>([
    ["set-minimum-staffing", { ...rule, minimum: -1 }, "invalid-input", "/minimum"],
    ["set-minimum-staffing", { ...rule, unitId: "u404" }, "unit-unknown", "/unitId"],
    ["set-minimum-staffing", { ...rule, from: "2027-02-29" }, "invalid-input", "/from"],
    ["declare-black-out", { ...blackOut, to: "2026-03-31" }, "dates-reversed", "/to"],
    ["declare-black-out", { ...blackOut, to: "2027-05-06" }, "span-too-long", "/to"],
    ["declare-black-out", { ...blackOut, reason: "\ud800" }, "invalid-input", "/reason"],
    ["declare-black-out", { ...blackOut, reason: "x".repeat(501) }, "invalid-input", "/reason"],
    ["declare-black-out", { ...blackOut, kinds: ["nap"] }, "kind-unknown", "/kinds"],
    ["plan-leave-part", { ...part, to: "2026-04-30" }, "dates-reversed", "/to"],
    ["plan-leave-part", { ...part, unitId: "u404" }, "unit-unknown", "/unitId"],
    ["plan-leave-part", { ...part, employeeId: "anna" }, "not-in-unit", "/employeeId"],
    ["plan-leave-part", { ...part, year: 1 }, "invalid-input", "/year"],
  ])("%s %j is refused as %s at %s and appends nothing", async (name, body, code, path) => {
    const before = await api.store.headPosition();
    const { body: problem } = await api.send(hr, name, body);
    expect([problem.code, problem.errors?.[0]?.path]).toEqual([code, path]);
    expect(await api.store.headPosition()).toBe(before);
  });

  test("a reason of a million characters is too large, and appends nothing", async () => {
    const before = await api.store.headPosition();
    const { status } = await api.send(hr, "declare-black-out", { ...blackOut, reason: "x".repeat(1_000_000) });
    expect([400, 413]).toContain(status);
    expect(await api.store.headPosition()).toBe(before);
  });
});

describe("a calendar feed", () => {
  test("is answered with an address of 256 bits, the same for the same command; the log has its hash only", async () => {
    const key = randomUUID();
    const first = await api.sent("t1", "create-feed", { subject: { of: "own" } }, { key });
    const secret = /^\/api\/calendar\/feeds\/([\w-]{43})\.ics$/.exec(first.address)?.[1] ?? "";
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(await (await api.twin()).sent("t1", "create-feed", { subject: { of: "own" } }, { key })).toEqual(first);
    const second = await api.sent("t1", "create-feed", { subject: { of: "own" } });
    expect(second.address).not.toBe(first.address);
    const [created] = await api.events("calendarFeeds-t1");
    expect(created?.data).toMatchObject({ tokenHash: createHash("sha256").update(secret).digest("hex") });
    expect(JSON.stringify(created?.data)).not.toContain(secret);
  });

  test("of a unit is for its people, its heads and HR", async () => {
    const feed = { subject: { of: "unit", unitId: "u9" } };
    for (const sender of ["t1", "head", hr]) expect(await outcome(sender, "create-feed", feed)).toBe("carried out");
    for (const sender of ["vera", "chief", officers.accountant])
      expect([sender, await outcome(sender, "create-feed", feed)]).toEqual([sender, "403 not-permitted"]);
    expect(await outcome(hr, "create-feed", { subject: { of: "own" } })).toBe("403 not-permitted");
  });

  test("is revoked by its user or an administrator, and by nobody else", async () => {
    const { feedId } = await api.sent("t2", "create-feed", { subject: { of: "own" } });
    for (const sender of ["t1", "head", hr])
      expect(await outcome(sender, "revoke-feed", { userId: "t2", feedId })).toBe("403 not-permitted");
    expect(await outcome("t2", "revoke-feed", { userId: "t2", feedId: "unheard-of" })).toBe("404 feed-unknown");
    expect(await outcome("admin", "revoke-feed", { userId: "t2", feedId })).toBe("carried out");
  });
});

// Who may do what, as it stands in the log at the moment of the command.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { administrator, runApi, type RunningApi } from "../testing/running-api.js";
import { hired, officers, openSmallBank } from "../testing/small-bank.js";

const { hr, accountant } = officers;
const admin = administrator.userId;
let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});

afterAll(() => api.stop());

const all = { over: "all" };
const over = (...unitIds: string[]) => ({ over: "units", unitIds });
const grant = (userId: string, role: string, scope: object = all, more: object = {}) => ({
  userId,
  role,
  scope,
  from: "2026-01-01",
  until: null,
  ...more,
});
const salary = (employeeId: string, minor = Math.ceil(Math.random() * 1e9)) => ({
  employeeId,
  from: "2026-04-01",
  monthly: { minor, currency: "RUB" },
});
const outcome = async (sender: string, command: string, body: object, through: RunningApi = api) => {
  const answer = await through.send(sender, command, body);
  return answer.status === 200 ? "carried out" : `${answer.status} ${answer.body.code}`;
};
const FORBIDDEN = "403 not-permitted";

describe("an HR officer of units", () => {
  beforeAll(() => api.sent(admin, "grant-role", grant("clerk", "hr-officer", over("u2"))));

  test("acts in them and in the units below, and nowhere else", async () => {
    expect(await outcome("clerk", "set-salary", salary("anna"))).toBe("carried out");
    expect(await outcome("clerk", "set-salary", salary("vera"))).toBe("carried out");
    expect(await outcome("clerk", "set-salary", salary("boss"))).toBe(FORBIDDEN);
    expect(await outcome("clerk", "hire-employee", hired("new-in-u3", "u3"))).toBe("carried out");
    expect(await outcome("clerk", "hire-employee", hired("new-in-u1", "u1"))).toBe(FORBIDDEN);
  });

  test("sets no pay and grants no leave of their own", async () => {
    await api.sent(hr, "hire-employee", hired("officer", "u2"));
    await api.sent(admin, "grant-role", grant("officer", "hr-officer", over("u1")));
    const opening = (employeeId: string) => ({
      source: "opening-balance",
      employeeId,
      ledger: "annual",
      amount: 1000,
      on: "2026-01-12",
    });
    expect(await outcome("officer", "set-salary", salary("officer"))).toBe(FORBIDDEN);
    expect(await outcome("officer", "grant-leave", opening("officer"))).toBe(FORBIDDEN);
    expect(await outcome(hr, "set-salary", salary("officer"))).toBe("carried out");
  });

  test("cannot tell somebody unknown from somebody out of reach", async () => {
    expect(await outcome("clerk", "set-salary", salary("nobody"))).toBe(FORBIDDEN);
    expect(await outcome(hr, "set-salary", salary("nobody"))).toBe("404 employee-unknown");
  });

  test("transfers nobody out of reach and nobody to out of reach", async () => {
    const transfer = (employeeId: string, unitId: string) => ({
      employeeId,
      from: "2026-05-01",
      unitId,
      position: "Cashier",
    });
    expect(await outcome("clerk", "transfer-employee", transfer("anna", "u1"))).toBe(FORBIDDEN);
    expect(await outcome("clerk", "transfer-employee", transfer("boss", "u2"))).toBe(FORBIDDEN);
    expect(await outcome("clerk", "transfer-employee", transfer("anna", "u3"))).toBe("carried out");
  });

  test("establishes units below, but no root and none elsewhere", async () => {
    const unit = (unitId: string, parentId: string | null) => ({ unitId, name: unitId, parentId, on: "2026-01-01" });
    expect(await outcome("clerk", "establish-unit", unit("u21", "u2"))).toBe("carried out");
    expect(await outcome("clerk", "establish-unit", unit("u12", "u1"))).toBe(FORBIDDEN);
    expect(await outcome("clerk", "establish-unit", unit("u0", null))).toBe(FORBIDDEN);
    expect(await outcome(hr, "establish-unit", unit("u0", null))).toBe("409 root-exists");
  });

  test("grants no roles, sets no passwords, opens no periods", async () => {
    expect(await outcome("clerk", "grant-role", grant("clerk", "administrator"))).toBe(FORBIDDEN);
    expect(await outcome("clerk", "set-password", { userId: "anna", password: "taken over by HR" })).toBe(FORBIDDEN);
    expect(await outcome("clerk", "open-period", { period: "2026-03" })).toBe(FORBIDDEN);
  });
});

describe("a role", () => {
  test("that is revoked counts no more at the next command, in this process and in another", async () => {
    const other = await api.twin();
    await api.sent(admin, "grant-role", grant("temp", "hr-officer"));
    expect(await outcome("temp", "set-salary", salary("boris"), other)).toBe("carried out");
    await api.sent(admin, "revoke-role", { userId: "temp", role: "hr-officer", on: "2026-03-16" });
    expect(await outcome("temp", "set-salary", salary("boris"), other)).toBe(FORBIDDEN);
    expect(await outcome("temp", "set-salary", salary("boris"))).toBe(FORBIDDEN);
  });

  test("counts from its first day to its last", async () => {
    await api.sent(admin, "grant-role", grant("dated", "hr-officer", all, { from: "2026-03-17", until: "2026-03-18" }));
    const { now } = api.clock;
    const seen = [];
    for (const day of ["16", "17", "18", "19"]) {
      api.clock.now = `2026-03-${day}T12:00:00.000Z`;
      seen.push(await outcome("dated", "set-salary", salary("boris")));
    }
    api.clock.now = now;
    expect(seen).toEqual([FORBIDDEN, "carried out", "carried out", FORBIDDEN]);
  });

  test("of an accountant over some units opens no period of all", async () => {
    await api.sent(admin, "grant-role", grant("half", "accountant", over("u2")));
    expect(await outcome("half", "open-period", { period: "2026-04" })).toBe(FORBIDDEN);
    expect(await outcome(accountant, "open-period", { period: "2026-04" })).toBe("carried out");
    expect(await outcome(accountant, "open-period", { period: "2027-04" })).toBe("422 calendar-not-loaded");
  });

  test("over a unit that does not exist is refused", async () => {
    expect(await outcome(admin, "grant-role", grant("anna", "hr-officer", over("u2", "u404")))).toBe(
      "404 unit-unknown",
    );
  });
});

describe("whoever has left", () => {
  test("has no rights from the day after, although the token is still valid", async () => {
    await api.sent(hr, "hire-employee", hired("gone", "u2"));
    await api.sent(admin, "grant-role", grant("gone", "hr-officer"));
    await api.sent(hr, "record-leaving", { employeeId: "gone", lastDay: "2026-03-15" });
    expect(await outcome("gone", "set-salary", salary("boris"))).toBe(FORBIDDEN);
    expect(await outcome("gone", "change-password", { oldPassword: "x", newPassword: "y".repeat(10) })).toBe(FORBIDDEN);
  });
});

describe("an officer on employments and units", () => {
  beforeAll(() => api.sent(admin, "grant-role", grant("people", "hr-officer", over("u2"))));
  const place = { country: "RU", timeZone: "Europe/Moscow" };

  test("does in their units what is done about an employment, and nothing beyond", async () => {
    await api.sent(hr, "hire-employee", hired("worker", "u2"));
    const about = (employeeId: string) =>
      [
        ["assign-grade", { employeeId, from: "2026-01-01", grade: "G7" }],
        ["relocate-employee", { employeeId, from: "2026-01-01", country: "KZ", timeZone: "Asia/Almaty" }],
        ["change-personal-data", { employeeId, fullName: { last: "New", first: "Name", middle: null }, email: null }],
        ["annul-entry", { employeeId, entry: "grade", from: "2026-01-01" }],
        ["record-leaving", { employeeId, lastDay: "2026-03-10", ground: "agreement" }],
        ["correct-leaving", { employeeId, lastDay: "2026-03-11", ground: "agreement" }],
        ["withdraw-leaving", { employeeId }],
      ] as const;
    for (const [command, body] of about("boss"))
      expect([command, await outcome("people", command, body)]).toEqual([command, FORBIDDEN]);
    for (const [command, body] of about("worker"))
      expect([command, await outcome("people", command, body)]).toEqual([command, "carried out"]);
    for (const [command, body] of about("worker"))
      expect([command, await outcome("worker", command, body)]).toEqual([command, FORBIDDEN]);
  });

  test("hires somebody again into their own units only", async () => {
    await api.sent(hr, "hire-employee", hired("returning", "u1"));
    await api.sent(hr, "record-leaving", { employeeId: "returning", lastDay: "2026-02-27" });
    const into = (unitId: string) => ({
      employeeId: "returning",
      hiredOn: "2026-03-02",
      unitId,
      position: "Teller",
      ...place,
    });
    expect(await outcome("people", "rehire-employee", into("u1"))).toBe(FORBIDDEN);
    expect(await outcome("people", "rehire-employee", into("u2"))).toBe("carried out");
    expect(await outcome("people", "rehire-employee", into("u3"))).toBe("409 still-employed");
  });

  test("moves and ends units only where they stand over what is above, before and after", async () => {
    const unit = (unitId: string, parentId: string) => ({ unitId, name: unitId, parentId, on: "2025-01-01" });
    for (const made of [unit("m1", "u2"), unit("m2", "u2"), unit("m3", "u1")])
      await api.sent(hr, "establish-unit", made);
    const move = (unitId: string, parentId: string) => ({ unitId, parentId, from: "2026-03-01" });
    expect(await outcome("people", "move-unit", move("u2", "u3"))).toBe(FORBIDDEN);
    expect(await outcome("people", "move-unit", move("m1", "m3"))).toBe(FORBIDDEN);
    expect(await outcome("people", "move-unit", move("m3", "m1"))).toBe(FORBIDDEN);
    expect(await outcome("people", "move-unit", move("m1", "m2"))).toBe("carried out");
    expect(await outcome("people", "rename-unit", { unitId: "m3", name: "x", from: "2026-03-01" })).toBe(FORBIDDEN);
    expect(await outcome("people", "rename-unit", { unitId: "m1", name: "x", from: "2026-03-01" })).toBe("carried out");
    const end = (unitId: string, successorId: string) => ({ unitId, successorId, on: "2026-03-10" });
    expect(await outcome("people", "dissolve-unit", end("m1", "m3"))).toBe(FORBIDDEN);
    expect(await outcome("people", "dissolve-unit", end("m1", "m2"))).toBe("carried out");
    expect(await outcome("people", "vacate-head", { unitId: "u1", from: "2026-03-10" })).toBe(FORBIDDEN);
    expect(await outcome(hr, "hire-employee", { ...hired("late", "m1"), hiredOn: "2026-03-10" })).toBe(
      "422 unit-dissolved",
    );
    expect(await outcome(admin, "grant-role", grant("anna", "hr-officer", over("m1"), { from: "2026-03-16" }))).toBe(
      "422 unit-dissolved",
    );
  });

  test("does not appoint themselves head of a unit", async () => {
    await api.sent(hr, "hire-employee", hired("climber", "u2"));
    await api.sent(admin, "grant-role", grant("climber", "hr-officer", over("u2")));
    const appoint = (employeeId: string) => ({ unitId: "u3", employeeId, from: "2026-03-16" });
    expect(await outcome("climber", "appoint-head", appoint("climber"))).toBe("403 own-appointment");
    expect(await outcome("people", "appoint-head", appoint("climber"))).toBe("carried out");
  });
});

describe("a deputy", () => {
  const ofHead = (deputy: string, userId = "head") => ({
    userId,
    deputy,
    from: "2026-03-16",
    until: null,
    kinds: null,
  });

  test("is appointed by the person, by HR and by administrators over them, and by nobody else", async () => {
    await api.sent(admin, "grant-role", grant("local", "hr-officer", over("u3")));
    await api.sent(admin, "grant-role", grant("warden", "administrator", over("u2")));
    expect(await outcome("head", "appoint-deputy", ofHead("anna"))).toBe("carried out");
    expect(await outcome("warden", "appoint-deputy", ofHead("boris"))).toBe("carried out");
    expect(await outcome(hr, "appoint-deputy", ofHead("vera"))).toBe("carried out");
    for (const sender of ["anna", "boss", "local", accountant])
      expect([sender, await outcome(sender, "appoint-deputy", ofHead("anna"))]).toEqual([sender, FORBIDDEN]);
    expect(await outcome("local", "dismiss-deputy", { userId: "head", deputy: "anna", on: "2026-03-16" })).toBe(
      FORBIDDEN,
    );
  });

  test("appoints neither themselves nor somebody for themselves", async () => {
    expect(await outcome(hr, "appoint-deputy", ofHead(hr))).toBe("403 own-appointment");
    expect(await outcome("head", "appoint-deputy", ofHead("head"))).toBe("422 own-deputy");
  });

  test("of a head over more than the officer's units is not the officer's to appoint", async () => {
    await api.sent(hr, "hire-employee", hired("both", "u3"));
    await api.sent(admin, "grant-role", grant("lower", "hr-officer", over("u3")));
    expect(await outcome("lower", "appoint-deputy", ofHead("vera", "both"))).toBe("carried out");
    await api.sent(hr, "establish-unit", { unitId: "u9", name: "Vault", parentId: "u1", on: "2025-01-01" });
    await api.sent(hr, "appoint-head", { unitId: "u9", employeeId: "both", from: "2025-01-09" });
    expect(await outcome("lower", "appoint-deputy", ofHead("chief", "both"))).toBe(FORBIDDEN);
  });
});

describe("an administrator", () => {
  beforeAll(() => api.sent(admin, "grant-role", grant("regional", "administrator", over("u2"))));

  test("gives themselves nothing that they do not have", async () => {
    expect(await outcome(admin, "grant-role", grant(admin, "hr-officer"))).toBe(FORBIDDEN);
    expect(await outcome("regional", "grant-role", grant("regional", "administrator"))).toBe(FORBIDDEN);
    expect(await outcome("regional", "grant-role", grant("regional", "administrator", over("u2")))).toBe("carried out");
  });

  test("of units gives roles over these units only, and only to people in them", async () => {
    expect(await outcome("regional", "grant-role", grant("vera", "hr-officer", over("u3")))).toBe("carried out");
    expect(await outcome("regional", "grant-role", grant("vera", "hr-officer", over("u1")))).toBe(FORBIDDEN);
    expect(await outcome("regional", "grant-role", grant("vera", "hr-officer"))).toBe(FORBIDDEN);
    expect(await outcome("regional", "grant-role", grant("boss", "hr-officer", over("u3")))).toBe(FORBIDDEN);
  });

  test("of units takes over nobody who may more than they do", async () => {
    await api.sent(admin, "grant-role", grant("chief", "hr-officer"));
    const password = "a password for taking over";
    expect(await outcome("regional", "set-password", { userId: "chief", password })).toBe(FORBIDDEN);
    expect(await outcome("regional", "set-password", { userId: "vera", password })).toBe("carried out");
    expect(await outcome("regional", "revoke-role", { userId: "chief", role: "hr-officer", on: "2026-03-16" })).toBe(
      FORBIDDEN,
    );
  });

  test("of units takes over nobody who heads a unit beyond them, today or later", async () => {
    const password = "a password for taking over";
    const heads = async (unitId: string, from: string) => {
      const employeeId = `chief-of-${unitId}`;
      await api.sent(hr, "hire-employee", hired(employeeId, "u3"));
      await api.sent(hr, "appoint-head", { unitId, employeeId, from });
      return outcome("regional", "set-password", { userId: employeeId, password });
    };
    await api.sent(hr, "establish-unit", { unitId: "u31", name: "Desk", parentId: "u3", on: "2025-01-01" });
    expect(await heads("u31", "2025-02-01")).toBe("carried out");
    await api.sent(hr, "establish-unit", { unitId: "u11", name: "Vault", parentId: "u1", on: "2025-01-01" });
    expect(await heads("u11", "2025-02-01")).toBe(FORBIDDEN);
    await api.sent(hr, "establish-unit", { unitId: "u12", name: "Audit", parentId: "u1", on: "2025-01-01" });
    expect(await heads("u12", "2027-02-01")).toBe(FORBIDDEN);
  });

  test("does not take the role from themselves, so that one is left; another does it", async () => {
    const revoke = (userId: string) => ({ userId, role: "administrator", on: "2026-03-16" });
    expect(await outcome(admin, "revoke-role", revoke(admin))).toBe(FORBIDDEN);
    await api.sent(admin, "grant-role", grant("second", "administrator"));
    expect(await outcome("second", "revoke-role", revoke(admin))).toBe("carried out");
    expect(await outcome(admin, "grant-role", grant(admin, "administrator"))).toBe(FORBIDDEN);
    expect(await outcome("second", "grant-role", grant(admin, "administrator"))).toBe("carried out");
  });
});

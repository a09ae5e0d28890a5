// Logging in, over HTTP with a real store and vault.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createAdministrator } from "./from-this-machine.js";
import { randomUUID } from "node:crypto";
import { administrator, runApi, type RunningApi } from "../testing/running-api.js";
import { hired, officers, openSmallBank } from "../testing/small-bank.js";

let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
  for (const userId of ["anna", "vera", "boris"])
    await api.sent(administrator.userId, "set-password", { userId, password: `a password of ${userId}` });
});

afterAll(() => api.stop());

const logIn = (login: unknown, password: unknown) => api.client.post("/api/auth/login").send({ login, password });

describe("logging in", () => {
  test("gives a token of 15 minutes with which commands are sent", async () => {
    const { status, body, headers } = await logIn("anna", "a password of anna");
    expect([status, body.tokenType, body.expiresIn]).toEqual([200, "Bearer", 900]);
    expect(headers["cache-control"]).toBe("no-store");
    const refused = await api.client
      .post("/api/commands/open-period")
      .set({ Authorization: `Bearer ${body.accessToken}`, "Idempotency-Key": randomUUID() })
      .send({ period: "2026-03" });
    expect([refused.status, refused.body.code]).toEqual([403, "not-permitted"]); // known, but no accountant
  });

  test("answers alike to a wrong password, an unknown log-in, one that could be none, and one without a password", async () => {
    const answers = await Promise.all(
      [
        ["anna", "wrong"],
        ["nobody", "wrong"],
        ["../../etc", "wrong"],
        ["head", "wrong"],
      ].map(([login, password]) => logIn(login, password)),
    );
    const bodies = answers.map(({ body }) => ({ ...body, traceId: "" }));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]).toMatchObject({ status: 401, code: "credentials-wrong" });
    expect(answers[0]?.headers["www-authenticate"]).toBe("Bearer");
  });

  test("takes about as long for an unknown log-in as for a known one", async () => {
    const timed = async (login: string) => {
      const started = performance.now();
      await logIn(login, "wrong");
      return performance.now() - started;
    };
    await timed("warm-up");
    const [known, unknown] = [await timed("vera"), await timed("somebody")];
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(4);
  });

  test("is refused to somebody who has left, from the day after the last day in their zone", async () => {
    await api.sent(officers.hr, "hire-employee", hired("leaver", "u2"));
    await api.sent(administrator.userId, "set-password", { userId: "leaver", password: "a password of leaver" });
    await api.sent(officers.hr, "record-leaving", { employeeId: "leaver", lastDay: "2026-03-16" });
    const { now } = api.clock;
    expect((await logIn("leaver", "a password of leaver")).status).toBe(200);
    api.clock.now = "2026-03-16T21:00:00.000Z"; // midnight in Moscow
    expect((await logIn("leaver", "a password of leaver")).body.code).toBe("credentials-wrong");
    api.clock.now = now;
  });

  test("is slowed down after five failures, for the unknown as for the known, and says for how long", async () => {
    for (const login of ["boris", "unknown-boris"]) {
      for (let attempt = 0; attempt < 5; attempt += 1) expect((await logIn(login, "wrong")).status).toBe(401);
      const { status, body, headers } = await logIn(login, "a password of boris");
      expect([status, body.code]).toEqual([429, "too-many-attempts"]);
      expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
    }
  });

  test.each([
    ["no body", undefined],
    ["a list", []],
    ["an object as password", { login: "anna", password: { $ne: "" } }],
    ["a further field", { login: "anna", password: "x", role: "administrator" }],
    ["a password of a million letters", { login: "anna", password: "x".repeat(1_000_000) }],
  ])("refuses %s", async (_, body) => {
    const { status } = await api.client.post("/api/auth/login").send(body as object);
    expect([400, 413]).toContain(status);
  });
});

describe("passwords", () => {
  test("are changed by who knows the old one, and only then", async () => {
    const change = (oldPassword: string) =>
      api.send("anna", "change-password", { oldPassword, newPassword: "another password of anna" });
    expect((await change("wrong")).body).toMatchObject({
      status: 403,
      code: "credentials-wrong",
      errors: [{ path: "/oldPassword" }],
    });
    expect((await change("a password of anna")).status).toBe(200);
    expect((await logIn("anna", "a password of anna")).status).toBe(401);
    expect((await logIn("anna", "another password of anna")).status).toBe(200);
  });

  test("are nowhere in the log, nor is anything that they could be found from quickly", async () => {
    const [event] = (await api.events("access-vera")).filter(({ type }) => type === "PasswordSet");
    expect(JSON.stringify(event?.metadata)).not.toContain("password of vera");
    const stored = (await api.events("access-vera")).map(({ data }) => JSON.stringify(data)).join();
    expect(stored).toContain("$scrypt$");
    expect(stored).not.toContain("password of vera");
  });

  test("of the own account are not set without the old one, not even by an administrator", async () => {
    const { userId } = administrator;
    const refused = await api.send(userId, "set-password", { userId, password: "taken over by a token" });
    expect(refused.body.code).toBe("not-permitted");
  });
});

describe("the first administrator", () => {
  test("is created once: the same again appends nothing", async () => {
    const before = (await api.events(`access-${administrator.userId}`)).length;
    const again = () => createAdministrator({ store: api.store, ...administrator, at: api.clock.now });
    expect(await again()).toBe(false);
    expect(await api.events(`access-${administrator.userId}`)).toHaveLength(before);
  });

  test("can be replaced when the last one is lost", async () => {
    const rescue = { store: api.store, userId: "rescue", password: "a way back in", at: api.clock.now };
    expect(await createAdministrator(rescue)).toBe(true);
    expect((await logIn("rescue", "a way back in")).status).toBe(200);
  });
});

test("tokens are verified with the keys that are published", async () => {
  const { body } = await api.client.get("/api/auth/jwks.json");
  const header = JSON.parse(Buffer.from(api.token("anna").split(".")[0] ?? "", "base64url").toString());
  expect(body.keys[0]).toMatchObject({ kid: header.kid, use: "sig" });
  expect(body.keys[0]).not.toHaveProperty("d");
});

// The import over HTTP: begun, watched, stopped; one at a time, and only by whoever may.
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { administrator, runApi, type RunningApi } from "../../testing/running-api.js";
import { manyEmployees } from "../../testing/many-employees.js";
import { soundFiles } from "../../testing/sound-organisation.js";

let api: RunningApi;

const bearer = (userId: string) => ({ Authorization: `Bearer ${api.token(userId)}` });
const grant = (userId: string, role: string, scope: object) => ({
  userId,
  role,
  scope,
  from: "2025-01-01",
  until: null,
});
const begin = (userId: string, files: Readonly<Record<string, string>>, key: string = randomUUID()) =>
  api.send(userId, "import-organisation", { files }, { key });

const show = (location: string, userId: string = administrator.userId) => api.client.get(location).set(bearer(userId));

/** Asks until it has ended, as a client would. */
const ended = async (location: string) => {
  for (;;) {
    const { body } = await show(location);
    if (body.state !== "running") return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const withoutRoles = { ...soundFiles, "roles.csv": "user_id,role,scope,from\n" };

beforeAll(async () => {
  api = await runApi();
  await api.sent(administrator.userId, "grant-role", grant("hr", "hr-officer", { over: "all" }));
  await api.sent(administrator.userId, "grant-role", grant("someone", "accountant", { over: "all" }));
  api.clock.now = "2026-11-16T09:00:00.000Z";
});
afterAll(() => api.stop());

describe("who may import", () => {
  test.each([["someone"], ["nobody"]])("not %s: told before the files are read", async (user) => {
    const { status, body } = await begin(user, { "units.csv": "x".repeat(5_000_000) });
    expect([status, body.code]).toEqual([403, "not-permitted"]);
  });

  test("nobody without a token", async () => {
    expect((await api.client.post("/api/commands/import-organisation").send({ files: {} })).status).toBe(401);
    expect((await api.client.get(`/api/operations/imports/${randomUUID()}`)).status).toBe(401);
  });

  test("an HR officer, but no roles: those are an administrator's to give", async () => {
    const { headers } = await begin("hr", soundFiles);
    const { state, faults } = await ended(headers["location"] as string);
    expect(state).toBe("faulty");
    expect(faults.listed.map((fault: { file: string; code: string }) => `${fault.file} ${fault.code}`)).toEqual([
      "roles.csv role-not-permitted",
      "roles.csv role-not-permitted",
    ]);
  });

  test("and an administrator gives no roles to themselves by a file either", async () => {
    const roles = `user_id,role,scope,from\n${administrator.userId},integration-client,all,2025-01-01\n`;
    const { headers } = await begin(administrator.userId, { ...soundFiles, "roles.csv": roles });
    expect((await ended(headers["location"] as string)).faults.listed[0].code).toBe("role-not-permitted");
  });
});

describe("an import", () => {
  test("is accepted, shows how it goes, and ends with what it wrote", async () => {
    const { status, headers, body } = await begin("hr", withoutRoles);
    expect(status).toBe(202);
    expect(headers["location"]).toBe(`/api/operations/imports/${body.id}`);
    const result = await ended(headers["location"] as string);
    expect(result).toMatchObject({
      state: "imported",
      faults: { total: 0, listed: [] },
      found: { units: 3, employees: 3, heads: 2 },
    });
    expect(result.written.events).toBeGreaterThanOrEqual(14);
    expect(BigInt(result.written.position)).toBeGreaterThan(0n);
    const [hired] = await api.events("employee-e1");
    expect(hired?.metadata.actor).toBe("hr");
  });

  test("is the same under the same Idempotency-Key, and nothing new under another", async () => {
    const key = randomUUID();
    const first = await begin(administrator.userId, soundFiles, key);
    await ended(first.headers["location"] as string);
    const again = await begin(administrator.userId, soundFiles, key);
    expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    const other = await begin(administrator.userId, withoutRoles, key);
    expect([other.status, other.body.code]).toEqual([422, "idempotency-key-reused"]);
    const third = await begin(administrator.userId, soundFiles);
    expect((await ended(third.headers["location"] as string)).state).toBe("nothing-new");
  });

  test("with faults writes nothing and lists them", async () => {
    const { headers } = await begin("hr", { ...withoutRoles, "heads.csv": "unit_id,employee_id,from\nu1,e9,soon\n" });
    const { state, faults, written } = await ended(headers["location"] as string);
    expect([state, written.events]).toEqual(["faulty", 0]);
    expect(faults.listed).toEqual([
      expect.objectContaining({ file: "heads.csv", line: 2, column: "from", code: "date-wrong", found: "soon" }),
    ]);
  });

  test("runs alone; another is told which one runs, and it can be stopped", async () => {
    const files = Object.fromEntries(manyEmployees(2_000));
    const grown = { ...files, "units.csv": (files["units.csv"] ?? "").replace("Unit 0,,", "Unit 0,u1,") };
    const first = await begin(administrator.userId, grown);
    expect(first.status).toBe(202);
    const second = await begin("hr", withoutRoles);
    expect([second.status, second.body.code]).toEqual([409, "import-running"]);
    expect(second.headers["location"]).toBe(first.headers["location"]);
    const stop = await api.client.delete(first.headers["location"] as string).set(bearer("hr"));
    expect(stop.status).toBe(202);
    expect((await ended(first.headers["location"] as string)).state).toBe("stopped");
  });

  test("is refused while the files of another are being received", async () => {
    const half = request(`${api.url}/api/commands/import-organisation`, {
      method: "POST",
      headers: { ...bearer("hr"), "Content-Type": "application/json", "Content-Length": "1000" },
    });
    half.on("error", () => undefined);
    half.write('{"files":{');
    for (;;) {
      const { status, body } = await begin("hr", withoutRoles);
      if (status === 409) {
        expect(body.code).toBe("import-running");
        break;
      }
    }
    half.destroy();
    for (;;) {
      const { status, headers } = await begin("hr", withoutRoles);
      if (status === 202) {
        expect((await ended(headers["location"] as string)).state).toBe("nothing-new");
        break;
      }
    }
  });

  test.each([
    ["no files", {}],
    ["files that are no text", { files: { "units.csv": 1 } }],
    ["a further field", { files: {}, colour: "red" }],
  ])("with %s is refused", async (_, body) => {
    const response = await api.send("hr", "import-organisation", body);
    expect([response.status, response.body.code]).toEqual([400, "invalid-input"]);
  });

  test("that nobody began is not found, with a sentence", async () => {
    const { status, body } = await show(`/api/operations/imports/${randomUUID()}`);
    expect([status, body.code]).toEqual([404, "not-found"]);
    expect(body.detail).toMatch(/nothing is imported twice/);
  });

  test("is in the API's description", () => {
    const paths = api.openApi.json()["paths"] as Record<string, unknown>;
    expect(paths).toHaveProperty(["/api/commands/import-organisation", "post"]);
    expect(paths).toHaveProperty(["/api/operations/imports/{id}", "get"]);
  });
});

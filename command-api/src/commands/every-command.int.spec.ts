// What holds for every command of the table.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { createFailedLogins } from "../auth/failed-logins.js";
import { commandWishes } from "../testing/command-wishes.js";
import { prepareWishes, type PreparedWishes } from "../testing/prepared-wishes.js";
import { administrator, runApi, type RunningApi } from "../testing/running-api.js";
import { commandTable } from "./command-table.js";
import { feedSecrets } from "./team/feed-secret.js";

/** Only names, schemas and examples are looked at here; what is sent goes to a whole API. */
const commands = commandTable({
  failedLogins: createFailedLogins({ now: () => performance.now() }),
  people: { of: () => Promise.resolve(new Set()), stop: () => undefined },
  feedSecrets: feedSecrets(Buffer.alloc(32)),
});
const admin = administrator.userId;

let api: RunningApi;
let prepared: PreparedWishes;
const wishes = commandWishes(() => prepared);

beforeAll(async () => {
  api = await runApi();
  prepared = await prepareWishes(api);
});

afterAll(() => api.stop());

test("every command of the table is tried here", () => {
  expect(Object.keys(wishes).sort()).toEqual(commands.map(({ name }) => name).sort());
});

describe("carried out and sent again", () => {
  // In the order of `wishes`, since some build on others.
  test.each(Object.keys(wishes))("%s answers the same and appends nothing the second time", async (name) => {
    const [sender, body] = wishes[name]?.() ?? ["", {}];
    const key = randomUUID();
    const first = await api.sent(sender, name, body, { key });
    expect(first.events.length).toBeGreaterThan(0);
    expect(first.commandId).toBe(key);
    const before = await api.events(first.stream);
    expect(before.at(-1)?.position).toBe(BigInt(first.position));
    expect(before.slice(-first.events.length).map(({ type, id }) => ({ type, id }))).toEqual(first.events);
    expect(await api.sent(sender, name, body, { key })).toEqual(first);
    expect(await (await api.twin()).sent(sender, name, body, { key })).toEqual(first);
    expect(await api.events(first.stream)).toEqual(before);
  });
});

describe("refused", () => {
  const responsesTo = (name: string, headers: Readonly<Record<string, string>>, body: unknown) =>
    api.client
      .post(`/api/commands/${name}`)
      .set({ ...headers })
      .send(body as object);
  const bearer = (userId: string) => ({ Authorization: `Bearer ${api.token(userId)}` });

  test.each(commands.map(({ name }) => name))(
    "%s is refused without a token, and with a body that is none",
    async (name) => {
      expect((await responsesTo(name, {}, {})).body.code).toBe("unauthenticated");
      for (const body of [undefined, [], { unheardOf: 1 }]) {
        const { status, body: problem } = await responsesTo(name, bearer(admin), body);
        expect([status, problem.code]).toEqual([400, "invalid-input"]);
      }
    },
  );

  test.each(commands.filter(({ name }) => name !== "change-password").map(({ name }) => name))(
    "%s is refused to a colleague without a role, whatever they know, and appends nothing",
    async (name) => {
      const [, body] = wishes[name]?.() ?? ["", {}];
      const before = await api.store.headPosition();
      const { status, body: problem } = await responsesTo(name, bearer("boris"), body);
      expect(status).toBe(403);
      expect(["not-permitted", "not-own-request", "not-step-holder", "own-consent", "not-own-leave"]).toContain(
        problem.code,
      );
      expect(await api.store.headPosition()).toBe(before);
    },
  );
});

describe("the documentation", () => {
  test("has every command with an example that its schema accepts", () => {
    const paths = api.openApi.json()["paths"] as Record<string, unknown>;
    for (const { name, schema, example } of commands) {
      expect(paths).toHaveProperty([`/api/commands/${name}`, "post", "requestBody"]);
      expect(schema.safeParse(example).error).toBeUndefined();
    }
  });

  test("has an example of every problem that a command answers with", () => {
    const submit = ["paths", "/api/commands/submit-leave", "post", "responses"];
    const examples = (status: number) => [...submit, String(status), "content", "application/problem+json", "examples"];
    const json = api.openApi.json();
    for (const [status, code] of [
      [403, "not-own-request"],
      [404, "employee-unknown"],
      [409, "absence-overlaps"],
      [409, "concurrent-change"],
      [422, "balance-exceeded"],
      [422, "idempotency-key-reused"],
      [503, "outcome-unknown"],
    ] as const)
      expect(json).toHaveProperty([...examples(status), code]);
  });

  test("shows dates, identifiers and enumerations as what they are", () => {
    const json = JSON.stringify(api.openApi.json());
    expect(json).toContain('"format":"date"');
    expect(json).toContain('"enum":["full","morning","afternoon"]');
    expect(json).not.toContain("undefined");
  });
});

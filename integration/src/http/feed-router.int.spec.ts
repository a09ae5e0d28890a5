// The feed over HTTP: the same envelope, a cursor that misses nothing, waiting for news, and nobody else let in.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RoleGranted, RoleRevoked } from "@tabel/domain";
import { allContracts, cloudEvent, contractOf } from "@tabel/integration-contracts";
import {
  createHttpApplication,
  createLogger,
  createTokenIssuer,
  createTokenVerifier,
  signingKeyIn,
} from "@tabel/platform";
import { testFolder } from "@tabel/test-infra";
import supertest from "supertest";
import { hire, month, staff } from "../testing/bank-facts.js";
import { publishedLog, type PublishedLog, until } from "../testing/published-log.js";
import { type IntegrationRunner, runIntegration } from "../run-integration.js";
import { checkOfIntegration } from "../operations/standing.js";
import { eventDocsRouter } from "./event-docs.js";
import { feedRouter } from "./feed-router.js";

let log: PublishedLog;
let runner: IntegrationRunner;
let agent: ReturnType<typeof supertest>;
let token: (userId: string) => string;
const logger = createLogger({ name: "spec", level: "silent" });

const grant = (userId: string, role: "integration-client" | "hr-officer", over: object = { over: "all" }) => ({
  stream: `access-${userId}`,
  events: [RoleGranted({ userId, role, scope: over as { over: "all" }, from: "2026-01-01", until: null })],
});

beforeAll(async () => {
  log = await publishedLog();
  const folder = await testFolder();
  const key = await signingKeyIn(folder.path);
  const names = { issuer: "tabel", audience: "tabel" };
  const issuer = createTokenIssuer({ key, ...names, lifetimeSeconds: 900 });
  token = (userId) => `Bearer ${issuer.issue({ subject: userId })}`;
  const verifier = createTokenVerifier({ keys: [key], ...names });
  const app = createHttpApplication({
    logger,
    routes: (on) => {
      on.use(feedRouter({ ...log, verifier, source: "/tabel/spec", clock: () => new Date("2026-03-02T12:00:00Z") }));
      on.use(eventDocsRouter("kafka:9092"));
    },
  });
  agent = supertest(app);
  runner = runIntegration({ ...log, log: logger, source: "/tabel/spec", kafka: undefined });
  const position = await log.append([
    grant("payroll", "integration-client"),
    grant("part", "integration-client", { over: "units", unitIds: ["u1"] }),
    grant("hr", "hr-officer"),
    ...staff(6),
    ...month("2026-01", "2026-02", 6),
  ]);
  await until("the feed is there", () => runner.status().position >= position);
});
afterAll(async () => {
  await runner.stop();
  await log.close();
});

const read = (query: object, userId = "payroll") =>
  agent.get("/api/integration/events").query(query).set("authorization", token(userId));

test("gives every event once, in order, page by page", async () => {
  const seen: string[] = [];
  let after = "0";
  for (;;) {
    const { status, body } = await read({ after, limit: 7 });
    expect(status).toBe(200);
    const { events, next } = body as { events: { id: string; type: string; data: unknown }[]; next: string };
    for (const event of events) {
      expect(cloudEvent.safeParse(event).error).toBeUndefined();
      expect(contractOf(event.type)?.data.strict().safeParse(event.data).error).toBeUndefined();
      seen.push(event.id);
    }
    if (events.length === 0) break;
    after = next;
  }
  const { rows } = await log.pool.query<{ id: string }>("select id from integration.record order by number");
  expect(seen).toEqual(rows.map(({ id }) => id));
});

test("gives only the types that are asked for, and its cursor passes over the others", async () => {
  const { body } = await read({ types: "tabel.timesheet.v1", limit: 1000 });
  const { events, next } = body as { events: { type: string }[]; next: string };
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["tabel.timesheet.v1"]));
  expect((await read({ after: next })).body).toEqual({ events: [], next });
});

test("waits for news and answers when there is some", async () => {
  const { rows } = await log.pool.query<{ number: string }>("select number from integration.feed");
  const waiting = read({ after: rows[0]?.number, wait: 30 }).then(
    ({ body }) => body as { events: { subject: string }[] },
  );
  await log.append([hire("news", "u1")]);
  expect(new Set((await waiting).events.map(({ subject }) => subject))).toEqual(new Set(["news"]));
});

test("lets in integration clients over everything, as the log says at this moment", async () => {
  expect((await agent.get("/api/integration/events")).status).toBe(401);
  expect((await read({}, "hr")).status).toBe(403);
  expect((await read({}, "part")).status).toBe(403);
  expect((await read({}, "nobody")).status).toBe(403);
  await log.append([
    {
      stream: "access-payroll",
      events: [RoleRevoked({ userId: "payroll", role: "integration-client", on: "2026-03-01" })],
    },
  ]);
  expect((await read({})).status).toBe(403);
  await log.append([grant("payroll", "integration-client")]);
});

test.each([
  { after: "-1" },
  { after: "9223372036854775808" },
  { after: "x" },
  { limit: 0 },
  { limit: 1001 },
  { wait: 31 },
  { types: "tabel.unknown.v1" },
  { more: "1" },
])("refuses %j", async (query) => {
  const { status, body } = await read(query);
  expect([status, (body as { code: string }).code]).toEqual([400, "invalid-input"]);
});

test("describes its events at /docs/events", async () => {
  const { body } = await agent.get("/docs/events");
  expect(body).toMatchObject({ asyncapi: "3.0.0", servers: { kafka: { host: "kafka:9092" } } });
  for (const { type } of allContracts)
    expect((await agent.get(`/docs/events/schemas/${type}.json`)).body).toMatchObject({ title: type });
});

test("its standing is told to health and metrics", async () => {
  expect(await checkOfIntegration(log.pool, runner)(new AbortController().signal)).toMatchObject({
    role: "owner",
    parked: 0,
    failing: "nothing",
  });
});

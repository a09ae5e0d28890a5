// How far behind the views are, as an operator sees it: every projection at /metrics in events and seconds, and by name in
// /health/ready once readers would see yesterday's truth.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { EmployeeHired, eventCatalogue } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import {
  createHttpApplication,
  createLogger,
  createMetrics,
  healthRouter,
  listen,
  metricsRouter,
  projectionLag,
} from "@tabel/platform";
import { lagsOfViews, projectionNames, type ProjectionRunner, runProjections } from "@tabel/projections";
import { migrateReadModels } from "@tabel/read-models";
import { testDatabase, testEventStore } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { projectionsReady } from "./projections-ready.js";

const log = createLogger({ level: "silent", name: "spec" });
const undo: (() => unknown)[] = [];
let store: EventStore;
let pool: pg.Pool;
let runner: ProjectionRunner;
let url: string;
/** Added to the clock, so that nobody has to wait half a minute. */
let later = 0;

beforeAll(async () => {
  const [database, server] = await Promise.all([testDatabase(), testEventStore()]);
  await migrateReadModels(database.connectionString);
  await migrateKeyVault(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
  runner = runProjections({ store, pool, log });
  const lags = () => lagsOfViews({ store, pool }, Date.now() + later);
  const metrics = createMetrics();
  projectionLag(metrics, lags);
  const checks = { projections: projectionsReady(runner, lags) };
  const http = await listen(
    createHttpApplication({
      logger: log,
      routes: (on) => void on.use(healthRouter({ checks, logger: log })).use(metricsRouter(metrics)),
    }),
    { host: "127.0.0.1", port: 0 },
  );
  url = http.url;
  undo.push(
    () => http.close(500),
    () => runner.stop(),
    () => store.dispose(),
    () => pool.end(),
    () => server.stop(),
    () => database.drop(),
  );
}, 60_000);
afterAll(async () => {
  for (const step of undo) await step();
});

const hire = async (employeeId: string): Promise<bigint> => {
  const commandId = randomUUID();
  const hired = EmployeeHired({
    employeeId,
    fullName: { last: "Canary", first: employeeId, middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "u1",
    position: "Teller",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "0", actor: "e1" };
  return (await store.append(`employee-${employeeId}`, [hired], { expected: "no-stream", metadata })).position;
};
const ready = async () => {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, text: await response.text() };
};
/** One answer serves all who ask within half a second: asked again until it says so. */
const told = async (condition: (answer: Awaited<ReturnType<typeof ready>>) => boolean) => {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ready();
    if (condition(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`it says ${answer.status}: ${answer.text}`);
  }
};
const lagOf = async (unit: "events" | "seconds"): Promise<ReadonlyMap<string, number>> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^tabel_projection_lag_${unit}\\{projection="([^"]+)"\\} (\\S+)$`, "gm"));
  return new Map([...lines].map(([, name = "", value]) => [name, Number(value)]));
};

test("every projection is at /metrics in events and seconds, and a late one is named by /health/ready", async () => {
  await runner.reached(await hire("anna"), 30_000);
  later = 60_000;
  expect((await ready()).status).toBe(200);
  for (const unit of ["events", "seconds"] as const) {
    const lags = await lagOf(unit);
    expect([...lags.keys()].toSorted()).toEqual([...projectionNames].toSorted());
    expect(new Set(lags.values())).toEqual(new Set([0]));
  }

  await runner.stop();
  await hire("boris");
  const late = await told(({ status }) => status === 503);
  for (const name of projectionNames) expect(late.text).toMatch(new RegExp(`${name} is [\\d.]+ s and 1 events behind`));
  expect(new Set((await lagOf("events")).values())).toEqual(new Set([1]));
  for (const seconds of (await lagOf("seconds")).values()) expect(seconds).toBeGreaterThan(30);

  // Only the one that is behind is named.
  await pool.query("update views.checkpoint set position = $1 where projection <> 'employees'", [
    String(await store.headPosition()),
  ]);
  const one = await told(({ text }) => !text.includes("organisation is "));
  expect(one.status).toBe(503);
  expect(one.text).toContain("employees is ");
}, 60_000);

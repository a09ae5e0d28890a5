// How many submit-leave commands a second, 32 at once over HTTP, against what the stack allows on the same machine in the
// same minute: the HTTP floor (express, JSON, zod, token; nothing stored) and bare appends of the client.
// Run it after a build: node bench/dist/commands.js [requests a round] [rounds]
import { EventStoreDBClient, jsonEvent, NO_STREAM } from "@eventstore/db-client";
import { createCommandApi } from "@tabel/command-api";
import { eventCatalogue, SubmitLeave, type Instant } from "@tabel/domain";
import { startEventStore, startPostgres } from "@tabel/embedded";
import { connectEventStore, migrateKeyVault, openKeyVault, type EventStore } from "@tabel/event-store";
import {
  authenticate,
  createHttpApplication,
  createLogger,
  createTokenIssuer,
  createTokenVerifier,
  jsonBody,
  listen,
  parseInput,
  signingKeyFrom,
} from "@tabel/platform";
import express, { type Request, type Response } from "express";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { httpLoad, type LoadRequest, type LoadResult } from "./http-load.js";
import { median } from "./figures.js";

const AT_ONCE = 32;
const EMPLOYEES = 2_000;
const [requestsARound = 4_000, rounds = 3] = process.argv.slice(2).map(Number);
const NOW: Instant = "2026-03-16T09:00:00.000Z";

const employeeOf = (index: number): string => `e${String(index % EMPLOYEES).padStart(5, "0")}`;

/** A Monday of its own for each request of an employee, so that none overlaps. */
const dayOf = (index: number): string =>
  new Date(Date.UTC(2026, 5, 15) + Math.floor(index / EMPLOYEES) * 7 * 86_400_000).toISOString().slice(0, 10);

const bodyOf = (index: number): string => {
  const day = dayOf(index);
  return JSON.stringify({ employeeId: employeeOf(index), kind: "annual-leave", from: day, to: day, comment: null });
};

const establish = async (store: EventStore): Promise<void> => {
  const metadata = () => {
    const commandId = randomUUID();
    return { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "", actor: "system" };
  };
  const unit = { unitId: "u1", name: "Bench", parentId: null, on: "2025-01-01" };
  const head = { unitId: "u1", employeeId: employeeOf(0), from: "2025-01-09" };
  const units = [
    { type: "UnitEstablished", data: unit },
    { type: "UnitHeadAppointed", data: head },
  ];
  await store.append("organisation", units, { expected: "no-stream", metadata: metadata() });
  const hire = (index: number) => ({
    type: "EmployeeHired",
    data: {
      employeeId: employeeOf(index),
      fullName: { last: "Bench", first: "One", middle: null },
      email: null,
      hiredOn: "2025-01-09",
      unitId: "u1",
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    },
  });
  for (let index = 0; index < EMPLOYEES; index += 50) {
    const those = Array.from({ length: 50 }, (_, offset) => index + offset);
    await Promise.all(
      those.map((each) =>
        store.append(`employee-${employeeOf(each)}`, [hire(each)], { expected: "no-stream", metadata: metadata() }),
      ),
    );
  }
};

/** The same events without anything of ours: what the client and the store can do. */
const bareAppends = async (client: EventStoreDBClient, count: number): Promise<number> => {
  let left = count;
  const began = performance.now();
  const writer = async (): Promise<void> => {
    while ((left -= 1) >= 0) {
      const data = JSON.parse(bodyOf(left)) as Record<string, string>;
      const event = jsonEvent({ type: "Bench", data, metadata: { commandId: randomUUID(), actor: "bench" } });
      await client.appendToStream(`bench-${randomUUID()}`, event, { expectedRevision: NO_STREAM });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
  return count / ((performance.now() - began) / 1_000);
};

interface Measured<Result> {
  readonly result: Result;
  /** Of the whole process, load generator and store included: what a busy machine does not distort. */
  readonly cpuMicroseconds: number;
}

const measured = async <Result>(work: () => Promise<Result>): Promise<Measured<Result>> => {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMicroseconds: (user + system) / requestsARound };
};

const folder = mkdtempSync(join(tmpdir(), "tabel-bench-"));
const server = await startEventStore({ dataFolder: join(folder, "event-store") });
const postgres = await startPostgres({ dataFolder: join(folder, "postgres") });
await migrateKeyVault(postgres.connectionString);
const pool = new pg.Pool({ connectionString: postgres.connectionString });
const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 1) });
const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
const client = EventStoreDBClient.connectionString(server.connectionString);

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const key = signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
const names = { issuer: "tabel", audience: "tabel", clock: () => new Date(NOW) };
const [issuer, verifier] = [createTokenIssuer({ key, ...names }), createTokenVerifier({ keys: [key], ...names })];
const logger = createLogger({ level: "silent", name: "bench" });

const api = createCommandApi({ store, vault, tokens: { issuer, verifier }, clock: () => NOW });
const floorRoute = [
  authenticate(verifier),
  jsonBody(),
  (request: Request, response: Response) => {
    const { employeeId } = parseInput(SubmitLeave, request.body, "body");
    response.json({
      commandId: randomUUID(),
      stream: `absence-${employeeId}`,
      revision: "1",
      position: "1",
      events: [],
    });
  },
];
const bare = express().disable("x-powered-by").disable("etag");
bare.post("/floor", ...floorRoute);
const framed = createHttpApplication({
  logger,
  routes: (app) => void app.use(api.router).post("/floor", ...floorRoute),
});
const [bareHttp, http] = await Promise.all([bare, framed].map((app) => listen(app, { host: "127.0.0.1", port: 0 })));
if (bareHttp === undefined || http === undefined) throw new Error("nobody listens");

await establish(store);
const tokens = Array.from({ length: EMPLOYEES }, (_, index) => issuer.issue({ subject: employeeOf(index) }, 900));
const requestsFrom = (first: number): LoadRequest[] =>
  Array.from({ length: requestsARound }, (_, offset) => ({
    token: tokens[(first + offset) % EMPLOYEES] ?? "",
    body: bodyOf(first + offset),
  }));

interface Round {
  readonly floor: Measured<LoadResult>;
  readonly framed: Measured<LoadResult>;
  readonly commands: Measured<LoadResult>;
  readonly appends: Measured<number>;
}
const results: Round[] = [];
// The first round warms up and is not counted.
for (let round = 0; round <= rounds; round += 1) {
  const load = { connections: AT_ONCE, requests: requestsFrom(round * requestsARound) };
  const floor = await measured(() => httpLoad({ ...load, port: bareHttp.port, path: "/floor" }));
  const frame = await measured(() => httpLoad({ ...load, port: http.port, path: "/floor" }));
  const appends = await measured(() => bareAppends(client, requestsARound));
  const commands = await measured(() => httpLoad({ ...load, port: http.port, path: "/api/commands/submit-leave" }));
  const refused = Object.keys(commands.result.statuses).filter((status) => status !== "200");
  if (refused.length > 0) throw new Error(`commands were refused: ${JSON.stringify(commands.result.statuses)}`);
  if (round > 0) results.push({ floor, framed: frame, commands, appends });
}

const of = (pick: (result: Round) => number): number => median(results.map(pick));
const line = (name: string, perSecond: number, cpu: number): void =>
  console.log(`${perSecond.toFixed(0).padStart(8)} /s ${cpu.toFixed(0).padStart(8)} µs CPU  ${name}`);
const rates = {
  floor: of(({ floor }) => floor.result.perSecond),
  framed: of(({ framed: { result } }) => result.perSecond),
  appends: of(({ appends }) => appends.result),
  commands: of(({ commands }) => commands.result.perSecond),
};
console.log(
  `${AT_ONCE} at once, ${requestsARound} a round, median of ${rounds} rounds; CPU of the whole process for each:`,
);
line(
  "HTTP floor: express, JSON, zod, token",
  rates.floor,
  of(({ floor }) => floor.cpuMicroseconds),
);
line(
  "the same in the platform's frame",
  rates.framed,
  of(({ framed }) => framed.cpuMicroseconds),
);
line(
  "bare appends of the client",
  rates.appends,
  of(({ appends }) => appends.cpuMicroseconds),
);
line(
  "submit-leave over HTTP",
  rates.commands,
  of(({ commands }) => commands.cpuMicroseconds),
);
const percent = (of: number): string => ((100 * rates.commands) / of).toFixed(0);
console.log(
  `submit-leave is at ${percent(rates.floor)} % of the HTTP floor, ${percent(rates.appends)} % of bare appends;`,
);
console.log(
  `p50 ${of((each) => each.commands.result.p50).toFixed(1)} ms, p99 ${of((each) => each.commands.result.p99).toFixed(1)} ms`,
);

await Promise.all([bareHttp.close(500), http.close(500)]);
await api.stop();
await client.dispose();
await store.dispose();
await pool.end();
await Promise.all([server.stop(), postgres.stop()]);
rmSync(folder, { recursive: true, force: true });

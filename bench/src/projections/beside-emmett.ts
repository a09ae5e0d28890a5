// The same projection over the same events, rebuilt by this engine and by @event-driven-io/emmett on PostgreSQL, one after the
// other in one run. Ours keeps the table of units beside the employees' own and reads a log in which other events stand
// between; Emmett's has only the events that the projection reads, and only the documents.
// Run it after a build: node bench/dist/projections/beside-emmett.js [events] [employees] [opened months]
import {
  getPostgreSQLEventStore,
  pongoMultiStreamProjection,
  rebuildPostgreSQLProjections,
} from "@event-driven-io/emmett-postgresql";
import type { Recorded } from "@tabel/event-store";
import { allProjections, rebuildViews, runProjections } from "@tabel/projections";
import { loadavg } from "node:os";
import pg from "pg";
import { fillLog } from "../bank-history.js";
import { startEmptySystem } from "../empty-system.js";
import { secondsOf } from "../figures.js";

const [events = 50_000, employees = 5_000, months = 6] = process.argv.slice(2).map(Number);
const LONGEST_MS = 600_000;
const NAME = "employees";

const projection = allProjections.find(({ name }) => name === NAME);
if (projection === undefined || !("project" in projection)) throw new Error(`${NAME} is no keyed projection`);
const types = projection.reads.map(({ type }) => type);

const { connectionString, pool, store, log, stop } = await startEmptySystem();

console.log(`filling the log: ${events} events, ${employees} employees, ${months} opened months …`);
const filled = await fillLog(store, { events, employees, months });
const runner = runProjections({ store, pool, log });
await runner.reached(filled.position, LONGEST_MS);
await runner.stop();

await pool.query("create database emmett");
const theirDatabase = new URL(connectionString);
theirDatabase.pathname = "/emmett";
const theirs = getPostgreSQLEventStore(theirDatabase.href);
const streams = new Map<string, { type: string; data: Record<string, unknown> }[]>();
let read = 0;
for await (const event of store.readAll())
  if (types.includes(event.type)) {
    read += 1;
    const same = { type: event.type, data: event.data as Record<string, unknown> }; // data of declared events are objects
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), same]);
  }
for (const [stream, list] of streams) await theirs.appendToStream(stream, list);

interface Happened {
  readonly type: string;
  readonly data: Record<string, unknown>;
}
const employeesOfEmmett = pongoMultiStreamProjection({
  collectionName: "employees",
  canHandle: types,
  getDocumentId: (event: Happened) => String(event.data["employeeId"]),
  evolve: (document: Record<string, unknown> | null, event: Happened) =>
    projection.project(document ?? undefined, event as Recorded, {
      key: String(event.data["employeeId"]),
      shared: undefined,
    }) as Record<string, unknown>, // a row of the projection
});

const ours = await secondsOf(() =>
  rebuildViews({ store, pool, log, names: [NAME], signal: new AbortController().signal }),
);
const emmett = await secondsOf(async () => {
  const consumer = rebuildPostgreSQLProjections({
    connectionString: theirDatabase.href,
    projection: employeesOfEmmett,
    pulling: { batchSize: 1_000 },
  });
  await consumer.start();
  await consumer.close();
});
const found = await pool.query<{ count: string }>("select count(*) as count from views.employee");
const client = new pg.Client({ connectionString: theirDatabase.href });
await client.connect();
const documents = await client.query<{ count: string }>("select count(*) as count from employees");
await client.end();
console.log(
  `load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}; ${read} of ${filled.events} events are read by ${NAME}:`,
);
console.log(
  `${(read / ours).toFixed(0).padStart(8)} events/s  ${ours.toFixed(1)} s  this engine, ${found.rows[0]?.count} rows and their units`,
);
console.log(
  `${(read / emmett).toFixed(0).padStart(8)} events/s  ${emmett.toFixed(1)} s  emmett on PostgreSQL, ${documents.rows[0]?.count} documents`,
);

await theirs.close();
await stop();

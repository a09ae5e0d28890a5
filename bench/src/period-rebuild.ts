// One month of payroll rebuilt out of a short and out of a long history, beside the bare reading of the same events by the
// client and the bare COPY of the same rows, in the same run.
// Run it after a build: node bench/dist/period-rebuild.js [employees] [events a month] [months] [months]
import { EventStoreDBClient, eventTypeFilter, START } from "@eventstore/db-client";
import { employeeEvents, eventCatalogue, type Period } from "@tabel/domain";
import { startEventStore, startPostgres } from "@tabel/embedded";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { createLogger, eachOf } from "@tabel/platform";
import { periodRebuilder, runProjections } from "@tabel/projections";
import { migrateReadModels } from "@tabel/read-models";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { fillLog } from "./bank-history.js";

const [employees = 25_000, eventsAMonth = 6_000, short = 3, long = 36] = process.argv.slice(2).map(Number);
const STREAMS_AT_ONCE = 32;
const ROUNDS = 3;
const LONGEST_MS = 3_600_000;
/** The production calendar of Russia begins with this year. */
const FIRST_YEAR = 2024;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Measured {
  readonly rebuild: number;
  readonly bareRead: number;
  readonly bareCopy: number;
  readonly events: number;
  readonly rows: number;
  readonly streams: number;
  readonly peakMegabytes: number;
}

const measure = async (months: number): Promise<Measured> => {
  const folder = mkdtempSync(join(tmpdir(), "tabel-bench-"));
  const server = await startEventStore({ dataFolder: join(folder, "event-store") });
  const postgres = await startPostgres({ dataFolder: join(folder, "postgres") });
  const { connectionString } = postgres;
  await migrateKeyVault(connectionString);
  await migrateReadModels(connectionString);
  const pool = new pg.Pool({ connectionString, max: 8 });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 1) });
  const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
  const events = employees * 5 + eventsAMonth * months;
  const filled = await fillLog(store, { events, employees, months, firstYear: FIRST_YEAR });
  const running = runProjections({ store, pool, log: createLogger({ level: "error", name: "bench" }) });
  await running.reached(filled.position, LONGEST_MS);

  const last = new Date(Date.UTC(FIRST_YEAR, months - 1, 1)).toISOString().slice(0, 7);
  const period = last as Period; // written in its form
  const read = new Set<string>();
  const watched: EventStore = {
    ...store,
    readStream: (stream, options) => {
      read.add(stream);
      return store.readStream(stream, options);
    },
  };
  const plant = () =>
    pool.query("update views.payroll_hours set worked_minutes = worked_minutes + 1 where period = $1", [period]);

  const rebuilds: number[] = [];
  let peak = 0;
  let taken = { events: 0, rows: 0 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    await plant(); // so that every row is exchanged
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
    const took = await seconds(async () => {
      const during = { signal: new AbortController().signal };
      const report = await periodRebuilder({ store: watched, pool }).rebuild({ period, dryRun: false }, during);
      if (report.outcome !== "exchanged") throw new Error(`the rebuild ended with ${report.outcome}`);
      taken = report;
    });
    clearInterval(watch);
    if (round > 0) rebuilds.push(took); // the first one warms up
  }
  await running.stop();

  const client = EventStoreDBClient.connectionString(server.connectionString);
  const types = employeeEvents.map(({ type }) => type);
  const bareEmployments = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const subscription = client.subscribeToAll({
        fromPosition: START,
        filter: eventTypeFilter({ regex: `^(${types.join("|")})$` }),
      });
      subscription.on("error", reject);
      subscription.on("data", () => undefined);
      subscription.on("caughtUp", () => void subscription.unsubscribe().then(resolve, reject));
    });
  const bareStreams = (): Promise<void> =>
    eachOf([...read], STREAMS_AT_ONCE, async (stream) => {
      try {
        for await (const event of client.readStream(stream)) void event;
      } catch {
        // No such stream: a unit without a sheet of the month.
      }
    });
  const reads: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    reads.push(
      await seconds(async () => {
        await bareEmployments();
        await bareStreams();
      }),
    );
  const bareRead = median(reads);

  const db = await pool.connect();
  const copies: number[] = [];
  for (const table of ["timesheet_month", "payroll_hours"]) {
    const text: Buffer[] = [];
    for await (const part of db.query(
      copyTo(`copy (select * from views.${table} where period = '${period}') to stdout`),
    ))
      text.push(part as Buffer); // what COPY sends
    await db.query(`create table bare_${table} (like views.${table} including all)`);
    copies.push(
      await seconds(() => pipeline(Readable.from(text), db.query(copyFrom(`copy bare_${table} from stdin`)))),
    );
  }
  db.release();

  await client.dispose();
  await store.dispose();
  await pool.end();
  await server.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  return {
    rebuild: median(rebuilds),
    bareRead,
    bareCopy: copies.reduce((a, b) => a + b, 0),
    events: taken.events,
    rows: taken.rows,
    streams: read.size,
    peakMegabytes: peak / 2 ** 20,
  };
};

const told = (months: number, each: Measured): number => {
  const ratio = each.rebuild / (each.bareRead + each.bareCopy);
  console.log(
    `${months} months of history: one month of ${employees} employees rebuilt in ${each.rebuild.toFixed(1)} s ` +
      `(${each.events} events, ${each.streams} streams read one by one, ${each.rows} rows, all exchanged, ` +
      `${each.peakMegabytes.toFixed(0)} MB with store and projections in the process); ` +
      `bare read ${each.bareRead.toFixed(1)} s + bare COPY ${each.bareCopy.toFixed(2)} s: ratio ${ratio.toFixed(2)} (aim 2)`,
  );
  return each.rebuild;
};
const first = told(short, await measure(short));
const second = told(long, await measure(long));
console.log(`${long} months against ${short}: ${(second / first).toFixed(2)} (aim 1.2)`);

// One month of payroll rebuilt out of a short and out of a long history, beside the bare reading of the same events by the
// client and the bare COPY of the same rows, in the same run.
// Run it after a build: node bench/dist/period-rebuild.js [employees] [events a month] [months] [months]
import { EventStoreDBClient, eventTypeFilter, START } from "@eventstore/db-client";
import { employeeEvents, type Period } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import { periodRebuilder, runProjections } from "@tabel/projections";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { fillLog } from "./bank-history.js";
import { startEmptySystem } from "./empty-system.js";
import { median, secondsOf } from "./figures.js";

const [employees = 25_000, eventsAMonth = 6_000, short = 3, long = 36] = process.argv.slice(2).map(Number);
const STREAMS_AT_ONCE = 32;
const ROUNDS = 3;
const LONGEST_MS = 3_600_000;
/** The production calendar of Russia begins with this year. */
const FIRST_YEAR = 2024;

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
  const { pool, server, store, log, stop } = await startEmptySystem();
  const events = employees * 5 + eventsAMonth * months;
  const filled = await fillLog(store, { events, employees, months, firstYear: FIRST_YEAR });
  const running = runProjections({ store, pool, log });
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
    const took = await secondsOf(async () => {
      const during = { signal: new AbortController().signal };
      const report = await periodRebuilder({ store: watched, pool }).rebuild({ period, dryRun: false }, during);
      if (report.outcome !== "exchanged") throw new Error(`the rebuild ended with ${report.outcome}`);
      taken = report;
    });
    clearInterval(watch);
    if (round > 0) rebuilds.push(took); // the first one warms up
  }
  await running.stop();

  const client = EventStoreDBClient.connectionString(server);
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
      await secondsOf(async () => {
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
      await secondsOf(() => pipeline(Readable.from(text), db.query(copyFrom(`copy bare_${table} from stdin`)))),
    );
  }
  db.release();

  await client.dispose();
  await stop();
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

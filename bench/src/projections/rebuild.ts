// A full rebuild of every view as a share of bare COPY of the very same rows into the very same tables, in one run, and the
// memory of a process that does nothing but rebuild.
// Run it after a build: node bench/dist/projections/rebuild.js [events] [employees] [opened months]
import { runProjections } from "@tabel/projections";
import { fork } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { fillLog } from "../bank-history.js";
import type { Rebuilt } from "./rebuilding-process.js";
import { startEmptySystem } from "../empty-system.js";

const [events = 200_000, employees = 5_000, months = 12] = process.argv.slice(2).map(Number);
const LONGEST_MS = 1_200_000;

const { folder, connectionString, pool, server, store, log, stop } = await startEmptySystem();

console.log(`filling the log: ${events} events, ${employees} employees, ${months} opened months …`);
const filled = await fillLog(store, { events, employees, months });
const runner = runProjections({ store, pool, log });
await runner.reached(filled.position, LONGEST_MS);
await runner.stop();

/** Every table of the views once more, with its indexes, filled from files: what no rebuild can be faster than. */
const bareCopy = async (): Promise<{ seconds: number; rows: number }> => {
  const client = await pool.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'views' and tablename not like 'knex%'",
  );
  await client.query("create schema bare");
  let seconds = 0;
  let rows = 0;
  for (const { name } of tables) {
    const file = join(folder, `${name}.copy`);
    await pipeline(client.query(copyTo(`copy views."${name}" to stdout`)), createWriteStream(file));
    await client.query(`create table bare."${name}" (like views."${name}" including all)`);
    const target = client.query(copyFrom(`copy bare."${name}" from stdin`));
    const began = performance.now();
    await pipeline(createReadStream(file), target);
    seconds += (performance.now() - began) / 1_000;
    rows += target.rowCount;
    rmSync(file);
  }
  await client.query("drop schema bare cascade");
  client.release();
  return { seconds, rows };
};

const rebuild = async (): Promise<Rebuilt> => {
  const script = fileURLToPath(new URL("./rebuilding-process.js", import.meta.url));
  const child = fork(script, [connectionString, server]);
  const [rebuilt] = (await once(child, "message")) as [Rebuilt]; // sent by that file
  await once(child, "exit");
  return rebuilt;
};

const first = await bareCopy();
const rebuilt = await rebuild();
const second = await bareCopy();
const copySeconds = (first.seconds + second.seconds) / 2;
const line = (name: string, seconds: number, more = ""): void =>
  console.log(
    `${(first.rows / seconds).toFixed(0).padStart(9)} rows/s  ${seconds.toFixed(1).padStart(6)} s  ${name}${more}`,
  );
console.log(
  `${filled.events} events, ${first.rows} rows; load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}:`,
);
line("bare COPY of the same rows, before and after", copySeconds);
const megabytes = (rebuilt.peakRssBytes / 2 ** 20).toFixed(0);
const cpu = rebuilt.cpuSeconds.toFixed(1);
line(
  "rebuild of every view from the log",
  rebuilt.seconds,
  `  (${rebuilt.copiedRows} rows copied on the way, ${cpu} s CPU, ${megabytes} MB)`,
);
console.log(`share of bare COPY: ${(copySeconds / rebuilt.seconds).toFixed(2)}`);

await stop();

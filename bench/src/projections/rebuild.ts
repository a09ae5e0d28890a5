// A full rebuild of every view as a share of bare COPY of the very same rows into the very same tables, in one run, and the
// memory of a process that does nothing but rebuild.
// Run it after a build: node bench/dist/projections/rebuild.js [events] [employees] [opened months] [folder to keep]
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { secondsOf } from "../figures.js";
import { filledMachine } from "./filled-machine.js";
import { cpuAnEvent, readInOwnProcess } from "./reading-process.js";

const [, , ...given] = process.argv;
const [events = 200_000, employees = 5_000, months = 12] = given.slice(0, 3).map(Number);

const machine = await filledMachine({ events, employees, months }, given[3]);
const { filled, pool } = machine;
await readInOwnProcess("caught up", machine);

const copies = mkdtempSync(join(tmpdir(), "tabel-bench-copies-"));
/** Every table of the views once more, with its indexes, filled from files: what no rebuild can be faster than. */
const bareCopy = async (): Promise<{ seconds: number; rows: number; postgresCpuSeconds: number }> => {
  const client = await pool.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'views' and tablename not like 'knex%'",
  );
  await client.query("create schema bare");
  let [seconds, rows, postgresCpuSeconds] = [0, 0, 0];
  for (const { name } of tables) {
    const file = join(copies, `${name}.copy`);
    await pipeline(client.query(copyTo(`copy views."${name}" to stdout`)), createWriteStream(file));
    await client.query(`create table bare."${name}" (like views."${name}" including all)`);
    const target = client.query(copyFrom(`copy bare."${name}" from stdin`));
    const cpu = machine.postgresCpu();
    seconds += await secondsOf(() => pipeline(createReadStream(file), target));
    postgresCpuSeconds += machine.postgresCpu() - cpu;
    rows += target.rowCount;
    rmSync(file);
  }
  await client.query("drop schema bare cascade");
  client.release();
  return { seconds, rows, postgresCpuSeconds };
};

const first = await bareCopy();
const read = await readInOwnProcess("decoded", machine);
const rebuilt = await readInOwnProcess("rebuilt", machine);
const second = await bareCopy();
rmSync(copies, { recursive: true });
const copySeconds = (first.seconds + second.seconds) / 2;
const line = (name: string, seconds: number, more = ""): void =>
  console.log(
    `${(first.rows / seconds).toFixed(0).padStart(9)} rows/s  ${seconds.toFixed(1).padStart(6)} s  ${name}${more}`,
  );
const load = loadavg().map((each) => each.toFixed(1));
console.log(`${filled.events} events, ${first.rows} rows; load ${load.join(" ")}:`);
const copyCpu = (first.postgresCpuSeconds + second.postgresCpuSeconds) / 2;
line("bare COPY of the same rows, before and after", copySeconds, `  (${copyCpu.toFixed(1)} s CPU of PostgreSQL)`);
line("the same events read, decoded and decrypted alone", read.seconds);
line("both, one after the other", copySeconds + read.seconds);
line(
  "rebuild of every view from the log",
  rebuilt.seconds,
  `  (${rebuilt.copiedRows} rows copied on the way, ${rebuilt.peakMegabytes.toFixed(0)} MB)`,
);
console.log(`           ${cpuAnEvent(filled.events, rebuilt)}`);
console.log(
  `share of bare COPY: ${(copySeconds / rebuilt.seconds).toFixed(2)}; ` +
    `of reading and COPY: ${((copySeconds + read.seconds) / rebuilt.seconds).toFixed(2)}`,
);
await machine.stop();

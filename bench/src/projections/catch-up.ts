// Catch-up of all projections on a long log, as a share of what the bare client reads through subscribeToAll in the same
// run, what each part of the machine takes for an event, and the memory of a process that does nothing but project.
// Run it after a build: node bench/dist/projections/catch-up.js [events] [employees] [opened months] [rounds] [folder to keep]
import { dropReadModels, migrateReadModels } from "@tabel/read-models";
import { loadavg } from "node:os";
import { median } from "../figures.js";
import { filledMachine } from "./filled-machine.js";
import { cpuAnEvent, type Measured, readInOwnProcess } from "./reading-process.js";

const [, , ...given] = process.argv;
const [events = 200_000, employees = 5_000, months = 12, rounds = 3] = given.slice(0, 4).map(Number);

const machine = await filledMachine({ events, employees, months }, given[4]);
const { connectionString, filled, pool } = machine;

interface Round {
  readonly bare: Measured;
  readonly decoded: Measured;
  readonly projected: Measured;
}
const results: Round[] = [];
for (let round = 0; round < rounds; round += 1) {
  await dropReadModels(connectionString);
  await migrateReadModels(connectionString);
  const bare = await readInOwnProcess("bare", machine);
  const decoded = await readInOwnProcess("decoded", machine);
  const projected = await readInOwnProcess("caught up", machine);
  results.push({ bare, decoded, projected });
}

const line = (name: string, pick: (round: Round) => Measured): void => {
  const seconds = median(results.map((each) => pick(each).seconds));
  const [middle = pick(results[0] as Round)] = results.map(pick).filter((each) => each.seconds === seconds); // at least one round
  const rate = (filled.events / seconds).toFixed(0).padStart(8);
  console.log(`${rate} events/s  ${middle.peakMegabytes.toFixed(0).padStart(4)} MB  ${name}`);
  console.log(`                           ${cpuAnEvent(filled.events, middle)}`);
};
const load = loadavg().map((each) => each.toFixed(1));
console.log(
  `${filled.events} events, median of ${results.length} rounds, each in a process of its own; load ${load.join(" ")}:`,
);
line("the bare client through subscribeToAll", ({ bare }) => bare);
line("the same, decoded and decrypted", ({ decoded }) => decoded);
line("all projections, to the last row committed", ({ projected }) => projected);
const share = median(results.map(({ bare, projected }) => bare.seconds / projected.seconds));
const whole = ({ cpuSeconds, storeCpuSeconds, postgresCpuSeconds }: Measured): number =>
  cpuSeconds + storeCpuSeconds + postgresCpuSeconds;
const shareOfCpu = median(results.map(({ bare, projected }) => whole(bare) / whole(projected)));
const { rows } = await pool.query<{ rows: string }>(
  "select sum(n_live_tup + 0)::text as rows from pg_stat_user_tables where schemaname = 'views'",
);
console.log(`share of the bare read: ${share.toFixed(2)} of the time, ${shareOfCpu.toFixed(2)} of the CPU`);
console.log(`${rows[0]?.rows} rows stand in the views`);
await machine.stop();

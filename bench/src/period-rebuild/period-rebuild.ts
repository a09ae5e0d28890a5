// One month of payroll rebuilt out of a short and out of a long history, beside the bare reading of the same events by the
// client and the bare COPY of the same rows, in the same run; each in a process of its own.
// Run it after a build: node bench/dist/period-rebuild/period-rebuild.js [employees] [events a month] [months,months] [folder to keep] [rounds]
import { runProjections } from "@tabel/projections";
import { loadavg } from "node:os";
import { join } from "node:path";
import { secondsOf } from "../figures.js";
import { filledMachine } from "../projections/filled-machine.js";
import { type Measured, type Spoilt, workInOwnProcess } from "./working-process.js";

const [, , ...given] = process.argv;
const [employees = 25_000, eventsAMonth = 6_000] = given.slice(0, 2).map(Number);
const histories = (given[2] ?? "3,36").split(",").map(Number);
const folder = given[3];
const rounds = Number(given[4] ?? 3);
const LONGEST_MS = 3_600_000;
/** The production calendar of Russia begins with this year. */
const FIRST_YEAR = 2024;

const cpu = ({ cpuSeconds, storeCpuSeconds, postgresCpuSeconds }: Measured): string =>
  `CPU ${cpuSeconds.toFixed(1)} s itself, ${storeCpuSeconds.toFixed(1)} s event store, ${postgresCpuSeconds.toFixed(1)} s PostgreSQL`;

const measure = async (months: number): Promise<number> => {
  const events = employees * 5 + eventsAMonth * months;
  const size = { events, employees, months, firstYear: FIRST_YEAR };
  const machine = await filledMachine(size, folder && join(folder, `${employees} people ${months} months`));
  const { store, pool, log, filled } = machine;
  const projecting = await secondsOf(async () => {
    const running = runProjections({ store, pool, log });
    await running.reached(filled.position, LONGEST_MS);
    await running.stop();
  });
  console.log(`${months} months: projected in ${projecting.toFixed(0)} s`);
  const period = new Date(Date.UTC(FIRST_YEAR, months - 1, 1)).toISOString().slice(0, 7);
  const rebuilt = new Map<Spoilt, Measured>();
  const kinds: readonly Spoilt[] = ["every row", "one row in a hundred", "no row"];
  for (const spoilt of kinds)
    rebuilt.set(spoilt, await workInOwnProcess(machine, period, rounds, { does: "rebuild", spoilt }));
  const [all] = [...rebuilt.values()];
  if (all === undefined) throw new Error("nothing was rebuilt");
  const read = await workInOwnProcess(machine, period, rounds, { does: "read", asked: all.asked });
  const copied = await workInOwnProcess(machine, period, rounds, { does: "copy" });
  const bare = read.seconds + copied.seconds;
  console.log(
    `${months} months of history, ${employees} people, ${all.events} events (${all.asked.streams.length} streams one by one, ` +
      `${all.asked.reads.length} reads by type), ${all.rows} rows; load ${loadavg()[0]?.toFixed(1)}\n` +
      `  bare read ${read.seconds.toFixed(2)} s (${cpu(read)}) + bare COPY ${copied.seconds.toFixed(2)} s (${cpu(copied)})`,
  );
  for (const [spoilt, each] of rebuilt)
    console.log(
      `  ${spoilt} spoilt: ${each.seconds.toFixed(2)} s (first ${each.first.toFixed(2)}), ratio ${(each.seconds / bare).toFixed(2)}, ` +
        `${each.peakMegabytes.toFixed(0)} MB; ${cpu(each)}`,
    );
  await machine.stop();
  return all.seconds;
};

const took: number[] = [];
for (const months of histories) took.push(await measure(months));
const [short = Number.NaN, long = Number.NaN] = took;
if (histories.length > 1)
  console.log(`${histories[1]} months against ${histories[0]}: ${(long / short).toFixed(2)} (aim 1.2)`);

// Catch-up of all projections on a long log, as a share of what the bare client reads through subscribeToAll in the same
// run, and how long a committed event takes to be visible.
// Run it after a build: node bench/dist/projections/catch-up.js [events] [employees] [opened months] [rounds]
import { EventStoreDBClient, excludeSystemEvents, START } from "@eventstore/db-client";
import { type EmployeeId, employeeStream, SalarySet } from "@tabel/domain";
import { runProjections } from "@tabel/projections";
import { dropReadModels, migrateReadModels } from "@tabel/read-models";
import { randomUUID } from "node:crypto";
import { employeeIdOf, fillLog } from "../bank-history.js";
import { startEmptySystem } from "../empty-system.js";
import { median } from "../figures.js";

const [events = 200_000, employees = 5_000, months = 12, rounds = 3] = process.argv.slice(2).map(Number);
const VISIBLE = 400;
const LONGEST_MS = 600_000;

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

const { connectionString, pool, server, store, log, stop } = await startEmptySystem();
const client = EventStoreDBClient.connectionString(server);

console.log(`filling the log: ${events} events, ${employees} employees, ${months} opened months …`);
const filled = await fillLog(store, { events, employees, months });

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const measured = async (work: () => Promise<unknown>): Promise<Measured> => {
  const cpu = process.cpuUsage();
  const began = performance.now();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  await work();
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - began) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: peak / 2 ** 20,
  };
};

/** The client's own events, neither decoded nor looked at. */
const bareRead = (): Promise<void> =>
  new Promise((resolve, reject) => {
    let seen = 0;
    const subscription = client.subscribeToAll({ fromPosition: START, filter: excludeSystemEvents() });
    subscription.on("error", reject);
    subscription.on("data", () => {
      if ((seen += 1) === filled.events) subscription.unsubscribe().then(resolve, reject);
    });
  });

/** Decoded and decrypted, as projections get them. */
const decodedRead = async (): Promise<void> => {
  const ending = new AbortController();
  let seen = 0;
  for await (const batch of store.subscribeToAll({ after: "start", signal: ending.signal, maxBatch: 5_000 }))
    if ((seen += batch.events.length) >= filled.events) ending.abort();
};

const catchUp = async (): Promise<void> => {
  const runner = runProjections({ store, pool, log });
  await runner.reached(filled.position, LONGEST_MS);
  await runner.stop();
};

interface Round {
  readonly bare: Measured;
  readonly decoded: Measured;
  readonly projected: Measured;
}
const results: Round[] = [];
for (let round = 0; round <= rounds; round += 1) {
  await dropReadModels(connectionString);
  await migrateReadModels(connectionString);
  const bare = await measured(bareRead);
  const decoded = await measured(decodedRead);
  const projected = await measured(catchUp);
  // The first round warms up and is not counted.
  if (round > 0 || rounds === 0) results.push({ bare, decoded, projected });
}

const rate = (pick: (round: Round) => Measured): number =>
  median(results.map((each) => filled.events / pick(each).seconds));
const line = (name: string, pick: (round: Round) => Measured): void => {
  const cpu = median(results.map((each) => pick(each).cpuSeconds));
  const memory = median(results.map((each) => pick(each).peakMegabytes));
  console.log(
    `${rate(pick).toFixed(0).padStart(8)} events/s  ${cpu.toFixed(1).padStart(5)} s CPU  ${memory.toFixed(0).padStart(5)} MB  ${name}`,
  );
};
console.log(
  `${filled.events} events, median of ${results.length} rounds; CPU and memory of this process, store included:`,
);
line("the bare client through subscribeToAll", ({ bare }) => bare);
line("the same, decoded and decrypted", ({ decoded }) => decoded);
line("all projections, to the last row committed", ({ projected }) => projected);
const share = median(results.map(({ bare, projected }) => bare.seconds / projected.seconds));
const { rows } = await pool.query<{ rows: string }>(
  "select sum(n_live_tup + 0)::text as rows from pg_stat_user_tables where schemaname = 'views'",
);
console.log(`share of the bare read: ${share.toFixed(2)}; ${rows[0]?.rows} rows stand in the views`);

const runner = runProjections({ store, pool, log });
await runner.reached(filled.position, LONGEST_MS);
const waits: number[] = [];
for (let number = 0; number < VISIBLE; number += 1) {
  const employeeId = employeeIdOf(number % employees);
  const stream = employeeStream(employeeId as EmployeeId); // made in its form
  const commandId = randomUUID();
  const raised = SalarySet({ employeeId, from: "2026-12-01", monthly: { minor: 9_000_000 + number, currency: "RUB" } });
  const { position, revision } = await store.append(stream, [raised], {
    expected: filled.revisions.get(stream) ?? "no-stream",
    metadata: { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "0", actor: "bench" },
  });
  const began = performance.now();
  filled.revisions.set(stream, revision);
  await runner.reached(position, 10_000);
  waits.push(performance.now() - began);
}
console.log(
  `from the append's answer to the row's commit, one at a time, ${VISIBLE} times: ` +
    `p50 ${percentile(waits, 0.5).toFixed(1)} ms, p99 ${percentile(waits, 0.99).toFixed(1)} ms`,
);

await runner.stop();
await client.dispose();
await stop();

// How long a committed event takes to be visible in the views: from the append's answer to the notice that every view has it,
// as a query that waits for a position gets it. The facts come at a steady pace, whatever becomes of those before.
// Run it after a build: node bench/dist/projections/visible.js [facts] [facts a second] [employees]
import { type EmployeeId, employeeStream, SalarySet } from "@tabel/domain";
import { runProjections } from "@tabel/projections";
import { positionChannel, viewsSchema } from "@tabel/read-models";
import { randomUUID } from "node:crypto";
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { employeeIdOf, fillLog } from "../bank-history.js";
import { startEmptySystem } from "../empty-system.js";

const [facts = 2_000, aSecond = 50, employees = 2_000] = process.argv.slice(2).map(Number);
const LONGEST_MS = 600_000;

const system = await startEmptySystem();
const { connectionString, log, pool, store } = system;
const filled = await fillLog(store, { events: employees * 8, employees, months: 12 });
const runner = runProjections({ store, pool, log });
await runner.reached(filled.position, LONGEST_MS);

const waiting: { readonly position: bigint; readonly committed: number }[] = [];
const waits: number[] = [];
let visible = filled.position;
const look = (): void => {
  while (waiting[0] !== undefined && waiting[0].position <= visible)
    waits.push(performance.now() - (waiting.shift()?.committed ?? Number.NaN));
};
const listener = new pg.Client({ connectionString });
await listener.connect();
listener.on("notification", ({ payload }) => {
  const position = BigInt(payload ?? 0);
  if (position > visible) visible = position;
  look();
});
await listener.query(`listen "${positionChannel(viewsSchema)}"`);

const began = performance.now();
for (let number = 0; number < facts; number += 1) {
  await sleep(Math.max(0, began + (number * 1_000) / aSecond - performance.now()));
  const employeeId = employeeIdOf(number % employees);
  const stream = employeeStream(employeeId as EmployeeId); // made in its form
  const commandId = randomUUID();
  const monthly = { minor: 9_000_000 + number, currency: "RUB" };
  const { position, revision } = await store.append(stream, [SalarySet({ employeeId, from: "2026-12-01", monthly })], {
    expected: filled.revisions.get(stream) ?? "no-stream",
    metadata: { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "0", actor: "bench" },
  });
  filled.revisions.set(stream, revision);
  waiting.push({ position, committed: performance.now() });
  look(); // the notice may have been here before the append's own answer
}
const last = waiting.at(-1)?.position ?? visible;
await runner.reached(last, LONGEST_MS);
while (waiting.length > 0) await sleep(1);

const sorted = waits.toSorted((a, b) => a - b);
const percentile = (share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
const load = loadavg().map((each) => each.toFixed(1));
console.log(
  `${waits.length} facts at ${aSecond} a second, load ${load.join(" ")}: from commit to visible in every view ` +
    `p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, longest ${percentile(1)} ms (aim 20 and 100)`,
);
await listener.end();
await runner.stop();
await system.stop();

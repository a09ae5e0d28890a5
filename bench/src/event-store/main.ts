// Measures the embedded event store with the official client, and beside it what the machine can do at most.
//   npm run bench:event-store            prints the table
//   npm run bench:event-store -- --write puts it into docs/event-store.md
// EVENTS sets the size of the large store (1,000,000), SECONDS how long each rate of appends is measured (5).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EventStoreDBClient } from "@eventstore/db-client";
import { appends, batches, catchUp, idleSubscriptions, latency, readAll } from "./client-work.js";
import { type MeasuredServer, startServer } from "./measured-server.js";
import { durableCommits, scan } from "./physical-limits.js";
import { type Figure, putInto, rate, table } from "./report.js";

const EVENTS = Number(process.env["EVENTS"] ?? 1_000_000);
const SECONDS = Number(process.env["SECONDS"] ?? 5);
const IDLE = 1_000;

const figures: Figure[] = [];
const figure = (what: string, measured: string, limit = ""): void => {
  figures.push({ what, measured, limit });
  process.stderr.write(`${what}: ${measured}${limit === "" ? "" : ` (${limit})`}\n`);
};

/** How busy server and client were, of one processor each: who stands at its limit is what bounds the figure. */
const watched = async <Result>(
  server: MeasuredServer,
  work: () => Promise<Result>,
): Promise<{ result: Result; busy: string }> => {
  const [began, serverBefore, clientBefore] = [performance.now(), server.processorSeconds(), process.cpuUsage()];
  const result = await work();
  const elapsed = (performance.now() - began) / 1000;
  const client = process.cpuUsage(clientBefore);
  const share = (value: number) => `${Math.round((100 * value) / elapsed)} %`;
  const busy = `server ${share(server.processorSeconds() - serverBefore)}, client ${share((client.user + client.system) / 1e6)} of a processor`;
  return { result, busy };
};

const folder = await mkdtemp(join(tmpdir(), "event-store-bench-"));
const dataFolder = join(folder, "store");
let server = await startServer(dataFolder);
let client = EventStoreDBClient.connectionString`${server.connectionString}`;

for (const writers of [1, 32, 256]) {
  const { result, busy } = await watched(server, () => appends(client, writers, SECONDS));
  const commits = await durableCommits(join(folder, `limit-${writers}`), writers, SECONDS / 2);
  figure(
    `durable appends, ${writers} at once`,
    rate(result),
    `bare LMDB, commits of ${writers}: ${rate(commits * writers)}; ${busy}`,
  );
}
{
  const { result, busy } = await watched(server, () => batches(client, 100, 100_000));
  const commits = await durableCommits(join(folder, "limit-batches"), 400, SECONDS / 2);
  figure(
    "events in durable appends of 100",
    rate(result),
    `bare LMDB, commits of 400: ${rate(commits * 400)}; ${busy}`,
  );
}
{
  const alone = await latency(client, 500);
  const before = server.memory().own;
  await idleSubscriptions(client, IDLE);
  const beside = await latency(client, 500);
  figure(
    `an append beside ${IDLE.toLocaleString("en")} idle subscriptions, p50 / p99`,
    `${beside.p50.toFixed(1)} / ${beside.p99.toFixed(1)} ms`,
    `without them ${alone.p50.toFixed(1)} / ${alone.p99.toFixed(1)} ms; they take ${Math.round(server.memory().own - before)} MiB`,
  );
}
await client.dispose();
await server.stop();

server = await startServer(dataFolder);
client = EventStoreDBClient.connectionString`${server.connectionString}`;
await batches(client, 500, EVENTS);
await client.dispose();
await server.stop();

server = await startServer(dataFolder);
client = EventStoreDBClient.connectionString`${server.connectionString}`;
const opened = server.memory();
const size = EVENTS.toLocaleString("en");
figure(
  `opening a store of ${size} events and more`,
  `${(server.openedIn / 1000).toFixed(2)} s`,
  "from the start of the process; aim 2 s",
);
figure(
  "its resident memory then",
  `${Math.round(opened.resident)} MiB`,
  `${Math.round(opened.own)} MiB without the file's own pages; aim 250 MiB`,
);
const scanned = await scan(join(dataFolder, "log"));
{
  const { result, busy } = await watched(server, () => readAll(client));
  figure(
    `readAll of ${result.events.toLocaleString("en")} events`,
    rate(result.rate),
    `bare LMDB scan: ${rate(scanned)}; ${busy}`,
  );
}
{
  const { result, busy } = await watched(server, () => catchUp(client));
  figure(`catch-up of a subscription to $all, as many`, rate(result.rate), `bare LMDB scan: ${rate(scanned)}; ${busy}`);
}
const after = server.memory();
figure(
  "resident memory after both",
  `${Math.round(after.resident)} MiB`,
  `${Math.round(after.own)} MiB without the file's own pages`,
);
await client.dispose();
await server.stop();
await rm(folder, { recursive: true, force: true });

const text = table(figures);
process.stdout.write(`${text}\n`);
if (process.argv.includes("--write"))
  putInto(fileURLToPath(new URL("../../../docs/event-store.md", import.meta.url)), text);
process.exit(0);

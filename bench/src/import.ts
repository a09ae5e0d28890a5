// How long an import of a folder takes into an empty store, again into the full one, against bare appends of the client:
// as many streams, as many events in each, on the same machine in the same minute.
// Run it after a build: npx tabel demo-data --employees 25000 --months 0 /tmp/bank && node bench/dist/import.js /tmp/bank [streams at once]
import { EventStoreDBClient, jsonEvent, NO_STREAM } from "@eventstore/db-client";
import { importOrganisation, sentence, type ImportResult } from "@tabel/command-api";
import { eventCatalogue, UserId } from "@tabel/domain";
import { startEventStore, startPostgres } from "@tabel/embedded";
import { connectEventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

const [bank = "", atOnceText = "128"] = process.argv.slice(2);
const atOnce = Number(atOnceText);

const scratch = mkdtempSync(join(tmpdir(), "tabel-bench-"));
const server = await startEventStore({ dataFolder: join(scratch, "event-store") });
const postgres = await startPostgres({ dataFolder: join(scratch, "postgres") });
await migrateKeyVault(postgres.connectionString);
const pool = new pg.Pool({ connectionString: postgres.connectionString });
const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 1) });
const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });

const timed = async <Result>(
  name: string,
  work: () => Promise<Result>,
  say: (result: Result) => string,
): Promise<Result> => {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - began) / 1_000;
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `${seconds.toFixed(1).padStart(7)} s ${((user + system) / 1e6).toFixed(1).padStart(7)} s CPU ${String(memory).padStart(6)} MiB  ${name}: ${say(result)}`,
  );
  return result;
};

const importOnce = async (): Promise<ImportResult> => {
  const result = await importOrganisation({
    store,
    vault,
    from: { folder: bank },
    actor: UserId.parse("system"),
    at: new Date().toISOString(),
    atOnce,
  });
  const [fault] = result.faults.listed;
  if (fault !== undefined) throw new Error(sentence(fault));
  return result;
};
const said = ({ outcome, found, written }: ImportResult): string =>
  `${outcome}, ${found.employees} employees in ${found.units} units, ${written.events} events in ${written.streams} streams`;

const first = await timed("first import", importOnce, said);
await timed("again", importOnce, said);

/** What the client and the store can do: the same number of streams and events, nothing decided, read or sealed. */
const bareAppends = async (): Promise<number> => {
  const client = EventStoreDBClient.connectionString(server.connectionString);
  const each = Math.max(1, Math.round(first.written.events / first.written.streams));
  let left = first.written.streams;
  const writer = async (): Promise<void> => {
    while ((left -= 1) >= 0) {
      const events = Array.from({ length: each }, (_, index) =>
        jsonEvent({
          type: "Bench",
          data: { index, of: "x".repeat(200) },
          metadata: { commandId: randomUUID(), actor: "bench" },
        }),
      );
      await client.appendToStream(`bench-${randomUUID()}`, events, { expectedRevision: NO_STREAM });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
  return each;
};
await timed("bare appends", bareAppends, (each) => `${first.written.streams} streams of ${each} events`);

await store.dispose();
await server.stop();
await pool.end();
await postgres.stop();
rmSync(scratch, { recursive: true });
process.exit(0);

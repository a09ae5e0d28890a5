// A real event store and database for a spec, with the schema of this package, and a way to append without deciding.
import { eventCatalogue } from "@tabel/domain";
import { connectEventStore, type EventStore, type KeyVault, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { testDatabase, testEventStore } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { migrateIntegration } from "../feed/feed-migrations.js";
import type { Step } from "./bank-facts.js";

export interface PublishedLog {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly pool: pg.Pool;
  readonly connectionString: string;
  readonly eventStoreUrl: string;
  /** Answers the position of the last event. */
  append(steps: readonly Step[]): Promise<bigint>;
  close(): Promise<void>;
}

export const masterKey = Buffer.alloc(32, 7);

export const openLog = (connectionString: string, eventStoreUrl: string) => {
  const pool = new pg.Pool({ connectionString, max: 10 });
  pool.on("error", () => undefined); // told to whoever uses it
  const vault = openKeyVault({ pool, masterKey });
  const store = connectEventStore({ connectionString: eventStoreUrl, catalogue: eventCatalogue, vault });
  return { pool, vault, store };
};

export const publishedLog = async (): Promise<PublishedLog> => {
  const database = await testDatabase();
  const server = await testEventStore();
  const { connectionString } = database;
  await migrateKeyVault(connectionString);
  await migrateIntegration(connectionString);
  const parts = openLog(connectionString, server.connectionString);
  const revisions = new Map<string, bigint>();
  return {
    ...parts,
    connectionString,
    eventStoreUrl: server.connectionString,
    append: async (steps) => {
      let last = 0n;
      for (const { stream, events } of steps) {
        const commandId = randomUUID();
        const { revision, position } = await parts.store.append(stream, events, {
          expected: revisions.get(stream) ?? "no-stream",
          metadata: {
            $correlationId: commandId,
            $causationId: commandId,
            commandId,
            commandHash: "0",
            actor: "e-head",
          },
        });
        revisions.set(stream, revision);
        last = position;
      }
      return last;
    },
    close: async () => {
      await parts.store.dispose();
      await parts.pool.end();
      await server.stop();
      await database.drop();
    },
  };
};

/** Waits for a condition, asked again and again; fails after a while with what was still untrue. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> => {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

// A real event store for a spec, with the product's event types, and a way to append without deciding.
import { eventCatalogue, type DomainEvent } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { testEventStore } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { streamOf } from "./recorded.js";

export interface TestLog {
  readonly store: EventStore;
  readonly connectionString: string;
  /** Appends each event to its own stream; answers the position of the last. */
  append(events: readonly DomainEvent[]): Promise<bigint>;
  close(): Promise<void>;
}

/** A further process' connection to the same log. */
export const openTestStore = (pool: pg.Pool, connectionString: string): EventStore =>
  connectEventStore({
    connectionString,
    catalogue: eventCatalogue,
    vault: openKeyVault({ pool, masterKey: Buffer.alloc(32, 5) }),
  });

export const testLog = async (pool: pg.Pool, connectionString: string): Promise<TestLog> => {
  await migrateKeyVault(connectionString);
  const server = await testEventStore();
  const store = openTestStore(pool, server.connectionString);
  const revisions = new Map<string, bigint>();
  return {
    store,
    connectionString: server.connectionString,
    append: async (events) => {
      let last = 0n;
      for (let start = 0; start < events.length;) {
        const stream = streamOf(events[start] as DomainEvent); // start is below the length
        let end = start;
        while (end < events.length && streamOf(events[end] as DomainEvent) === stream) end += 1;
        const commandId = randomUUID();
        const { revision, position } = await store.append(stream, events.slice(start, end), {
          expected: revisions.get(stream) ?? "no-stream",
          metadata: {
            $correlationId: commandId,
            $causationId: commandId,
            commandId,
            commandHash: "0",
            actor: "e1",
          },
        });
        revisions.set(stream, revision);
        last = position;
        start = end;
      }
      return last;
    },
    close: async () => {
      await store.dispose();
      await server.stop();
    },
  };
};

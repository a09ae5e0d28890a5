// A process that reads a whole log in one of several ways, does nothing else, and says what it took.
import { EventStoreDBClient, excludeSystemEvents, START } from "@eventstore/db-client";
import { createLogger } from "@tabel/platform";
import { projectionNames, rebuildViews, runProjections } from "@tabel/projections";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { storeAt } from "../empty-system.js";
import type { FilledMachine } from "./filled-machine.js";

/** The client alone; its events decoded and decrypted; projected into empty views; every view rebuilt beside the live one. */
export type WayToRead = "bare" | "decoded" | "caught up" | "rebuilt";

/** What a process measured of itself. */
interface Told {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  /** Rows that went through COPY, those that were replaced later counted each time. */
  readonly copiedRows: number;
}

export interface Measured extends Told {
  /** Of the event store's server; the reading is what the process has done besides. */
  readonly storeCpuSeconds: number;
  readonly postgresCpuSeconds: number;
}

const LONGEST_MS = 3_600_000;

/** Starts a process of this file and waits for what it tells. */
export const readInOwnProcess = async (way: WayToRead, machine: FilledMachine): Promise<Measured> => {
  const { connectionString, server, filled } = machine;
  const postgresBefore = machine.postgresCpu();
  const own = process.cpuUsage();
  const child = fork(fileURLToPath(import.meta.url), [
    way,
    connectionString,
    server,
    String(filled.events),
    String(filled.position),
  ]);
  const exited = once(child, "exit");
  const [told] = (await Promise.race([once(child, "message"), exited])) as [Told]; // sent below
  if (typeof told !== "object") throw new Error(`the process that reads (${way}) ended with ${String(told)}`);
  await exited;
  const { user, system } = process.cpuUsage(own);
  const postgresCpuSeconds = machine.postgresCpu() - postgresBefore;
  return { ...told, storeCpuSeconds: (user + system) / 1e6, postgresCpuSeconds };
};

/** Who of those that work takes how much for one event, in microseconds of CPU. */
export const cpuAnEvent = (events: number, { cpuSeconds, storeCpuSeconds, postgresCpuSeconds }: Measured): string => {
  const each = (seconds: number): string => ((seconds * 1e6) / events).toFixed(0);
  return `CPU an event: ${each(cpuSeconds)} µs reader, ${each(storeCpuSeconds)} µs event store, ${each(postgresCpuSeconds)} µs PostgreSQL`;
};

const work = async (way: WayToRead, database: string, eventStore: string, events: number, position: bigint) => {
  const pool = new pg.Pool({ connectionString: database, max: 8 });
  const store = storeAt(eventStore, pool);
  const log = createLogger({ level: "error", name: "bench" });
  let copiedRows = 0;

  /** The client's own events, neither decoded nor looked at. */
  const bare = async (): Promise<void> => {
    const client = EventStoreDBClient.connectionString(eventStore);
    await new Promise<void>((resolve, reject) => {
      let seen = 0;
      const subscription = client.subscribeToAll({ fromPosition: START, filter: excludeSystemEvents() });
      subscription.on("error", reject);
      subscription.on("data", () => {
        if ((seen += 1) === events) subscription.unsubscribe().then(resolve, reject);
      });
    });
    await client.dispose();
  };

  const decoded = async (): Promise<void> => {
    const ending = new AbortController();
    let seen = 0;
    for await (const batch of store.subscribeToAll({ after: "start", signal: ending.signal }))
      if ((seen += batch.events.length) >= events) ending.abort();
  };

  const caughtUp = async (): Promise<void> => {
    const runner = runProjections({ store, pool, log });
    await runner.reached(position, LONGEST_MS);
    await runner.stop();
  };

  const rebuilt = async (): Promise<void> => {
    const { signal } = new AbortController();
    const onProgress = ({ rows }: { rows: number }): void => void (copiedRows = rows);
    await rebuildViews({ store, pool, log, names: projectionNames, signal, onProgress });
  };

  const began = performance.now();
  const before = process.cpuUsage();
  await { bare, decoded, "caught up": caughtUp, rebuilt }[way]();
  const { user, system } = process.cpuUsage(before);
  const told: Told = {
    seconds: (performance.now() - began) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
    copiedRows,
  };
  process.send?.(told);
  await store.dispose();
  await pool.end();
  process.disconnect();
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , way, database = "", eventStore = "", events, position = "0"] = process.argv;
  await work(way as WayToRead, database, eventStore, Number(events), BigInt(position)); // as `readInOwnProcess` names it
}

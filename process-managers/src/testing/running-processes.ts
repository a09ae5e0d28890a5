// Processes on a real store and a real database, with a clock that the spec sets.
import { eventCatalogue, type Instant } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { testDatabase, testEventStore } from "@tabel/test-infra";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type ProcessRunner, runProcessEngine, type RunProcessesOptions } from "../engine/run-processes.js";
import { migrateProcesses } from "../migrations/released.js";
import { appointer, deputyStory, tellAbout } from "./deputy-story.js";

/** No test waits longer for a condition. */
const patienceMs = 40_000;

export interface Told {
  readonly what: string;
  readonly key: string;
}

export interface RunningProcesses {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly databaseUrl: string;
  readonly eventStoreUrl: string;
  /** What was logged as an error. */
  readonly errors: object[];
  /** Appends that somebody appoints a deputy. */
  readonly appoint: ReturnType<typeof appointer>["appoint"];
  readonly carryOutCommand: ReturnType<typeof appointer>["carryOutCommand"];
  setClock(now: Instant): void;
  /** Starts a runner: the deputies' story unless said otherwise. */
  start(options?: Partial<RunProcessesOptions>): ProcessRunner;
  /** Resolves when the condition holds; rejects when it does not for a long time. */
  until(what: string, condition: () => Promise<boolean>): Promise<void>;
  /** Everything in the log is folded, every intent has ended, nothing is due. */
  settled(): Promise<void>;
  rows<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** What was told, in its order. */
  told(): Promise<readonly Told[]>;
  /** How often the deputy of somebody was dismissed. */
  dismissals(userId: string): Promise<number>;
  close(): Promise<void>;
}

export const openSpecStore = (pool: pg.Pool, connectionString: string): EventStore =>
  connectEventStore({
    connectionString,
    catalogue: eventCatalogue,
    vault: openKeyVault({ pool, masterKey: Buffer.alloc(32, 5) }),
  });

export const runningProcesses = async (now: Instant = "2026-03-02T09:00:00.000Z"): Promise<RunningProcesses> => {
  const clock = { now };
  const [database, server] = await Promise.all([testDatabase(), testEventStore()]);
  const { connectionString } = database;
  await migrateKeyVault(connectionString);
  await migrateProcesses(connectionString);
  const pool = new pg.Pool({ connectionString, max: 12 });
  pool.on("error", () => undefined); // a spec cuts connections
  await pool.query("create table told (seq serial, what text, fact_id uuid, key text)");
  const store = openSpecStore(pool, server.connectionString);
  const runners: ProcessRunner[] = [];
  const errors: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void errors.push(fields) };
  const { appoint, carryOutCommand } = appointer(store);

  const rows = async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(sql, [...values])).rows;

  const until = async (what: string, condition: () => Promise<boolean>): Promise<void> => {
    const late = performance.now() + patienceMs;
    while (!(await condition())) {
      if (performance.now() > late) throw new Error(`it did not happen that ${what}`);
      await pause(20);
    }
  };

  return {
    pool,
    store,
    databaseUrl: connectionString,
    eventStoreUrl: server.connectionString,
    errors,
    appoint,
    carryOutCommand,
    setClock: (instant) => {
      clock.now = instant;
      for (const runner of runners) runner.wake();
    },
    start: (options = {}) => {
      const usual = {
        store,
        pool,
        log,
        processes: [deputyStory()],
        clock: () => clock.now,
        carryOutCommand,
        tellAbout,
      };
      const runner = runProcessEngine({ ...usual, ...options });
      runners.push(runner);
      return runner;
    },
    until,
    settled: async () => {
      await until("everything was worked out and carried out", async () => {
        const head = await store.headPosition();
        const [open] = await rows<{ count: string }>(
          `select (select count(*) from processes.process where position < $1 or version = 0)
             + (select count(*) from processes.intent where status = 'waiting')
             + (select count(*) from processes.fact where status in ('new', 'retry'))
             + (select count(*) from processes.timer where due_at <= $2)
             + (select case when count(*) = 0 then 1 else 0 end from processes.process) as count`,
          [head, clock.now],
        );
        return open?.count === "0" && (await store.headPosition()) === head;
      });
    },
    rows,
    told: () => rows<{ what: string; key: string }>("select what, key from told order by seq"),
    dismissals: async (userId) => {
      let count = 0;
      for await (const { type } of store.readStream(`access-${userId}`)) if (type === "DeputyDismissed") count += 1;
      return count;
    },
    close: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
      await store.dispose();
      await pool.end();
      await server.stop();
      await database.drop();
    },
  };
};

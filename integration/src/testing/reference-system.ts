// The reference consumer in a database of its own, and the same tables made from the store alone to compare them with.
import {
  consume,
  type ConsumeOptions,
  dumpPayrollTables,
  makePayrollTables,
  type Outcome,
  payrollHandler,
} from "@tabel/integration-consumer";
import { payrollHoursContract } from "@tabel/integration-contracts";
import { migrateKeyVault } from "@tabel/event-store";
import { testDatabase } from "@tabel/test-infra";
import pg from "pg";
import { migrateIntegration } from "../feed/feed-migrations.js";
import { readFeed } from "../feed/read-feed.js";
import { envelopeOf } from "../feed/record.js";
import { writeFeed } from "../feed/write-feed.js";
import { type PublishedLog, until } from "./published-log.js";

export interface ReferenceSystem {
  readonly options: ConsumeOptions;
  readonly outcomes: ReadonlyMap<Outcome | "dead", number>;
  start(): Promise<void>;
  stop(): Promise<void>;
  tables(): Promise<string>;
  close(): Promise<void>;
}

export const referenceSystem = async (brokers: string, group: string): Promise<ReferenceSystem> => {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.connectionString });
  await makePayrollTables(pool);
  const outcomes = new Map<Outcome | "dead", number>();
  const options: ConsumeOptions = {
    kafka: { brokers: brokers.split(",") },
    group,
    handlers: [payrollHandler],
    pool,
    onOutcome: (outcome) => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1),
  };
  let running: Awaited<ReturnType<typeof consume>> | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  return {
    options,
    outcomes,
    start: async () => void (running ??= await consume(options)),
    stop,
    tables: () => dumpPayrollTables(pool),
    close: async () => {
      await stop();
      await pool.end();
      await database.drop();
    },
  };
};

/** What the payroll system's tables must be: worked out from the store by another feed, without a broker. */
export const tablesFromStore = async ({ store, vault }: PublishedLog, upTo: bigint): Promise<string> => {
  const database = await testDatabase();
  await migrateKeyVault(database.connectionString);
  await migrateIntegration(database.connectionString);
  const pool = new pg.Pool({ connectionString: database.connectionString });
  await makePayrollTables(pool);
  const ending = new AbortController();
  let position = -1n;
  const writing = writeFeed({
    store,
    vault,
    pool,
    log: { error: () => undefined },
    signal: ending.signal,
    onMoved: (standing) => void (position = standing.position),
  });
  await until("the other feed is there", () => position >= upTo);
  ending.abort();
  await writing;
  const client = await pool.connect();
  for (const record of await readFeed(pool, [payrollHoursContract.type], 0n, 1_000_000)) {
    const data = payrollHoursContract.data.parse(JSON.parse(record.data));
    await payrollHandler.take({ ...envelopeOf(record, ""), data, late: false }, client);
  }
  client.release();
  const tables = await dumpPayrollTables(pool);
  await pool.end();
  await database.drop();
  return tables;
};

// A process that does one thing with a month over and over, and says what it took: its payroll rebuilt, the same events read by
// the bare client, the same rows copied by bare COPY.
import { EventStoreDBClient, eventTypeFilter, START } from "@eventstore/db-client";
import type { Period } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import { periodRebuilder } from "@tabel/projections";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { storeAt } from "../empty-system.js";
import { median, secondsOf } from "../figures.js";
import type { FilledMachine } from "../projections/filled-machine.js";

/** How many rows of the month a hand has spoilt before each round. */
export type Spoilt = "every row" | "one row in a hundred" | "no row";

/** What the rebuild asked the store for. */
export interface Asked {
  readonly streams: readonly string[];
  readonly reads: readonly { readonly types: readonly string[]; readonly after: string }[];
  readonly upTo: string;
}

export type Work =
  | { readonly does: "rebuild"; readonly spoilt: Spoilt }
  | { readonly does: "read"; readonly asked: Asked }
  | { readonly does: "copy" };

interface Order {
  readonly work: Work;
  readonly period: string;
  readonly rounds: number;
  readonly database: string;
  readonly eventStore: string;
}

export interface Told {
  /** Of the first round, in which the program is still compiled. */
  readonly first: number;
  /** The median of the others. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly events: number;
  readonly rows: number;
  readonly asked: Asked;
}

export interface Measured extends Told {
  /** Of one round. */
  readonly storeCpuSeconds: number;
  readonly postgresCpuSeconds: number;
}

export const workInOwnProcess = async (
  machine: FilledMachine,
  period: string,
  rounds: number,
  work: Work,
): Promise<Measured> => {
  const { connectionString: database, server: eventStore } = machine;
  const postgresBefore = machine.postgresCpu();
  const own = process.cpuUsage();
  const order: Order = { work, period, rounds, database, eventStore };
  const file = join(machine.folder, "order.json"); // longer than an argument may be
  writeFileSync(file, JSON.stringify(order));
  const child = fork(fileURLToPath(import.meta.url), [file]);
  const exited = once(child, "exit");
  const [told] = (await Promise.race([once(child, "message"), exited])) as [Told]; // sent below
  if (typeof told !== "object") throw new Error(`the process that does "${work.does}" ended with ${String(told)}`);
  await exited;
  const { user, system } = process.cpuUsage(own);
  return {
    ...told,
    storeCpuSeconds: (user + system) / 1e6 / (rounds + 1),
    postgresCpuSeconds: (machine.postgresCpu() - postgresBefore) / (rounds + 1),
  };
};

const spoil = (pool: pg.Pool, period: string, spoilt: Spoilt): Promise<unknown> =>
  pool.query(
    `update views.payroll_hours set worked_minutes = worked_minutes + 1
     where period = $1 and ($2 or ($3 and abs(hashtext(employee_id)) % 100 = 0))`,
    [period, spoilt === "every row", spoilt === "one row in a hundred"],
  );

const perform = async ({ work, period, rounds, database, eventStore }: Order): Promise<Told> => {
  const pool = new pg.Pool({ connectionString: database, max: 8 });
  let told = { events: 0, rows: 0 };
  const streams = new Set<string>();
  const reads = new Map<string, { types: readonly string[]; after: string }>();
  let upTo = "0";
  const round: Record<Work["does"], () => Promise<{ before: () => Promise<unknown>; run: () => Promise<unknown> }>> = {
    rebuild: () => {
      const store = storeAt(eventStore, pool);
      const watched: EventStore = {
        ...store,
        readStream: (stream, options) => {
          streams.add(stream);
          return store.readStream(stream, options);
        },
        subscribeToAll: (options) => {
          const types = options.types ?? [];
          reads.set(types.join(), { types, after: String(options.after) });
          return store.subscribeToAll(options);
        },
      };
      const spoilt = work.does === "rebuild" ? work.spoilt : "no row";
      return Promise.resolve({
        before: () => spoil(pool, period, spoilt),
        run: async () => {
          const during = { signal: new AbortController().signal };
          const scope = { period: period as Period, dryRun: false }; // written in its form
          const report = await periodRebuilder({ store: watched, pool }).rebuild(scope, during);
          const expected = spoilt === "no row" ? "same" : "exchanged";
          if (report.outcome !== expected) throw new Error(`the rebuild ended with ${report.outcome}`);
          told = report;
          upTo = report.position;
        },
      });
    },
    read: () => {
      const asked = work.does === "read" ? work.asked : { streams: [], reads: [], upTo: "0" };
      const client = EventStoreDBClient.connectionString(eventStore);
      const byType = ({ types, after }: Asked["reads"][number]): Promise<void> =>
        new Promise((resolve, reject) => {
          const from = after === "start" ? START : { commit: BigInt(after), prepare: BigInt(after) };
          const subscription = client.subscribeToAll({
            fromPosition: from,
            filter: eventTypeFilter({ prefixes: [...types] }),
          });
          subscription.on("error", reject);
          subscription.on("data", () => undefined);
          subscription.on("caughtUp", () => void subscription.unsubscribe().then(resolve, reject));
        });
      const run = async (): Promise<void> => {
        for (const each of asked.reads) await byType(each);
        await eachOf([...asked.streams], 32, async (stream) => {
          try {
            for await (const event of client.readStream(stream)) void event;
          } catch {
            // No such stream: a unit without a sheet of the month.
          }
        });
      };
      return Promise.resolve({ before: () => Promise.resolve(), run });
    },
    copy: async () => {
      const db = await pool.connect();
      const tables = ["timesheet_month", "payroll_hours"];
      const texts = new Map<string, Buffer[]>();
      for (const table of tables) {
        const text: Buffer[] = [];
        for await (const part of db.query(
          copyTo(`copy (select * from views.${table} where period = '${period}') to stdout`),
        ))
          text.push(part as Buffer); // what COPY sends
        texts.set(table, text);
      }
      return {
        before: async () => {
          for (const table of tables) {
            await db.query(`drop table if exists bare_${table}`);
            await db.query(`create table bare_${table} (like views.${table} including all)`);
          }
        },
        run: async () => {
          for (const table of tables)
            await pipeline(Readable.from(texts.get(table) ?? []), db.query(copyFrom(`copy bare_${table} from stdin`)));
        },
      };
    },
  };
  const { before, run } = await round[work.does]();
  const seconds: number[] = [];
  const cpu: number[] = [];
  for (let number = 0; number <= rounds; number += 1) {
    await before();
    const used = process.cpuUsage();
    seconds.push(await secondsOf(run));
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1e6);
  }
  return {
    first: seconds[0] ?? Number.NaN,
    seconds: median(seconds.slice(1)),
    cpuSeconds: median(cpu.slice(1)),
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
    events: told.events,
    rows: told.rows,
    asked: { streams: [...streams], reads: [...reads.values()], upTo },
  };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const order = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Order; // written by `workInOwnProcess`
  const told = await perform(order);
  process.send?.(told, () => process.exit());
}

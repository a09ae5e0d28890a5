// What wakes the owner when a timer comes due: one job of pg-boss for each instant at which any does. The timers themselves stand
// in a table of ours, in the order of their due time and under the fence (ADR 13 says why); an alarm only says "look now".
import { madeId } from "@tabel/event-store";
import type { Logger } from "@tabel/platform";
import type pg from "pg";
import PgBoss from "pg-boss";
import type { Session } from "../engine/session.js";

const queue = "timer-alarms";
const schema = "alarms";

export interface Alarms {
  /** On the transaction that stores the timers; instants that have an alarm already keep it. */
  set(instants: readonly string[], session: Pick<Session, "run">): Promise<void>;
  stop(): Promise<void>;
}

export interface AlarmOptions {
  readonly pool: pg.Pool;
  readonly log: Pick<Logger, "warn">;
  /** Called when an alarm goes off, in whichever process. */
  readonly ring: () => void;
}

/** pg-boss does not wait for the marking of a job as done: what fails there would be nobody's, and end the whole program. */
const marksDone = (text: string): boolean => /set\s+completed_on/i.test(text) || /with\s+deleted_jobs/i.test(text);
const nothing = (text: string) => ({ rows: marksDone(text) ? [{ count: "0" }] : [] });

/** Brings pg-boss's own schema up to date and begins to listen. It works on the given pool: no connections of its own. */
export const startAlarms = async ({ pool, log, ring }: AlarmOptions): Promise<Alarms> => {
  let stopped = false;
  const boss = new PgBoss({
    // An alarm that is being marked when this program stops, or loses its connection, is not marked: it goes off once more, and
    // nothing is due.
    db: {
      executeSql: async (text, values) => {
        if (stopped) return nothing(text);
        try {
          return await pool.query<object>(text, values);
        } catch (error) {
          if (!marksDone(text)) throw error;
          log.warn({ err: error }, "an alarm was not marked as gone off; it goes off again");
          return nothing(text);
        }
      },
    },
    schema,
    schedule: false, // no cron
    supervise: true,
    maintenanceIntervalMinutes: 30,
    archiveCompletedAfterSeconds: 3_600,
    deleteAfterDays: 1,
  });
  boss.on("error", (error) =>
    log.warn({ err: error }, "the alarms of the timers cannot work; timers are looked for anyway"),
  );
  await boss.start();
  await boss.createQueue(queue, { name: queue, policy: "standard", retryLimit: 0 });
  await boss.work(queue, { batchSize: 100, pollingIntervalSeconds: 1 }, () => {
    ring();
    return Promise.resolve();
  });
  return {
    set: async (instants, session) => {
      const jobs = [...new Set(instants)].map((at) => ({ id: madeId(at, queue), name: queue, startAfter: at }));
      const db = {
        executeSql: async (text: string, values: unknown[]) => ({ rows: await session.run<object>(text, values) }),
      };
      await boss.insert(jobs, { db });
    },
    stop: async () => {
      await boss.stop({ graceful: true, wait: true, timeout: 2_000 });
      stopped = true;
    },
  };
};

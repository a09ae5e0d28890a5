// Work that takes longer than a transaction may: claimed by a lease that its holder renews, and free again soon after the holder died.
// Done at least once; what it does at its end has to recognise a repetition, as commands do.
import { setTimeout as pause } from "node:timers/promises";
import { backoffDelay, type Logger } from "@tabel/platform";
import { describeError, valueTypes } from "@tabel/read-models";
import type pg from "pg";
import type { Bell } from "../engine/bell.js";
import { type Origin, type Outcome, PermanentFailure } from "../process/ports.js";

export interface WorkTask extends Origin {
  readonly data: object;
  /** Counted from 1. */
  readonly attempt: number;
  /** Aborts when the time is over, the program stops, or somebody else has the work. */
  readonly signal: AbortSignal;
}

export interface LongWork {
  /** Throw for what may pass: it is tried again, later and later. */
  do(task: WorkTask): Promise<Outcome>;
  /** Tried often enough, also by programs that did not live to tell: ends it in some other way. */
  giveUp(task: WorkTask): Promise<Outcome>;
}

export const usualWorkLimits = {
  atOnce: 1,
  /** Attempts before it is given up, and after which the giving up is set aside too. */
  attempts: 3,
  attemptsToGiveUp: 10,
  longestMs: 240_000,
  leaseMs: 30_000,
  wait: { first: 1_000, most: 300_000, factor: 3 },
};
export type WorkLimits = typeof usualWorkLimits;

export interface LongWorking {
  readonly pool: pg.Pool;
  readonly works: Readonly<Record<string, LongWork>>;
  readonly log: Pick<Logger, "warn" | "error">;
  readonly bell: Bell;
  readonly signal: AbortSignal;
  readonly limits?: Partial<WorkLimits>;
}

interface Claimed {
  readonly id: string;
  readonly process: string;
  readonly instance: string;
  readonly factId: string;
  readonly key: string;
  readonly body: { readonly work: string; readonly data: object };
  readonly correlationId: string;
  /** Also tells one holder from the next. */
  readonly attempts: number;
}

// A lease is a time before which nobody else takes it.
const claim = `
  update processes.intent taken set attempts = attempts + 1, next_at = clock_timestamp() + $1 * interval '1 ms'
  where id = (
    select id from processes.intent mine
    where does = 'work' and status = 'waiting' and next_at <= clock_timestamp() and not exists (
      select from processes.intent before
      where before.process = mine.process and before.instance = mine.instance and before.status = 'waiting'
        and before.seq < mine.seq)
    order by next_at, seq limit 1 for update skip locked)
  returning id, process, instance, fact_id as "factId", key, body, correlation_id as "correlationId", attempts`;

const lookMs = 1_000;

export const carryOutWork = async (ports: LongWorking): Promise<void> => {
  const { pool, works, log, bell, signal } = ports;
  const limits = { ...usualWorkLimits, ...ports.limits };
  const query = <Row extends object>(text: string, values: unknown[]) =>
    pool.query<Row>({ text, values, types: valueTypes });

  const settle = ({ id, attempts }: Claimed, status: string, told: object | null) =>
    query(
      `update processes.intent set status = $3, told = $4, ended_at = clock_timestamp(), error_class = null, error_message = null
       where id = $1 and attempts = $2 and status = 'waiting'`,
      [id, attempts, status, told === null ? null : JSON.stringify(told)],
    );

  const failed = async (claimed: Claimed, error: unknown): Promise<void> => {
    const { id, attempts, process, instance, key } = claimed;
    const { errorClass, errorMessage } = describeError(error);
    const dead = error instanceof PermanentFailure || attempts >= limits.attemptsToGiveUp;
    await query(
      `update processes.intent set status = $3, next_at = clock_timestamp() + $4 * interval '1 ms', error_class = $5,
         error_message = $6, ended_at = case when $3 = 'dead' then clock_timestamp() end
       where id = $1 and attempts = $2 and status = 'waiting'`,
      [id, attempts, dead ? "dead" : "waiting", backoffDelay(limits.wait, attempts), errorClass, errorMessage],
    );
    const about = { intent: id, process, instance, key, attempts, errorClass, errorMessage };
    if (dead) log.error(about, "work could not be done; it is on the dead-letter list and the rest goes on");
    else log.warn(about, "work could not be done; it is tried again later");
  };

  const release = ({ id, attempts }: Claimed) =>
    query(
      `update processes.intent set attempts = attempts - 1, next_at = clock_timestamp()
       where id = $1 and attempts = $2 and status = 'waiting'`,
      [id, attempts],
    );

  const doOne = async (claimed: Claimed): Promise<void> => {
    const { id: intentId, process, instance, factId, key, correlationId, attempts, body } = claimed;
    const lost = new AbortController();
    const ending = AbortSignal.any([signal, lost.signal, AbortSignal.timeout(limits.longestMs)]);
    const renew = setInterval(() => {
      query(
        "update processes.intent set next_at = clock_timestamp() + $3 * interval '1 ms' where id = $1 and attempts = $2 and status = 'waiting'",
        [intentId, attempts, limits.leaseMs],
      ).then(
        ({ rowCount }) => {
          if (rowCount === 0) lost.abort();
        },
        () => undefined, // the lease runs out where this goes on; who takes the work then finds what was recorded
      );
    }, limits.leaseMs / 3);
    try {
      const work = works[body.work];
      if (work === undefined) throw new PermanentFailure("work-unknown");
      const task = {
        process,
        instance,
        factId,
        key,
        intentId,
        correlationId,
        data: body.data,
        attempt: attempts,
        signal: ending,
      };
      const outcome = await (attempts > limits.attempts ? work.giveUp(task) : work.do(task));
      await settle(claimed, outcome.is, outcome.is === "done" ? (outcome.told ?? null) : { code: outcome.code });
    } catch (error) {
      // Who stops in between has not failed: it is free at once, and the attempt does not count.
      if (signal.aborted) await release(claimed);
      else await failed(claimed, error);
    } finally {
      clearInterval(renew);
    }
  };

  const takeOne = async (): Promise<boolean> => {
    const [claimed] = (await query<Claimed>(claim, [limits.leaseMs])).rows;
    if (claimed === undefined) return false;
    await doOne(claimed);
    return true;
  };

  const worker = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      try {
        while (!signal.aborted && (await takeOne()));
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ ...describeError(error), failures }, "long work cannot be done at the moment; trying again");
        await pause(backoffDelay({ first: 200, most: 10_000 }, failures), undefined, { signal }).catch(() => undefined);
      }
      await bell.rung(lookMs, signal);
    }
  };
  await Promise.all(Array.from({ length: limits.atOnce }, worker));
};

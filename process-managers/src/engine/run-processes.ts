// Runs process managers until it is told to stop: becomes the one process that folds and reacts, or waits to take over; has new ones
// and new versions folded; carries intents out; begins again after any failure of the store or the database.
import { setTimeout as pause } from "node:timers/promises";
import type { Inquiry, Instant } from "@tabel/domain";
import { type EventStore, readerOf } from "@tabel/event-store";
import { type Logger, retry } from "@tabel/platform";
import { describeError, openOwnSession } from "@tabel/read-models";
import type pg from "pg";
import { carryOutIntents, type usualLimits } from "../carrying-out/carry-out.js";
import { carryOutWork, type LongWork, type WorkLimits } from "../carrying-out/long-work.js";
import type { CarryOutCommand, TellAbout } from "../process/ports.js";
import type { AnyProcess } from "../process/process.js";
import { startAlarms } from "../timers/alarms.js";
import { createBell } from "./bell.js";
import { carriedOutKinds, type Seam } from "./boundaries.js";
import { foldVersion } from "./fold-version.js";
import { NewerVersion, own } from "./own.js";
import { becomeOwner, type Ownership, sessionOn } from "./session.js";
import { Fenced } from "./standing.js";

export interface RunProcessesOptions {
  readonly store: Pick<EventStore, "subscribeToAll" | "readAll" | "headPosition" | "load">;
  /** One connection is kept, and one while a version is folded; up to six at once carry out. */
  readonly pool: pg.Pool;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly processes: readonly AnyProcess[];
  readonly clock: () => Instant;
  readonly carryOutCommand: CarryOutCommand;
  /** Without it what is to be told waits. */
  readonly tellAbout?: TellAbout;
  readonly limits?: Partial<typeof usualLimits>;
  /** Whoever does long work, by name. Without it such work waits. */
  readonly works?: Readonly<Record<string, LongWork>>;
  readonly workLimits?: Partial<WorkLimits>;
  /** For crash tests: told at each boundary between two steps. */
  readonly seam?: Seam;
}

export interface ProcessRunner {
  /** `standby`: another process works; this one takes over when that one ends. Both carry out. */
  role(): "owner" | "standby";
  /** Versions that could not be folded: what was there before stays, and nothing reacts. */
  failed(): readonly string[];
  /** Look now: what the clock shows has changed, or rows were changed beside it. */
  wake(): void;
  /** Ends after the running transactions, or without them when that takes too long. */
  stop(): Promise<void>;
}

/** A run that lasted longer than the longest wait was a good one: the next failure is the first again. */
const waits = { first: 200, most: 10_000 };
const lastTransactionMs = 4_000;
const lookMs = 1_000;

export const runProcessEngine = (options: RunProcessesOptions): ProcessRunner => {
  const { store, pool, log, processes, clock, seam = () => undefined } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const folding = createBell();
  const bells = { command: createBell(), notify: createBell(), work: createBell() };
  const bell = createBell();
  const open = new Set<Pick<Ownership, "release">>();
  const failed = new Map<string, string>();
  let owner = false;
  let outdated = false;

  // What the facts of a turn tell of must be there: the store itself is asked, once a turn for each stream.
  const inquiry = (): Inquiry => ({ ...readerOf(store, true), at: clock() });

  const forever = async (what: string, work: () => Promise<void>): Promise<void> => {
    while (!signal.aborted) {
      const onFailure = (error: unknown, failures: number, waitMs: number): void =>
        log.warn({ ...describeError(error), failures, waitMs }, `${what} stopped; starting again`);
      const once = async (): Promise<void> => {
        const began = performance.now();
        try {
          await work();
        } catch (error) {
          if (signal.aborted) return;
          if (performance.now() - began <= waits.most) throw error;
          onFailure(error, 0, 0);
        }
      };
      await retry(once, { ...waits, attempts: Infinity, onFailure, signal }).catch(() => undefined); // stopping
    }
  };

  const ownThem = async (): Promise<void> => {
    const ownership = await becomeOwner(pool, signal);
    if (ownership === undefined) return;
    open.add(ownership);
    owner = !outdated;
    log.info({ processes: processes.map(({ name }) => name) }, "this process works on the process managers");
    const ending = AbortSignal.any([signal, ownership.lost]);
    const { session } = ownership;
    const onTurn = (): void => Object.values(bells).forEach((each) => each.ring());
    const parts = { store, processes, inquiry, bell, seam, log, onTurn, onNew: () => folding.ring() };
    try {
      const alarms = await alarmsStarted;
      while (!ending.aborted)
        try {
          await own({ ...parts, session, alarms, signal: ending });
        } catch (error) {
          // A version took over, or somebody beside has written: what stands is read again. Were another process the owner,
          // this one's connection would be gone, and the next statement would say so.
          if (!(error instanceof Fenced)) throw error;
          log.info({}, "the processes were changed beside their owner; it reads again where they stand");
        }
      if (!signal.aborted) throw new Error("the connection was lost, and the lock with it");
    } catch (error) {
      if (!(error instanceof NewerVersion)) throw error;
      log.info({ cause: error.message }, "a newer program takes over the process managers; this one stands by");
      outdated = true;
    } finally {
      owner = false;
      open.delete(ownership);
      ownership.release();
    }
    // Time for the newer one to become the owner; where it ends, this one asks again, and still knows too little.
    await pause(waits.most, undefined, { signal }).catch(() => undefined);
  };

  /** Whoever owns: a version is folded by the program that has it. */
  const foldWhatIsNew = async (): Promise<void> => {
    const { rows } = await pool.query<{ name: string; version: number }>(
      "select name, version from processes.process where name = any($1)",
      [processes.map(({ name }) => name)],
    );
    const stands = new Map(rows.map(({ name, version }) => [name, version]));
    for (const process of processes) {
      const version = stands.get(process.name);
      if (version === undefined || version >= process.version || signal.aborted) continue;
      const connection = await openOwnSession(pool, {
        applicationName: "tabel processes",
        lossyCommits: false,
        on: sessionOn,
      });
      open.add(connection);
      try {
        await connection.session.run("select pg_advisory_lock(hashtext('tabel process'), hashtext($1))", [
          process.name,
        ]);
        if (await foldVersion({ store, session: connection.session, process, signal }))
          log.info({ process: process.name, version: process.version }, "a version of a process has taken over");
        failed.delete(process.name);
        bell.ring();
      } catch (error) {
        if (!signal.aborted) failed.set(process.name, describeError(error).errorMessage);
        throw error;
      } finally {
        open.delete(connection);
        connection.release();
      }
    }
    await folding.rung(lookMs, signal);
  };

  const alarmsStarted = startAlarmsUntil(pool, log, () => bell.ring(), signal);
  const ports = {
    pool,
    carryOutCommand: options.carryOutCommand,
    ...(options.tellAbout === undefined ? {} : { tellAbout: options.tellAbout }),
    seam,
    log,
    signal,
    onRefusal: () => bell.ring(),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  };
  const running = Promise.all([
    forever("the process managers", ownThem),
    forever("the folding of a version", foldWhatIsNew),
    ...carriedOutKinds
      .filter((kind) => kind !== "notify" || options.tellAbout !== undefined)
      .map((kind) => carryOutIntents(kind, { ...ports, bell: bells[kind] })),
    ...(options.works === undefined
      ? []
      : [
          carryOutWork({
            pool,
            works: options.works,
            log,
            bell: bells.work,
            signal,
            ...(options.workLimits === undefined ? {} : { limits: options.workLimits }),
          }),
        ]),
  ]);

  return {
    role: () => (owner ? "owner" : "standby"),
    failed: () => [...failed.keys()],
    wake: () => {
      for (const each of [bell, folding, ...Object.values(bells)]) each.ring();
    },
    stop: async () => {
      stopping.abort();
      const late = setTimeout(() => open.forEach((each) => each.release()), lastTransactionMs);
      await running;
      clearTimeout(late);
      await alarmsStarted.then((alarms) => alarms.stop()).catch(() => undefined);
    },
  };
};

/** Tries until it works: the database may be away for a moment. */
const startAlarmsUntil = (pool: pg.Pool, log: RunProcessesOptions["log"], ring: () => void, signal: AbortSignal) => {
  const onFailure = (error: unknown): void =>
    log.warn(describeError(error), "the alarms of the timers cannot start yet");
  const started = retry(() => startAlarms({ pool, log, ring }), { ...waits, attempts: Infinity, onFailure, signal });
  started.catch(() => undefined); // stopping
  return started;
};

// Runs projections until it is told to stop: becomes the one process that works, follows the log with those whose rows are
// current, has the others rebuilt beside them, and begins again after any failure of the store, the database or the
// connection.
import type { EventStore } from "@tabel/event-store";
import { type Logger, retry } from "@tabel/platform";
import { type CheckpointRow, viewsSchema } from "@tabel/read-models";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { bringUp, readStanding } from "./bring-up.js";
import { CheckpointFenced, describeFault } from "../fault.js";
import { follow, type Step } from "./follow.js";
import { becomeOwner, openSession, type Ownership } from "../ownership/ownership.js";
import type { ParkedEvent } from "../parking/parking.js";
import { createProgress, type ProjectionStatus } from "../standing/progress.js";
import type { Projection } from "../projection.js";
import { openTrain, type Train } from "./train.js";
import { byStanding, stillMissing } from "../ownership/versions.js";

export interface RunProjectionsOptions {
  readonly store: Pick<EventStore, "subscribeToAll" | "readAll" | "headPosition">;
  /** Two connections of it are kept, and `rebuildConnections` and one more while projections are rebuilt. */
  readonly pool: pg.Pool;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly projections: readonly Projection[];
  readonly signal?: AbortSignal;
  /** Where the tables are; the schema that queries read unless said otherwise. */
  readonly schema?: string;
  readonly rebuildConnections?: number;
  /** A log with fewer events than this is read straight into empty live tables. */
  readonly shortLog?: number;
}

export interface ProjectionRunner {
  /** `standby`: another process works; this one takes over when that one ends. */
  role(): "owner" | "standby";
  /** One entry for those that move together; a second one while some are still catching up. */
  status(): readonly ProjectionStatus[];
  /** Those that are being rebuilt, and those whose rebuild failed: an older version of them stays live. */
  building(): { readonly waiting: readonly string[]; readonly failed: readonly string[] };
  /** Everything up to here is visible in every view. */
  position(): bigint;
  /** Resolves once `position` is there; rejects after so many milliseconds. */
  reached(position: bigint, withinMs: number): Promise<void>;
  /** Ends after the running transaction, or without it when that takes too long. */
  stop(): Promise<void>;
}

/** A run that lasted longer than the longest wait was a good one: the next failure is the first again. */
const waits = { first: 200, most: 10_000 };
const lastTransactionMs = 4_000;
const lookMs = 1_000;
const usual = { rebuildConnections: 2, shortLog: 2_000 };

/** Which tables the projections have, as far as the checkpoints tell. */
const tablesKnown = (rows: readonly CheckpointRow[]): string =>
  rows
    .map(({ projection, version, generation }) => `${projection} ${version} ${generation}`)
    .sort()
    .join("\n");

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

export const runProjectionEngine = (options: RunProjectionsOptions): ProjectionRunner => {
  const { store, pool, log, projections, schema = viewsSchema } = options;
  const { rebuildConnections = usual.rebuildConnections, shortLog = usual.shortLog } = options;
  const stopping = new AbortController();
  options.signal?.addEventListener("abort", () => stopping.abort(), { once: true });
  if (options.signal?.aborted === true) stopping.abort();
  let owner = false;
  const progress = createProgress();
  const open = new Set<Ownership>();
  let changed = new AbortController();
  let failed: readonly string[] = [];

  const onParked = (parked: ParkedEvent): void =>
    log.error({ ...parked }, "a projection could not take an event in; it is parked and the rest goes on");

  const startTrain = (members: readonly Projection[], { session }: Ownership): Promise<Train> =>
    openTrain({ projections: members, schema, session, onParked });

  const namesOf = (some: readonly Projection[]): string[] => some.map(({ name }) => name);

  const keepUp = async (train: Train, members: readonly Projection[], signal: AbortSignal, onCaughtUp?: () => void) => {
    const record = progress.begin(namesOf(members), train.position());
    const onStep = (step: Step): void => {
      record(step);
      if (step.caughtUp) onCaughtUp?.();
    };
    await follow({ store, train, signal, onStep });
  };

  /** Those that stand behind the others catch up beside them, so that the views that are current stay current. */
  const bringIn = async (
    ownership: Ownership,
    current: readonly Projection[],
    late: readonly Projection[],
    ending: AbortSignal,
  ): Promise<void> => {
    log.info({ projections: namesOf(late) }, "projections catch up before they join the others");
    const joining = new AbortController();
    const signal = AbortSignal.any([ending, joining.signal]);
    const second = await openSession(pool);
    open.add(second);
    const inTime = current.filter((projection) => !late.includes(projection));
    const both = [
      startTrain(inTime, ownership).then((train) => keepUp(train, inTime, signal)),
      startTrain(late, second).then((train) => keepUp(train, late, signal, () => joining.abort())),
    ];
    // When one fails the other must not go on alone.
    const outcomes = await Promise.allSettled(both.map((one) => one.finally(() => joining.abort())));
    open.delete(second);
    second.release();
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  };

  /** Follows the log with these until the signal aborts. */
  const keepCurrent = async (ownership: Ownership, current: readonly Projection[], signal: AbortSignal) => {
    let train = await startTrain(current, ownership);
    const late = train.late();
    if (late.length > 0) {
      const lateOnes = current.filter(({ name }) => late.includes(name));
      await bringIn(ownership, current, lateOnes, signal);
      if (signal.aborted) return;
      train = await startTrain(current, ownership);
      progress.end();
    }
    await keepUp(train, current, signal);
  };

  const work = async (ownership: Ownership): Promise<void> => {
    const ending = AbortSignal.any([stopping.signal, ownership.lost]);
    while (!ending.aborted) {
      const more = new AbortController();
      changed = more;
      const rows = await readStanding(pool, schema);
      const { current, outdated, fresh } = byStanding(projections, rows);
      progress.wait([...outdated, ...fresh].map(({ name }) => name));
      const signal = AbortSignal.any([ending, more.signal]);
      // The fence tells whoever writes; where nothing is appended, whether anything was exchanged has to be asked.
      const known = tablesKnown(rows);
      const looking = setInterval(() => {
        void readStanding(pool, schema).then(
          (now) => tablesKnown(now) === known || more.abort(),
          () => undefined, // the database is away: whoever writes is told so
        );
      }, lookMs);
      try {
        if (current.length > 0) await keepCurrent(ownership, current, signal);
        else await aborted(signal);
      } catch (error) {
        // Tables were exchanged or events redriven beside us: what stands is read again. Were another process the owner,
        // this one's connection would be gone, and the next statement would say so.
        if (!(error instanceof CheckpointFenced)) throw error;
        log.info(
          { schema },
          "rows of the projections were changed beside their reader; it reads again where they stand",
        );
      } finally {
        clearInterval(looking);
        progress.end();
      }
    }
  };

  const own = async (): Promise<void> => {
    const ownership = await becomeOwner(pool, stopping.signal);
    if (ownership === undefined) return;
    open.add(ownership);
    owner = true;
    log.info({ schema }, "this process works on the projections");
    try {
      await work(ownership);
      if (!stopping.signal.aborted) throw new Error("the connection was lost, and the lock with it");
    } finally {
      owner = false;
      open.delete(ownership);
      ownership.release();
    }
  };

  /** Whoever owns the live tables: others are filled by whoever needs them. */
  const build = async (): Promise<void> => {
    const parts = { store, pool, log, projections, schema, shortLog };
    const options = { ...parts, connections: rebuildConnections, signal: stopping.signal };
    failed = (await bringUp(options, () => changed.abort())).failed;
    // Until somebody has mended what it failed over, and rebuilt it beside this process.
    while (failed.length > 0 && !stopping.signal.aborted) {
      await sleep(lookMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      const rows = await readStanding(pool, schema).catch(() => undefined); // the database is away: nothing is known
      if (rows !== undefined) failed = stillMissing(projections, rows, failed);
    }
  };

  const forever = async (work: () => Promise<void>): Promise<void> => {
    while (!stopping.signal.aborted) {
      let ended = false;
      const onFailure = (error: unknown, failures: number, waitMs: number): void => {
        log.warn({ ...describeFault(error), failures, waitMs }, "the projections stopped; starting again");
      };
      const once = async (): Promise<void> => {
        const began = performance.now();
        try {
          await work();
          ended = true;
        } catch (error) {
          if (stopping.signal.aborted) return;
          if (performance.now() - began <= waits.most) throw error;
          onFailure(error, 0, 0);
        }
      };
      await retry(once, { ...waits, attempts: Infinity, onFailure, signal: stopping.signal }).catch(() => undefined); // stopping
      if (ended) return;
    }
  };

  const running = Promise.all([forever(own), forever(build)]);

  return {
    role: () => (owner ? "owner" : "standby"),
    status: () => progress.status(),
    building: () => ({ waiting: progress.waiting(), failed }),
    position: () => progress.position(),
    reached: (position, withinMs) => progress.reached(position, withinMs),
    stop: async () => {
      stopping.abort();
      const late = setTimeout(() => open.forEach((ownership) => ownership.release()), lastTransactionMs);
      await running;
      clearTimeout(late);
    },
  };
};

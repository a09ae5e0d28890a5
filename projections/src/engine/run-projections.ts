// Runs projections until it is told to stop: becomes the one process that works, brings in those that are behind, follows
// the log, and begins again after any failure of the store, the database or the connection.
import { setTimeout as sleep } from "node:timers/promises";
import type { EventStore } from "@tabel/event-store";
import type { Logger } from "@tabel/platform";
import { viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { describeFault } from "./fault.js";
import { follow, type Step } from "./follow.js";
import { becomeOwner, openSession, type Ownership } from "./ownership.js";
import type { ParkedEvent } from "./parking.js";
import { createProgress, type ProjectionStatus } from "./progress.js";
import type { Projection } from "./projection.js";
import { openTrain, type Train } from "./train.js";
import { startOverWhereChanged } from "./versions.js";

export interface RunProjectionsOptions {
  readonly store: Pick<EventStore, "subscribeToAll">;
  /** Two connections of it are kept. */
  readonly pool: pg.Pool;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly projections: readonly Projection[];
  readonly signal?: AbortSignal;
  /** Where the tables are; the schema that queries read unless said otherwise. */
  readonly schema?: string;
}

export interface ProjectionRunner {
  /** `standby`: another process works; this one takes over when that one ends. */
  role(): "owner" | "standby";
  /** One entry for those that move together; a second one while some are still catching up. */
  status(): readonly ProjectionStatus[];
  /** Everything up to here is visible in every view. */
  position(): bigint;
  /** Resolves once `position` is there; rejects after so many milliseconds. */
  reached(position: bigint, withinMs: number): Promise<void>;
  /** Ends after the running transaction, or without it when that takes too long. */
  stop(): Promise<void>;
}

const firstWaitMs = 200;
const longestWaitMs = 10_000;
const lastTransactionMs = 4_000;

export const runProjectionEngine = (options: RunProjectionsOptions): ProjectionRunner => {
  const { store, pool, log, projections, schema = viewsSchema } = options;
  const stopping = new AbortController();
  options.signal?.addEventListener("abort", () => stopping.abort(), { once: true });
  if (options.signal?.aborted === true) stopping.abort();
  let owner = false;
  const progress = createProgress();
  const open = new Set<Ownership>();

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
  const bringIn = async (ownership: Ownership, late: readonly Projection[]): Promise<void> => {
    log.info({ projections: namesOf(late) }, "projections catch up before they join the others");
    const joining = new AbortController();
    const signal = AbortSignal.any([stopping.signal, ownership.lost, joining.signal]);
    const second = await openSession(pool);
    open.add(second);
    const inTime = projections.filter((projection) => !late.includes(projection));
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

  const work = async (ownership: Ownership): Promise<void> => {
    for (const name of await startOverWhereChanged(projections, schema, ownership.session))
      log.info({ projection: name }, "a projection has a new version and starts over");
    let train = await startTrain(projections, ownership);
    const late = train.late();
    if (late.length > 0) {
      await bringIn(
        ownership,
        projections.filter(({ name }) => late.includes(name)),
      );
      train = await startTrain(projections, ownership);
      progress.end();
    }
    await keepUp(train, projections, AbortSignal.any([stopping.signal, ownership.lost]));
  };

  const run = async (): Promise<void> => {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      let ownership: Ownership | undefined;
      const began = performance.now();
      try {
        ownership = await becomeOwner(pool, stopping.signal);
        if (ownership === undefined) return;
        open.add(ownership);
        owner = true;
        log.info({ schema }, "this process works on the projections");
        await work(ownership);
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (performance.now() - began > longestWaitMs) attempt = 0;
        const waitMs = Math.random() * Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempt, 10));
        log.warn({ ...describeFault(error), waitMs: Math.round(waitMs) }, "the projections stopped; starting again");
        await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      } finally {
        owner = false;
        progress.end();
        if (ownership !== undefined) {
          open.delete(ownership);
          ownership.release();
        }
      }
    }
  };

  const running = run();

  return {
    role: () => (owner ? "owner" : "standby"),
    status: () => progress.status(),
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

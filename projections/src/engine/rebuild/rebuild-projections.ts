// Rebuilds projections beside a running system: new tables are filled while the old ones are read and written, and take
// their place when they stand where the others do.
import type { EventStore } from "@tabel/event-store";
import type { Logger } from "@tabel/platform";
import { viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { openSession } from "../ownership/ownership.js";
import { PoisonEvent } from "../parking/parking.js";
import type { Projection } from "../projection.js";
import { type Build, openBuild, parkedIn } from "./build.js";
import { exchange, foremost, liveCheckpoints } from "./exchange.js";
import { FrozenRowsDiffer, refuseChangedFrozenRows } from "./frozen-rows.js";
import { bySession, fill, usualEventsAtOnce } from "./fill.js";
import { type Lanes, openLanes } from "./lanes.js";
import { dropRetired, graceSeconds } from "./retired.js";

export interface RebuildProgress {
  readonly phase: "filling" | "completing" | "exchanging";
  readonly events: number;
  readonly rows: number;
  /** Where it stands, and where it has to get. */
  readonly position: bigint;
  readonly target: bigint;
}

export interface RebuildProjectionsOptions {
  readonly store: Pick<EventStore, "subscribeToAll" | "headPosition">;
  readonly pool: pg.Pool;
  readonly projections: readonly Projection[];
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly signal: AbortSignal;
  /** Those of them that nothing is read from yet: an event that they cannot take in is parked, as live. */
  readonly parkIn?: (projection: Projection) => boolean;
  readonly live?: string;
  /** Connections that fill tables; one more exchanges them. */
  readonly connections?: number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly eventsAtOnce?: number;
  /** Whether rows that people have relied on (a closed period's) may change: somebody has decided that nobody was paid by them. */
  readonly changeFrozen?: boolean;
  /** How long replaced tables are kept. */
  readonly graceSeconds?: number;
}

export interface RebuildOutcome {
  /** Live now. */
  readonly exchanged: readonly string[];
  /** They could not take an event in, or would change a closed period; what was built of them is gone and the old tables stand. */
  readonly failed: readonly { readonly projection: string; readonly error: Error }[];
  /** Another process is rebuilding them. */
  readonly busy: readonly string[];
  /** Stopped where they can be gone on with. */
  readonly stopped: readonly string[];
}

const twoConnections = 2;
const lastStatementMs = 3_500;
const tellMs = 500;
/** Rounds in which a build that reads faster than others append is as good as level. */
const rounds = 10;

export const rebuildProjections = async (options: RebuildProjectionsOptions): Promise<RebuildOutcome> => {
  const { projections, pool, live = viewsSchema, connections = twoConnections, parkIn = () => false } = options;
  if (projections.length === 0) return { exchanged: [], failed: [], busy: [], stopped: [] };
  const lanes = await openLanes(pool, Math.min(connections, projections.length));
  // Making an index has no end that one could wait for; what is lost by cutting it off is that index alone.
  const cutOff = (): void => void setTimeout(() => lanes.release(), lastStatementMs).unref();
  options.signal.addEventListener("abort", cutOff, { once: true });
  try {
    const builds: Build[] = [];
    const busy: string[] = [];
    for (const [index, projection] of projections.entries()) {
      const strict = !parkIn(projection);
      const build = await openBuild({ projection, purpose: "rebuild", ownership: lanes.of(index), strict, live });
      if (build === undefined) busy.push(projection.name);
      else builds.push(build);
    }
    return { ...(await carryThrough(options, live, lanes, builds)), busy };
  } finally {
    options.signal.removeEventListener("abort", cutOff);
    lanes.release();
  }
};

const carryThrough = async (
  options: RebuildProjectionsOptions,
  live: string,
  lanes: Lanes,
  opened: readonly Build[],
): Promise<Omit<RebuildOutcome, "busy">> => {
  const { store, pool, log, onProgress } = options;
  const signal = AbortSignal.any([options.signal, lanes.lost]);
  const failed: { projection: string; error: Error }[] = [];
  const exchanged: string[] = [];
  let builds = [...opened];
  let events = 0;

  const onFailed = async (build: Build, error: unknown): Promise<void> => {
    if (error instanceof FrozenRowsDiffer) {
      const { table, key } = error;
      log.error(
        { projection: build.projection.name, table, ...key },
        "a rebuild would change a closed period; it is given up and the old tables stand",
      );
    } else if (error instanceof PoisonEvent)
      log.error({ ...error.parked }, "a rebuild could not take an event in; it is given up and the old tables stand");
    else throw error;
    failed.push({ projection: build.projection.name, error });
    builds = builds.filter((other) => other !== build);
    await build.discard();
  };
  const tell = (phase: RebuildProgress["phase"], position: bigint, target: bigint): void =>
    onProgress?.({ phase, events, rows: lanes.copied(), position, target });
  const least = (): bigint =>
    builds.reduce((a, b) => (b.position() < a ? b.position() : a), builds[0]?.position() ?? -1n);

  /** Where everything that is read stands; undefined where nothing is read yet. */
  const liveTarget = async (): Promise<bigint | undefined> => {
    const position = foremost(await liveCheckpoints(lanes.of(0).session, live));
    return position < 0n ? undefined : position;
  };
  const fillTo = (some: readonly Build[], upTo: bigint | undefined, target: bigint): Promise<void> =>
    fill({
      store,
      builds: some,
      ...(upTo === undefined ? {} : { upTo }),
      signal,
      eventsAtOnce: options.eventsAtOnce ?? usualEventsAtOnce,
      onFailed,
      onStep: (more, position) => {
        events += more;
        tell("filling", position, target);
      },
    });

  const catchUp = async (): Promise<void> => {
    for (let round = 0; round < rounds && builds.length > 0 && !signal.aborted; round += 1) {
      const upTo = await liveTarget();
      const target = upTo ?? (await store.headPosition());
      if (least() >= target) return;
      await fillTo(builds, upTo, target);
    }
  };

  const withEach = async (work: (build: Build) => Promise<unknown>): Promise<void> => {
    const working = bySession(builds).map(async (group) => {
      for (const build of group) if (!signal.aborted) await work(build);
    });
    for (const outcome of await Promise.allSettled(working)) if (outcome.status === "rejected") throw outcome.reason;
  };

  await catchUp();
  const telling = setInterval(() => tell("completing", least(), least()), tellMs);
  try {
    await withEach((build) => build.settle());
    await catchUp(); // those that had to begin again
    await withEach((build) => build.complete());
  } finally {
    clearInterval(telling);
  }
  await catchUp(); // what came in while indexes were made
  const second = await openSession(pool);
  /** Most rows are compared while others write; what is closed meanwhile is left for the moment in which nobody does. */
  const refuseChanged = async ({ projection, schema: rebuilt }: Build): Promise<() => Promise<void>> => {
    if (options.changeFrozen === true) return () => Promise.resolve();
    const sides = { projection, session: second.session, live, rebuilt };
    const compared = await refuseChangedFrozenRows(sides);
    return async () => void (await refuseChangedFrozenRows({ ...sides, compared }));
  };
  try {
    const ready = builds; // `builds` loses one that fails on the way
    for (const build of ready) {
      if (signal.aborted) break;
      tell("exchanging", build.position(), build.position());
      const parked = await parkedIn(build);
      const level = async (position: bigint): Promise<void> => {
        await fillTo([build], position, position);
        if (build.position() < position) throw new Error(`the rebuild of ${build.projection.name} was ended`);
      };
      try {
        const refuse = await refuseChanged(build);
        if (!(await exchange({ build, session: second.session, live, signal, level, refuse }))) break;
      } catch (error) {
        if (error instanceof FrozenRowsDiffer) await onFailed(build, error);
        if (builds.includes(build)) throw error;
        continue; // given up over a closed period, or one of the last events
      }
      exchanged.push(build.projection.name);
      const { name: projection, version } = build.projection;
      log.info({ projection, version, position: String(build.position()), parked }, "a rebuilt projection is live");
      if (parked > 0) log.error({ projection, parked }, "events that a projection could not take in are parked");
    }
    await dropRetired(second.session, live, options.graceSeconds ?? graceSeconds);
  } finally {
    second.release();
  }
  lanes.lost.throwIfAborted();
  const stopped = builds.map(({ projection: { name } }) => name).filter((name) => !exchanged.includes(name));
  return { exchanged, failed, stopped };
};

// Recomputes projections from the log beside the live tables, while they are read and written, and compares both at one
// position.
import type { EventStore } from "@tabel/event-store";
import { viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { openSession, type Ownership } from "../ownership/ownership.js";
import { type Projection, tablesOf } from "../projection.js";
import { type Build, openBuild } from "../rebuild/build.js";
import { liveCheckpoints } from "../rebuild/exchange.js";
import { fill, usualEventsAtOnce } from "../rebuild/fill.js";
import { type Lanes, openLanes } from "../rebuild/lanes.js";
import type { RebuildProgress } from "../rebuild/rebuild-projections.js";
import type { Session } from "../session.js";
import { compareTables, type Difference } from "./first-difference.js";

export interface VerifyOptions {
  readonly store: Pick<EventStore, "subscribeToAll">;
  readonly pool: pg.Pool;
  readonly projections: readonly Projection[];
  readonly signal: AbortSignal;
  readonly live?: string;
  readonly connections?: number;
  readonly eventsAtOnce?: number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Told as soon as one is known. */
  readonly onVerdict?: (verdict: Verdict) => void;
}

export type Verdict = { readonly projection: string } & (
  | { readonly is: "sound"; readonly position: bigint; readonly rows: number }
  | { readonly is: "different"; readonly position: bigint; readonly difference: Difference }
  /** It could not be compared, and why. */
  | { readonly is: "unknown"; readonly why: string }
);

const begin = async (session: Session): Promise<void> => {
  await session.define("begin isolation level repeatable read read only");
  await session.define("select"); // the moment that it sees from now on
};

/**
 * Holds the live checkpoint while the recomputed tables take in the last events and a reader begins that sees both sides
 * there. Owners wait meanwhile, for as long as these events take.
 */
const seeBothAt = async (
  build: Build,
  reader: Session,
  holder: Session,
  live: string,
  level: (position: bigint) => Promise<void>,
): Promise<bigint> =>
  holder.transaction(async () => {
    const standing = await liveCheckpoints(holder, live, "for update");
    const position = standing.find(({ projection }) => projection === build.projection.name)?.position ?? -1n;
    await level(position);
    await begin(reader);
    return position;
  });

const compare = async (build: Build, reader: Session, live: string, position: bigint): Promise<Verdict> => {
  const { projection, schema } = build;
  const personal = new Set(projection.reads.flatMap((definition) => definition.personal));
  let rows = 0;
  for (const table of tablesOf(projection)) {
    const compared = await compareTables({ session: reader, table, live, recomputed: schema, personal });
    rows += compared.rows;
    if (compared.difference !== undefined)
      return { projection: projection.name, is: "different", position, difference: compared.difference };
  }
  return { projection: projection.name, is: "sound", position, rows };
};

const begun = async (options: VerifyOptions, live: string, lanes: Lanes, tell: (verdict: Verdict) => void) => {
  const builds: Build[] = [];
  const standing = new Map(
    (await liveCheckpoints(lanes.of(0).session, live)).map((row) => [row.projection, row] as const),
  );
  for (const [index, projection] of options.projections.entries()) {
    const { name, version } = projection;
    const stands = standing.get(name);
    if (stands === undefined || stands.version !== version) {
      const why =
        stands === undefined
          ? "it has no rows yet"
          : `its rows are of version ${stands.version}, this program knows ${version}`;
      tell({ projection: name, is: "unknown", why });
      continue;
    }
    const build = await openBuild({
      projection,
      purpose: "verify",
      ownership: lanes.of(index),
      strict: false, // what is parked live is parked here
      live,
    });
    if (build === undefined) tell({ projection: name, is: "unknown", why: "another process verifies it" });
    else builds.push(build);
  }
  const positions = builds.map(({ projection: { name } }) => standing.get(name)?.position ?? -1n);
  return { builds, target: positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? -1n) };
};

/** One verdict a projection; what was recomputed is thrown away. */
export const verifyProjections = async (options: VerifyOptions): Promise<readonly Verdict[]> => {
  const { store, pool, projections, live = viewsSchema, onProgress, onVerdict } = options;
  if (projections.length === 0) return [];
  const verdicts: Verdict[] = [];
  const tell = (verdict: Verdict): void => {
    verdicts.push(verdict);
    onVerdict?.(verdict);
  };
  const lanes = await openLanes(pool, Math.min(options.connections ?? 2, projections.length));
  const open: Ownership[] = [];
  const session = async (): Promise<Session> => {
    const own = await openSession(pool);
    open.push(own);
    return own.session;
  };
  const signal = AbortSignal.any([options.signal, lanes.lost]);
  let events = 0;
  try {
    const { builds, target } = await begun(options, live, lanes, tell);
    const fillTo = async (some: readonly Build[], upTo: bigint): Promise<void> => {
      await fill({
        store,
        builds: some,
        upTo,
        signal,
        eventsAtOnce: options.eventsAtOnce ?? usualEventsAtOnce,
        onFailed: (_, error) => Promise.reject(error instanceof Error ? error : new Error(String(error))),
        onStep: (more, position) => {
          events += more;
          onProgress?.({ phase: "filling", events, rows: lanes.copied(), position, target });
        },
      });
      signal.throwIfAborted(); // what was left early compares with nothing
    };
    const [reader, holder] = [await session(), await session()];
    try {
      await fillTo(builds, target);
      for (const build of builds) {
        if (!(await build.settle())) await fillTo([build], target);
        await build.sortable();
        const level = (position: bigint): Promise<void> => fillTo([build], position);
        const position = await seeBothAt(build, reader, holder, live, level);
        tell(await compare(build, reader, live, position));
        await reader.define("commit");
      }
    } finally {
      if (!lanes.lost.aborted) for (const build of builds) await build.discard();
    }
    return verdicts;
  } finally {
    for (const own of open) own.release();
    lanes.release();
  }
};

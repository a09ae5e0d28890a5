// Gives projections that have no rows of this program's version their tables, beside those that are current, and says when
// there are more to keep up.
import type { EventStore } from "@tabel/event-store";
import type { Logger } from "@tabel/platform";
import { checkpointTable, type CheckpointRow, selectList, valueTypes } from "@tabel/read-models";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { beforeAll, checkpointsIn } from "../ownership/checkpoints.js";
import { openSession } from "../ownership/ownership.js";
import type { Projection } from "../projection.js";
import { rebuildProjections } from "../rebuild/rebuild-projections.js";
import { byStanding } from "../ownership/versions.js";

export interface BringUpOptions {
  readonly store: Pick<EventStore, "subscribeToAll" | "readAll" | "headPosition">;
  readonly pool: pg.Pool;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly projections: readonly Projection[];
  readonly schema: string;
  readonly signal: AbortSignal;
  readonly connections: number;
  /** A log with fewer events is read into the live tables: there is nothing yet that a reader could miss. */
  readonly shortLog: number;
}

export interface BroughtUp {
  /** Their rebuild failed: an older version of them stays live. */
  readonly failed: readonly string[];
}

/** How often a rebuild that another process has in hand is looked at. */
const askAgainMs = 1_000;

export const readStanding = async (pool: pg.Pool, schema: string): Promise<CheckpointRow[]> =>
  (
    await pool.query<CheckpointRow>({
      text: `select ${selectList(checkpointTable)} from "${schema}".checkpoint`,
      types: valueTypes,
    })
  ).rows;

/** Whether the log ends within so many events. */
export const isShort = async (store: Pick<EventStore, "readAll">, most: number): Promise<boolean> => {
  let seen = 0;
  for await (const { position } of store.readAll()) if (position > beforeAll && (seen += 1) > most) return false;
  return true;
};

/** Those without rows get a checkpoint before the first event: from then on they are kept up with the others. */
const startEmpty = async (pool: pg.Pool, schema: string, fresh: readonly Projection[]): Promise<void> => {
  const own = await openSession(pool);
  try {
    await checkpointsIn(schema, own.session).read(fresh);
  } finally {
    own.release();
  }
};

/** Resolves when every projection has rows of this version, or can have none; `onMore` is told each time that some may have. */
export const bringUp = async (options: BringUpOptions, onMore: () => void): Promise<BroughtUp> => {
  const { pool, store, log, projections, signal, schema, connections, shortLog } = options;
  const failed = new Set<string>();
  while (!signal.aborted) {
    const { outdated, fresh } = byStanding(projections, await readStanding(pool, schema));
    if (fresh.length > 0 && (await isShort(store, shortLog))) {
      await startEmpty(pool, schema, fresh);
      onMore();
      continue;
    }
    const needed = [...outdated, ...fresh].filter(({ name }) => !failed.has(name));
    if (needed.length === 0) break;
    log.info({ projections: needed.map(({ name, version }) => `${name} ${version}`) }, "projections are built anew");
    const outcome = await rebuildProjections({
      store,
      pool,
      log,
      signal,
      connections,
      live: schema,
      projections: needed,
      parkIn: (projection) => fresh.includes(projection),
    });
    for (const { projection } of outcome.failed) failed.add(projection);
    onMore();
    if (outcome.busy.length > 0) await sleep(askAgainMs, undefined, { signal }).catch(() => undefined);
  }
  onMore(); // another process may have done it
  return { failed: [...failed] };
};

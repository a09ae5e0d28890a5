// Calculates a period again from its events, beside what people read, tells every figure that differs with the events behind
// it, and puts the right rows in place in one transaction. A closed period is compared and left as it is; its differences are
// posted where that was asked for.
import type { Period } from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import type pg from "pg";
import type { FoundCorrection, PostCorrection } from "./closed-period.js";
import { compare, type PeriodStatus, type PersonDifference } from "./compare.js";
import { exchangeRows } from "./exchange-rows.js";
import { type Fact, type FactsByEmployee, factOf, type FactsStore, readFacts } from "./facts.js";
import { type PeriodRows, type Recalculate } from "./period-rows.js";
import { withPicture } from "./picture.js";
import { looks } from "./recalculate-period.js";
import { employedIn, type PeriodScope, unitExists, unitsBelow, whereaboutsOf } from "./scope.js";

export interface PeriodRebuildProgress {
  readonly phase: "reading" | "calculating" | "exchanging" | "posting";
  readonly events: number;
  readonly rows: number;
  /** People whose figures are calculated, of those to calculate. */
  readonly done: number;
  readonly total: number;
}

export interface PeriodRebuildReport {
  readonly period: string;
  readonly unitId: string | null;
  /** The log up to here was taken into account. */
  readonly position: string;
  /** `not-open` and `no-such-unit`: there is nothing to rebuild, and nothing was read. */
  readonly outcome: "same" | "exchanged" | "dry-run" | "closed" | "corrected" | "stopped" | "not-open" | "no-such-unit";
  readonly employees: number;
  readonly events: number;
  readonly rows: number;
  /** All of them, however many. */
  readonly differing: number;
  /** People of a closed period for whom a correction was posted. */
  readonly posted: number;
  /** The first of them by personnel number. */
  readonly differences: readonly PersonDifference[];
}

export interface RebuildPeriodOptions {
  readonly store: FactsStore & { readAll(options: { after: bigint }): AsyncGenerator<Recorded> };
  readonly pool: pg.Pool;
  readonly scope: PeriodScope;
  readonly recalculate: Recalculate;
  readonly statusOf: (period: Period) => Promise<PeriodStatus>;
  readonly dryRun?: boolean;
  /** Given where the differences of a closed period are to be posted. */
  readonly postCorrection?: PostCorrection | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PeriodRebuildProgress) => void;
  /** People whose differences are told one by one; all are counted. */
  readonly listed?: number;
}

/** The rows of those that differ as they are at a later position: with what was recorded since the picture. */
const brought = async (
  { store, scope, recalculate }: RebuildPeriodOptions,
  after: bigint,
  upTo: bigint,
  facts: FactsByEmployee,
  right: ReadonlyMap<string, PeriodRows>,
): Promise<ReadonlyMap<string, PeriodRows>> => {
  if (upTo <= after) return right;
  const news = new Map<string, Fact[]>();
  for await (const event of store.readAll({ after })) {
    if (event.position > upTo) break;
    const { employeeId } = event.data as { readonly employeeId?: unknown }; // declared events name whom they are about
    if (typeof employeeId !== "string" || !right.has(employeeId)) continue;
    news.set(employeeId, [...(news.get(employeeId) ?? []), factOf(event)]);
  }
  const level = new Map(right);
  for (const [employeeId, events] of news)
    level.set(employeeId, recalculate(employeeId, scope.period, [...(facts.get(employeeId) ?? []), ...events]));
  return level;
};

const postedAtOnce = 16;

/** How many were posted. Each stands alone: what a stop leaves out, the next comparison finds. */
const postAll = async (
  corrections: readonly FoundCorrection[],
  post: PostCorrection,
  signal: AbortSignal,
): Promise<number> => {
  let posted = 0;
  await eachOf(corrections, postedAtOnce, async (each) => void ((await post(each)) && (posted += 1)), signal);
  return posted;
};

/** Ends an exchange before it has changed anything. */
class ClosedMeanwhile extends Error {}

/** Throws StoreUnavailable and what the database throws; nothing is changed then but what was posted already. */
export const rebuildPeriod = async (options: RebuildPeriodOptions): Promise<PeriodRebuildReport> => {
  const { store, pool, scope, signal, dryRun = false, onProgress } = options;
  const nothing = (outcome: PeriodRebuildReport["outcome"]): PeriodRebuildReport => ({
    period: scope.period,
    unitId: scope.unitId ?? null,
    position: "0",
    outcome,
    employees: 0,
    events: 0,
    rows: 0,
    differing: 0,
    posted: 0,
    differences: [],
  });
  const status = await options.statusOf(scope.period);
  if (status.is === "not-open") return nothing("not-open");
  if (scope.unitId !== undefined && !(await unitExists(pool, scope.unitId))) return nothing("no-such-unit");
  let events = 0;
  const { picture, facts, compared, people } = await withPicture(pool, scope.period, async (picture) => {
    const units = scope.unitId === undefined ? undefined : await unitsBelow(pool, scope.unitId);
    const employed = await employedIn(pool, scope.period, units);
    // Whose rows stand there without a reason is looked at too.
    const people = [...new Set([...employed, ...(await picture.people(units))])].sort();
    const whereabouts = await whereaboutsOf(pool, scope, people);
    const tell = (phase: PeriodRebuildProgress["phase"], done: number, rows: number): void =>
      onProgress?.({ phase, events, rows, done, total: people.length });
    const facts = await readFacts({
      store,
      whereabouts,
      looks,
      upTo: picture.position,
      signal,
      onEvents: (more) => {
        events += more;
        tell("reading", 0, 0);
      },
    });
    const compared = await compare({
      picture,
      period: scope.period,
      status,
      people,
      facts,
      recalculate: options.recalculate,
      store,
      signal,
      listed: options.listed ?? 1_000,
      onStep: (done, rows) => tell("calculating", done, rows),
    });
    return { picture, facts, compared, people };
  });

  const report = (outcome: PeriodRebuildReport["outcome"]): PeriodRebuildReport => ({
    ...nothing(outcome),
    position: String(picture.position),
    employees: people.length,
    events,
    rows: compared.rows,
    differing: compared.right.size,
    differences: compared.listed,
  });
  if (signal.aborted) return report("stopped");
  if (compared.right.size === 0) return report("same");
  const at = { events, rows: compared.rows, done: people.length, total: people.length };
  if (status.is === "closed" && !dryRun && options.postCorrection !== undefined) {
    onProgress?.({ phase: "posting", ...at });
    const posted = await postAll(compared.corrections, options.postCorrection, signal);
    return posted === 0 ? report("closed") : { ...report("corrected"), posted };
  }
  if ((await options.statusOf(scope.period)).is === "closed") return report("closed");
  if (dryRun) return report("dry-run");
  onProgress?.({ phase: "exchanging", ...at });
  const rowsAt = async (position: bigint): Promise<ReadonlyMap<string, PeriodRows>> => {
    // Asked while nobody writes: a period that was closed meanwhile has its rows frozen, and they stay.
    const now = await options.statusOf(scope.period);
    if (now.is === "closed" && now.at <= position) throw new ClosedMeanwhile();
    return brought(options, picture.position, position, facts, compared.right);
  };
  try {
    await exchangeRows({ pool, period: scope.period, rowsAt });
  } catch (error) {
    if (error instanceof ClosedMeanwhile) return report("closed");
    throw error;
  }
  return report("exchanged");
};

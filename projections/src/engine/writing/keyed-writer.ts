// Writes a keyed projection: the batch is folded in memory key by key, then each table gets one statement.
import { inChunks } from "@tabel/platform";
import { derivedRowsWriter } from "./derived-rows.js";
import { CannotSettle, liesWithTheEvent, withinProjection } from "../fault.js";
import { changesAtOnce, derivedChanges, foldSteps, settledRows } from "../folding/fold.js";
import { applyIsolating } from "../parking/isolate.js";
import type { Parking } from "../parking/parking.js";
import { type Part, planBatch, type Step } from "../folding/plan.js";
import type { Keyed } from "../projection.js";
import { createRowMemory } from "./row-memory.js";
import { type RowsBy, rowWriter } from "./row-writer.js";
import type { Session } from "../session.js";
import { tableStatements } from "./table-statements.js";
import type { HowToWrite, Writer } from "./writer.js";

/** How many rows an event for everyone takes in at a time: it bounds memory, not the transaction. */
const rowsAtOnce = 500;

interface KeyedWriterOptions {
  readonly projection: Keyed;
  readonly schema: string;
  readonly session: Session;
  readonly parking: Parking;
  /** What its checkpoint says that all keys share; null before the first event. */
  readonly shared: unknown;
  readonly by: RowsBy;
  /** Rows that follow from others are written by `settle`, and not before. */
  readonly deferred?: boolean;
  /** Whether it has no row yet. */
  readonly fromNothing?: boolean;
}

export interface KeyedWriter extends Writer {
  /** Writes next what was planned elsewhere. */
  planned(parts: readonly Part[]): void;
}

export const keyedWriter = ({
  projection,
  schema,
  session,
  parking,
  by,
  deferred: deferring = false,
  fromNothing = false,
  ...standing
}: KeyedWriterOptions): KeyedWriter => {
  const deferred = deferring && projection.settle !== undefined;
  const own = tableStatements(schema, projection.table);
  const [keyProperty = ""] = projection.table.key;
  const rows = { together: rowWriter(own, session, by), isolating: rowWriter(own, session, "upsert") };
  const writeDerived = derivedRowsWriter(schema, projection.derives ?? [], session, by);
  const memory = createRowMemory(session, own);
  const types = new Set(projection.reads.map(({ type }) => type));
  // While derived rows are deferred, an event for everyone concerns few rows: these. Undefined where it is not known whose.
  let waiting = deferred && fromNothing ? new Set<string>() : undefined;
  let shared = standing.shared ?? projection.shared?.initial;
  let sharedNext = shared;
  let parts: readonly Part[] = [];

  /** The steps whose keys are not held up; the others are queued behind what holds them. */
  const passing = async (steps: readonly Step[]): Promise<readonly Step[]> => {
    const waiting = steps.flatMap(({ event, key }) => {
      const behind = parking.waitsBehind(key, event.stream);
      return behind === undefined ? [] : { event, key, behind };
    });
    if (waiting.length === 0) return steps;
    await parking.queue(waiting);
    return steps.filter(({ event, key }) => parking.waitsBehind(key, event.stream) === undefined);
  };

  const apply = async (steps: readonly Step[], how: HowToWrite, page?: ReadonlyMap<string, object>): Promise<void> => {
    const passed = await passing(steps);
    if (passed.length === 0) return;
    const known = page ?? (await memory.rowsOf(new Set(passed.map(({ key }) => key))));
    const foldings = withinProjection(() => foldSteps(projection, passed, known));
    const changed = foldings.filter(({ before, after }) => before !== after);
    const gone = changed.filter(({ after }) => after === undefined).map(({ key }) => ({ [keyProperty]: key }));
    if (gone.length > 0) await session.run(own.remove(gone));
    const writer = rows[how];
    writer.clear();
    for (const { before, after } of changed) {
      if (after === undefined) continue;
      writer.add(after, before === undefined);
      if (writer.full()) await writer.write();
    }
    await writer.write();
    await writeDerived(deferred ? changesAtOnce(projection, foldings) : derivedChanges(projection, foldings), how);
    for (const { key, after } of changed) {
      memory.wrote(key, after);
      if (after !== undefined && projection.settle?.waits(after) === true) waiting?.add(key);
      else waiting?.delete(key);
    }
  };

  const take = (steps: readonly Step[], how: HowToWrite, page?: ReadonlyMap<string, object>): Promise<void> =>
    how === "together"
      ? apply(steps, how, page)
      : applyIsolating(
          session,
          steps,
          (some) => apply(some, how, page),
          ({ event, key }, error, attempts) => parking.park(event, key, error, attempts),
        );

  const forEachPage = async (work: (page: ReadonlyMap<string, object>, keys: readonly string[]) => Promise<void>) => {
    for (let after = ""; ;) {
      const page = await memory.page(after, rowsAtOnce);
      if (page.size === 0) return;
      const keys = [...page.keys()];
      await work(page, keys);
      after = keys.at(-1) ?? "";
    }
  };

  const settle = async (page: ReadonlyMap<string, object>, at: Parameters<typeof settledRows>[2]): Promise<void> => {
    try {
      await writeDerived(settledRows(projection, page, at), "together");
    } catch (error) {
      if (!liesWithTheEvent(error)) throw error;
      throw new CannotSettle("rows that follow from others were refused", { cause: error });
    }
  };

  const takeForEveryone = async (part: Extract<Part, { is: "everyone" }>, how: HowToWrite): Promise<void> => {
    const { event, sharedBefore, shared: current } = part;
    const settles = deferred && projection.settle?.finalBy(event) === true;
    if (!settles && waiting !== undefined) {
      for (const keys of inChunks([...waiting], rowsAtOnce))
        await take(
          keys.map((key) => ({ event, key, shared: current })),
          how,
        );
      return;
    }
    await forEachPage(async (page, keys) => {
      if (settles) await settle(page, { shared: sharedBefore, finalBy: event });
      await take(
        keys.map((key) => ({ event, key, shared: current })),
        how,
        page,
      );
    });
  };

  return {
    projection: projection.name,
    plan: (events) => {
      const plan = planBatch(
        projection,
        events.filter(({ type }) => types.has(type)),
        shared,
      );
      parts = plan.parts;
      sharedNext = plan.shared;
      return sharedNext === shared ? undefined : sharedNext;
    },
    planned: (some) => void (parts = some),
    write: async (how) => {
      for (const part of parts) {
        if (part.is === "steps") await take(part.steps, how);
        else if (part.is === "everyone") await takeForEveryone(part, how);
        else if (how === "together") throw part.error;
        else await parking.park(part.event, part.event.stream, part.error, 1);
      }
    },
    ...(deferred ? { settle: () => forEachPage((page) => settle(page, { shared, finalBy: undefined })) } : {}),
    committed: () => {
      shared = sharedNext;
      memory.committed();
      parking.committed();
    },
    rolledBack: () => {
      waiting = undefined;
      memory.rolledBack();
      parking.rolledBack();
    },
  };
};

// Writes a keyed projection: the batch is folded in memory key by key, then each table gets one statement.
import type { Recorded } from "@tabel/event-store";
import { derivedRowsWriter } from "./derived-rows.js";
import { withinProjection } from "../fault.js";
import { derivedChanges, foldSteps } from "../folding/fold.js";
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
  ...standing
}: KeyedWriterOptions): KeyedWriter => {
  const own = tableStatements(schema, projection.table);
  const [keyProperty = ""] = projection.table.key;
  const rows = { together: rowWriter(own, session, by), isolating: rowWriter(own, session, "upsert") };
  const writeDerived = derivedRowsWriter(schema, projection.derives ?? [], session, by);
  const memory = createRowMemory(session, own);
  const types = new Set(projection.reads.map(({ type }) => type));
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
    const kept = (replacing: boolean) =>
      changed.flatMap(({ before, after }) => ((before !== undefined) === replacing ? (after ?? []) : []));
    const gone = changed.filter(({ after }) => after === undefined).map(({ key }) => ({ [keyProperty]: key }));
    if (gone.length > 0) await session.run(own.remove(gone));
    await rows[how].write(kept(false), kept(true));
    await writeDerived(derivedChanges(projection, foldings), how);
    for (const { key, after } of changed) memory.wrote(key, after);
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

  const takeForEveryone = async (event: Recorded, current: unknown, how: HowToWrite): Promise<void> => {
    for (let after = ""; ;) {
      const page = await memory.page(after, rowsAtOnce);
      if (page.size === 0) return;
      const keys = [...page.keys()];
      await take(
        keys.map((key) => ({ event, key, shared: current })),
        how,
        page,
      );
      after = keys.at(-1) ?? "";
    }
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
        else if (part.is === "everyone") await takeForEveryone(part.event, part.shared, how);
        else if (how === "together") throw part.error;
        else await parking.park(part.event, part.event.stream, part.error, 1);
      }
    },
    committed: () => {
      shared = sharedNext;
      memory.committed();
      parking.committed();
    },
    rolledBack: () => {
      memory.rolledBack();
      parking.rolledBack();
    },
  };
};

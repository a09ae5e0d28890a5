// Folds a run of steps key by key. Pure.
import type { Recorded } from "@tabel/event-store";
import { withinProjection } from "../fault.js";
import type { Step } from "./plan.js";
import type { Keyed, RowChange } from "../projection.js";

export interface Folding {
  readonly key: string;
  readonly before: object | undefined;
  readonly after: object | undefined;
  readonly events: readonly Recorded[];
  readonly shared: unknown;
}

export const foldSteps = (
  projection: Keyed,
  steps: readonly Step[],
  known: ReadonlyMap<string, object>,
): readonly Folding[] => {
  const foldings = new Map<string, { -readonly [Name in keyof Folding]: Folding[Name] } & { events: Recorded[] }>();
  for (const { event, key, shared, forEveryone } of steps) {
    let folding = foldings.get(key);
    if (forEveryone === true && (folding === undefined ? known.get(key) : folding.after) === undefined) continue;
    if (folding === undefined) {
      const before = known.get(key);
      folding = { key, before, after: before, events: [], shared };
      foldings.set(key, folding);
    }
    folding.after = projection.project(folding.after, event, { key, shared });
    folding.shared = shared;
    folding.events.push(event);
  }
  return [...foldings.values()];
};

export interface DerivedChange {
  readonly change: RowChange;
  /** Its key had no row before, so that nothing of it can stand in the derived tables either. */
  readonly fresh: boolean;
}

/** The rows that follow from these as they stand; all of them, or those that an event makes final. Their keys have none yet. */
export function* settledRows(
  projection: Keyed,
  rows: ReadonlyMap<string, object>,
  at: { readonly shared: unknown; readonly finalBy: Recorded | undefined },
): Generator<DerivedChange> {
  for (const [key, row] of rows)
    for (const change of withinProjection(() => projection.settle?.rows({ key, row, ...at }) ?? []))
      yield { change, fresh: true };
}

/** What follows from events themselves while the rows that follow from rows are deferred. */
export function* changesAtOnce(projection: Keyed, foldings: readonly Folding[]): Generator<DerivedChange> {
  for (const { events } of foldings)
    for (const change of withinProjection(() => projection.settle?.atOnce(events) ?? []))
      yield { change, fresh: false };
}

/** One key after the other, so that a batch's derived rows need never be in memory all at once. */
export function* derivedChanges(projection: Keyed, foldings: readonly Folding[]): Generator<DerivedChange> {
  for (const folding of foldings) {
    const fresh = folding.before === undefined;
    for (const change of withinProjection(() => projection.derive?.(folding) ?? [])) yield { change, fresh };
  }
}

// Turns a batch into what a keyed projection has to do: runs of single steps, interrupted by events for everyone. Pure.
import type { Recorded } from "@tabel/event-store";
import { ProjectionFault } from "../fault.js";
import { everyone, type Keyed } from "../projection.js";

/** One event for one key, with what all keys share at that moment. */
export interface Step {
  readonly event: Recorded;
  readonly key: string;
  readonly shared: unknown;
  /** It came to the key because it concerns everyone: a key without a row is passed over. */
  readonly forEveryone?: true;
}

export type Part =
  | { readonly is: "steps"; readonly steps: Step[] }
  | { readonly is: "everyone"; readonly event: Recorded; readonly sharedBefore: unknown; readonly shared: unknown }
  /** The event could not even be read, or its keys not be told. */
  | { readonly is: "refused"; readonly event: Recorded; readonly error: ProjectionFault };

export interface Plan {
  readonly parts: readonly Part[];
  readonly shared: unknown;
}

export const planBatch = (projection: Keyed, events: readonly Recorded[], sharedBefore: unknown): Plan => {
  const parts: Part[] = [];
  let shared = sharedBefore;
  let run: Step[] | undefined;
  const add = (part: Part): void => {
    run = part.is === "steps" ? part.steps : undefined;
    parts.push(part);
  };
  for (const event of events) {
    try {
      if (event.fault !== undefined) throw new Error("the event cannot be read");
      const next = projection.shared === undefined ? shared : projection.shared.evolve(shared, event);
      const keys = projection.keys(event);
      const before = shared;
      shared = next;
      if (keys === everyone) add({ is: "everyone", event, sharedBefore: before, shared });
      else {
        if (run === undefined) add({ is: "steps", steps: [] });
        for (const key of new Set(keys)) run?.push({ event, key, shared });
      }
    } catch (cause) {
      add({ is: "refused", event, error: new ProjectionFault("the event cannot be taken in", { cause }) });
    }
  }
  return { parts, shared };
};

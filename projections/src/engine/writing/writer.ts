// What takes a batch's events into the rows of one projection, inside a transaction that the caller holds.
import type { Recorded } from "@tabel/event-store";

/** In one go, or finding and parking the events that fail. */
export type HowToWrite = "together" | "isolating";

export interface Writer {
  readonly projection: string;
  /** Works out what is to be done; answers what all keys share afterwards, undefined where that does not change. */
  plan(events: readonly Recorded[]): unknown;
  /** Writes what was planned last. */
  write(how: HowToWrite): Promise<void>;
  /** Writes the rows that follow from those that stand; where there is this, they wait for it. Throws CannotSettle. */
  settle?(): Promise<void>;
  /** What was written stands. */
  committed(): void;
  /** Nothing of it stands; what was remembered from it is forgotten. */
  rolledBack(): void;
}

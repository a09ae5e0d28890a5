// How far the projections are, for health, metrics and whoever waits.
import { beforeAll } from "../ownership/checkpoints.js";
import type { Step } from "../following/follow.js";

export interface ProjectionStatus {
  readonly projections: readonly string[];
  /** Everything up to here is visible. */
  readonly position: bigint;
  readonly caughtUp: boolean;
  /** Age of the last event taken in while there are more; 0 when caught up. */
  readonly lagSeconds: number;
  /** Since this process began to work on them. */
  readonly eventsTaken: number;
}

export interface Progress {
  /** Projections begin to move together; the answer is told of each step. */
  begin(projections: readonly string[], position: bigint): (step: Step) => void;
  /** These have no rows of this version yet: while there are any, nothing counts as visible in every view. */
  wait(projections: readonly string[]): void;
  waiting(): readonly string[];
  /** Nothing moves any more. */
  end(): void;
  status(): readonly ProjectionStatus[];
  /** Where the last one stands; -1 while this process works on none. */
  position(): bigint;
  /** Resolves once all have reached the position; rejects after so many milliseconds. */
  reached(position: bigint, withinMs: number): Promise<void>;
}

export const createProgress = (): Progress => {
  let moving: (() => ProjectionStatus)[] = [];
  let withoutRows: readonly string[] = [];
  const waiting = new Set<{ readonly position: bigint; readonly resolve: () => void }>();

  const position = (): bigint => {
    if (withoutRows.length > 0) return beforeAll;
    const positions = moving.map((status) => status().position);
    return positions.reduce((least, next) => (next < least ? next : least), positions[0] ?? beforeAll);
  };

  const tellWaiting = (): void => {
    const reached = position();
    for (const waiter of waiting) if (waiter.position <= reached) waiter.resolve();
  };

  return {
    begin: (projections, start) => {
      let last: Step = { position: start, events: 0, recordedAt: undefined, caughtUp: false };
      let recordedAt = Date.now();
      let eventsTaken = 0;
      moving = [
        ...moving,
        () => ({
          projections,
          position: last.position,
          caughtUp: last.caughtUp,
          lagSeconds: last.caughtUp ? 0 : Math.max(0, (Date.now() - recordedAt) / 1000),
          eventsTaken,
        }),
      ];
      return (step) => {
        last = step;
        eventsTaken += step.events;
        if (step.recordedAt !== undefined) recordedAt = Date.parse(step.recordedAt);
        tellWaiting();
      };
    },
    wait: (projections) => void (withoutRows = projections),
    waiting: () => withoutRows,
    end: () => void (moving = []),
    status: () => moving.map((status) => status()),
    position,
    reached: (wanted, withinMs) =>
      new Promise((resolve, reject) => {
        if (position() >= wanted) return resolve();
        const leave = (): void => {
          clearTimeout(timer);
          waiting.delete(waiter);
        };
        const waiter = { position: wanted, resolve: () => (leave(), resolve()) };
        const timer = setTimeout(() => {
          leave();
          reject(new Error(`the projections stand at ${position()} and did not reach ${wanted} in ${withinMs} ms`));
        }, withinMs);
        waiting.add(waiter);
      }),
  };
};

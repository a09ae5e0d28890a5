// Work that is begun again after every failure, each time a little later, until it is told to stop.
import { backoffDelay, type Logger } from "@tabel/platform";
import { setTimeout as sleep } from "node:timers/promises";
import { causeOf } from "./kafka/kafka-faults.js";

const waits = { first: 100, most: 3_000 };
/** A run that lasted so long was a good one: the next failure is the first again. */
const goodRunMs = 10_000;

export interface KeepUp {
  /** Until the signal aborts, again and again. */
  readonly keepUp: (part: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>;
  /** What fails at this moment, by part; a part takes itself out when it gets on. */
  readonly failing: Map<string, string>;
}

export const createKeepUp = (log: Pick<Logger, "warn">): KeepUp => {
  const failing = new Map<string, string>();
  return {
    failing,
    keepUp: async (part, signal, work) => {
      for (let failures = 0; !signal.aborted;) {
        const began = performance.now();
        try {
          await work();
          failing.delete(part);
        } catch (error) {
          if (signal.aborted) return;
          failures = performance.now() - began > goodRunMs ? 1 : failures + 1;
          const waitMs = backoffDelay(waits, failures);
          const cause = causeOf(error);
          failing.set(part, cause);
          // Not `reason`: the log hides a field of that name, for it could be why somebody is away.
          log.warn({ part, cause, failures, waitMs }, "exchange with other systems has stopped; trying again");
          await sleep(waitMs, undefined, { signal }).catch(() => undefined);
        }
      }
    },
  };
};

// A circuit breaker: after some failures in a row a provider is left alone for a while, then one attempt finds out whether it is
// back. It goes by a clock that nobody sets: cockatiel, which was here, went by the wall clock, and an hour set back was an hour more.

export const circuits = ["closed", "half-open", "open"] as const;
/** `half-open`: the next attempt finds out. */
export type Circuit = (typeof circuits)[number];

export interface CircuitBreaker {
  state(): Circuit;
  /** Undefined, at once, while the circuit is open or somebody else is finding out. */
  attempt<Result>(work: () => Promise<Result>, failed: (result: Result) => boolean): Promise<Result | undefined>;
}

interface Limits {
  /** In a row. */
  readonly failures: number;
  readonly restMs: number;
}

/** @param now milliseconds of a clock that only goes on */
export const circuitBreaker = ({ failures, restMs }: Limits, now = () => performance.now()): CircuitBreaker => {
  let inARow = 0;
  let restsUntil = 0;
  let findingOut = false;
  const state = (): Circuit => {
    if (inARow < failures) return "closed";
    return findingOut || now() < restsUntil ? "open" : "half-open";
  };
  return {
    state,
    attempt: async (work, failed) => {
      const before = state();
      if (before === "open") return undefined;
      findingOut = before === "half-open";
      try {
        const result = await work();
        inARow = failed(result) ? inARow + 1 : 0;
        if (inARow >= failures) restsUntil = now() + restMs;
        return result;
      } finally {
        if (before === "half-open") findingOut = false;
      }
    },
  };
};

// Tells those who have read the feed to its end when there is more: within a process at once.

export interface News {
  /** Every record up to this number is there. */
  reached(number: bigint): void;
  /** The last record there is, of whatever kind: to be asked before reading. */
  newest(): bigint;
  /** Resolves when there is more than `newest` said, when the signal aborts, and now and then so that the reader looks around. */
  after(newest: bigint, signal: AbortSignal): Promise<void>;
}

const lookAroundMs = 1_000;

export const createNews = (): News => {
  let newest = 0n;
  const waiting = new Set<() => void>();
  return {
    reached: (number) => {
      if (number <= newest) return;
      newest = number;
      for (const wake of waiting) wake();
    },
    newest: () => newest,
    after: (known, signal) =>
      new Promise((resolve) => {
        if (newest > known || signal.aborted) return resolve();
        const wake = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, lookAroundMs);
        signal.addEventListener("abort", wake);
        waiting.add(wake);
      }),
  };
};

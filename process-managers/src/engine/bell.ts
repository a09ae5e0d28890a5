// Wakes whoever waits for something to do; a ring while nobody waits is not lost.
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, at once where it has rung since the last wait, or after so many milliseconds. True for a ring. */
  rung(withinMs: number, signal: AbortSignal): Promise<boolean>;
}

export const createBell = (): Bell => {
  let ringing = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      ringing = true;
      wake?.();
    },
    rung: (withinMs, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(late);
          signal.removeEventListener("abort", done);
          wake = undefined;
          resolve(ringing);
          ringing = false;
        };
        const late = setTimeout(done, withinMs);
        signal.addEventListener("abort", done);
        wake = done;
        if (ringing || signal.aborted) done();
      }),
  };
};

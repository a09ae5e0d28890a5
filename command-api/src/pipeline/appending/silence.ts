// How long the store has not answered anybody. A blip is waited out; when it is away for longer, nobody waits any more:
// a line of commands that all wait in turn would keep the last of them for a minute.

export interface Silence {
  /** The store answered. */
  broken(): void;
  /** It did not. @returns Whether to try again, after a while. */
  noticed(): boolean;
}

/** @param patienceMs How long the silence may last before nobody tries again by themselves. */
export const createSilence = (patienceMs: number, now: () => number = () => performance.now()): Silence => {
  let since: number | undefined;
  return {
    broken: () => {
      since = undefined;
    },
    noticed: () => {
      since ??= now();
      return now() - since < patienceMs;
    },
  };
};

// SIGINT and SIGTERM, for whoever has something to finish first.

/** What a shell reports of a process that a signal ended (128 + its number). */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

export interface StopSignal {
  /** Aborted by the first SIGINT or SIGTERM; its reason is the signal's name. A second one ends the process at once. */
  readonly signal: AbortSignal;
  /** The signals have their usual effect again. */
  release(): void;
}

export const listenForStop = (): StopSignal => {
  const stopping = new AbortController();
  const told = (name: keyof typeof exitCodes): void => {
    if (stopping.signal.aborted) process.exit(exitCodes[name]);
    stopping.abort(name);
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, told);
  return {
    signal: stopping.signal,
    release: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.removeListener(name, told);
    },
  };
};

// The real parts that specs are tried on, and where they come from.

export interface StoppableStore {
  readonly connectionString: string;
  stop(): Promise<void>;
}

export interface Parts {
  /** The one PostgreSQL of the run, as its superuser; started when first asked for. */
  postgres(): Promise<string>;
  /** A new, empty event store. */
  eventStore(): Promise<StoppableStore>;
  close(): Promise<void>;
}

/** Runs it once, at the first call; a failure is remembered too, so that each spec is told of it quickly. */
export const once = <T>(start: () => Promise<T>) => {
  let started: Promise<T> | undefined;
  return { get: () => (started ??= start()), begun: () => started };
};

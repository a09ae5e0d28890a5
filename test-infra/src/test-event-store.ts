// An event store of its own for a spec file.
import { askProvider } from "./ask-provider.js";

export interface TestEventStore {
  readonly connectionString: string;
  /** A store that is not stopped ends with the run. */
  stop(): Promise<void>;
}

/** A new, empty store that speaks the EventStoreDB protocol. */
export const testEventStore = async (): Promise<TestEventStore> => {
  const { id, connectionString } = await askProvider<{ id: string; connectionString: string }>("POST", "event-store");
  return {
    connectionString,
    stop: async () => void (await askProvider<unknown>("DELETE", `event-store/${id}`)),
  };
};

// A spec's side of a store that can be taken away for a while.
import { askProvider } from "./ask-provider.js";
import type { TestEventStore } from "./test-event-store.js";

export interface TestInterruptibleStore extends TestEventStore {
  /** Takes the store away; what it acknowledged it keeps. */
  interrupt(): Promise<void>;
  /** Brings it back at the same address. */
  resume(): Promise<void>;
}

export const testInterruptibleStore = async (): Promise<TestInterruptibleStore> => {
  const path = "interruptible-store";
  const { id, connectionString } = await askProvider<{ id: string; connectionString: string }>("POST", path);
  const interrupt = async () => void (await askProvider<unknown>("DELETE", `${path}/${id}`));
  return {
    connectionString,
    interrupt,
    resume: async () => void (await askProvider<unknown>("POST", `${path}/${id}`)),
    stop: interrupt,
  };
};

// An event store that goes away and comes back at the same address with all it held, for specs of what happens meanwhile.
// Always the embedded one: a container that is stopped comes back at another port.
import { startEventStore } from "@tabel/embedded";
import type { StoppableStore } from "./parts.js";

export interface InterruptibleStore extends StoppableStore {
  /** Comes back after `stop`. */
  resume(): Promise<void>;
}

export const interruptibleStore = async (dataFolder: string): Promise<InterruptibleStore> => {
  const first = await startEventStore({ dataFolder });
  const { connectionString, port } = first;
  let running: StoppableStore | undefined = first;
  return {
    connectionString,
    stop: async () => {
      const stopping = running;
      running = undefined;
      await stopping?.stop();
    },
    resume: async () => {
      running ??= await startEventStore({ dataFolder, port });
    },
  };
};

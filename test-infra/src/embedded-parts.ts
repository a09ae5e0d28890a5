// Parts without Docker: the same embedded servers that `npm start` uses.
import { join } from "node:path";
import * as embedded from "@tabel/embedded";
import { once, type Parts, type StoppableStore } from "./parts.js";

type StartEventStore = (options: { dataFolder: string }) => Promise<StoppableStore>;

export const embeddedParts = (folder: string): Parts => {
  const server = once(() => embedded.startPostgres({ dataFolder: join(folder, "postgres") }));
  const { startEventStore }: { startPostgres: unknown; startEventStore?: StartEventStore } = embedded;
  let stores = 0;
  return {
    postgres: async () => (await server.get()).connectionString,
    eventStore: async () => {
      if (!startEventStore) throw new Error("The embedded event store is not built yet.");
      return startEventStore({ dataFolder: join(folder, `event-store-${(stores += 1)}`) });
    },
    close: async () => (await server.begun())?.stop(),
  };
};

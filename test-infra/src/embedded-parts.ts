// Parts without Docker: the same embedded servers that `npm start` uses.
import { join } from "node:path";
import { startEventStore, startPostgres } from "@tabel/embedded";
import { once, type Parts } from "./parts.js";

export const embeddedParts = (folder: string): Parts => {
  const server = once(() => startPostgres({ dataFolder: join(folder, "postgres") }));
  let stores = 0;
  return {
    postgres: async () => (await server.get()).connectionString,
    eventStore: () => startEventStore({ dataFolder: join(folder, `event-store-${(stores += 1)}`) }),
    close: async () => (await server.begun())?.stop(),
  };
};

// Which server the contract is tried against: the one EVENTSTORE_URL names, or an embedded one for the occasion.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEventStore } from "../../start.js";

export interface ServerUnderTest {
  readonly connectionString: string;
  stop(): Promise<void>;
}

export const serverUnderTest = async (): Promise<ServerUnderTest> => {
  const given = process.env["EVENTSTORE_URL"];
  if (given !== undefined && given !== "") return { connectionString: given, stop: async () => {} };
  const dataFolder = await mkdtemp(join(tmpdir(), "event-store-contract-"));
  const store = await startEventStore({ dataFolder });
  return {
    connectionString: store.connectionString,
    stop: async () => {
      await store.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
};

// A store over a folder for as long as its client is used, and events that hold a text.
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { startEventStore } from "../start.js";

export const withStore = async (
  dataFolder: string,
  use: (client: EventStoreDBClient) => Promise<void>,
): Promise<void> => {
  const store = await startEventStore({ dataFolder });
  const client = EventStoreDBClient.connectionString`${store.connectionString}`;
  try {
    await use(client);
  } finally {
    await store.stop();
    await client.dispose();
  }
};

export const note = (text: string) => jsonEvent({ type: "Noted", data: { text } });

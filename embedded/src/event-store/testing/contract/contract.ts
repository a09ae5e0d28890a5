// The contract: what a client may rely on, as cases that know nothing of the server or of which client runs them. The
// same cases run against the embedded server, EventStoreDB and KurrentDB. Every case uses streams of its own, so a
// server that already holds something, or runs two suites at once, is fine.
import { randomUUID } from "node:crypto";
import type * as dbClient from "@eventstore/db-client";

export type Library = typeof dbClient;
export type Client = dbClient.EventStoreDBClient;
export type Expected = "any" | "no_stream" | "stream_exists" | bigint;

/** A client, and its library under the names of @eventstore/db-client. */
export interface Kit {
  readonly library: Library;
  readonly client: Client;
}

export interface ContractCase {
  readonly name: string;
  readonly run: (kit: Kit) => Promise<void>;
}

/** A stream name that nobody else uses. */
export const freshStream = (category = "contract"): string => `${category}-${randomUUID()}`;

/** The option that says what the writer expects; the two libraries name it differently. */
export const expecting = <E extends Expected>(expected: E): { expectedRevision: E; streamState: E } => ({
  expectedRevision: expected,
  streamState: expected,
});

/** With credentials the clients use Append, without them BatchAppend. */
export const APPENDERS = {
  BatchAppend: {},
  Append: { credentials: { username: "admin", password: "changeit" } },
} as const;

export const events = ({ library }: Kit, count: number, type = "Happened") =>
  Array.from({ length: count }, (_, index) => library.jsonEvent({ id: randomUUID(), type, data: { index } }));

export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};

/** The revisions of a stream's visible events, in the order in which they are read. */
export const revisions = async (
  { client }: Kit,
  stream: string,
  options: Parameters<Client["readStream"]>[1] = {},
): Promise<bigint[]> => {
  const read = await collect(client.readStream(stream, options));
  return read.map(({ event }) => event?.revision ?? -1n);
};

/** What the promise is refused with: the error's type and the fields a client acts on. */
export const refusal = async (promise: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await promise;
  } catch (error) {
    // An error of either library; its own properties are what the contract is about.
    return Object.fromEntries(Object.entries(error as object).filter(([key]) => !key.startsWith("_")));
  }
  throw new Error("It was not refused.");
};

export type Filter = NonNullable<NonNullable<Parameters<Client["subscribeToAll"]>[0]>["filter"]>;

/** What a filter lets through of $all, up to now. By subscription: @eventstore/db-client has no filtered read. */
export const filtered = async ({ client }: Kit, filter: Filter): Promise<dbClient.AllStreamResolvedEvent[]> => {
  const found: dbClient.AllStreamResolvedEvent[] = [];
  const subscription = client.subscribeToAll({ filter });
  await new Promise<void>((resolve, reject) => {
    subscription
      .on("data", (resolved) => found.push(resolved))
      .on("error", reject)
      .on("caughtUp", resolve);
  });
  await subscription.unsubscribe();
  return found;
};

// Records of one partition, in their order, each in the consumer's own transaction with what remembers it.
import { type CloudEvent, fromHeaders, type GivenHeaders } from "@tabel/integration-contracts";
import type pg from "pg";
import type { Handler } from "./handler.js";
import { inboxOn, type InboxName } from "./inbox.js";

export interface GivenRecord {
  readonly headers: GivenHeaders | undefined;
  readonly value: Buffer | null;
  readonly offset: string;
}

/** A record that cannot be taken, now or later: it goes to the dead-letter topic. */
export class CannotTake extends Error {
  override readonly name = "CannotTake";
  readonly eventId: string | undefined;
  constructor(message: string, eventId: string | undefined, cause: unknown) {
    super(message, { cause });
    this.eventId = eventId;
  }
}

export type Outcome = "taken" | "duplicate" | "passed-over" | "gap";

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 1_000);

interface Read {
  readonly event: CloudEvent;
  readonly handler: Handler | undefined;
}

/** @throws CannotTake */
export const readRecord = (handlers: ReadonlyMap<string, Handler>, { headers, value }: GivenRecord): Read => {
  let id: string | undefined;
  try {
    const attributes = fromHeaders(headers ?? {});
    id = attributes.id;
    const handler = handlers.get(attributes.type);
    // A type that nobody here asked for, on a topic that somebody did: a newer publisher may add some.
    if (handler === undefined) return { event: { ...attributes, data: undefined }, handler };
    const data: unknown = handler.contract.data.parse(JSON.parse(value?.toString("utf8") ?? ""));
    return { event: { ...attributes, data }, handler };
  } catch (error) {
    throw new CannotTake(words(error), id, error);
  }
};

/**
 * Takes one event in the transaction that is open on the client. A gap is told once, so that the caller reads the partition
 * again; what is still missing then is lost, and noted.
 */
export const takeEvent = async (client: pg.ClientBase, name: InboxName, { event, handler }: Read): Promise<Outcome> => {
  if (handler === undefined) return "passed-over";
  const inbox = inboxOn(client, name);
  const { type, subject: key } = event;
  const sequence = BigInt(event.sequence);
  const place = await inbox.placeOf(type, key, sequence);
  if (place === "after-a-gap" && (await inbox.noteGap(type, key, sequence))) return "gap";
  if (!(await inbox.remember(event.id, "taken"))) return "duplicate";
  await handler.take({ ...event, late: place === "late" }, client);
  if (place !== "late") await inbox.moveTo(type, key, sequence);
  return "taken";
};

export const transaction = async <Result>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<Result>) => {
  const client = await pool.connect();
  const passed = (): void => undefined; // told to whoever asks next; without a listener it would end the process
  client.on("error", passed);
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((fault: unknown) => (broken = fault as Error)); // the connection is gone
    throw error;
  } finally {
    client.removeListener("error", passed);
    client.release(broken);
  }
};

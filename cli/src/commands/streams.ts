// tabel streams: a look at what is stored, whoever runs the store. Sealed personal data stays sealed.
import { isNativeError } from "node:util/types";
import { holdsEventStore, servedAt, startEventStore } from "@tabel/embedded";
import { inspectEventStore, type Selection, type StoredEventView, type StoreInspection } from "@tabel/event-store";
import { listenForStop, readConfiguration } from "@tabel/platform";
import { type Command, InvalidArgumentError } from "commander";
import { StartFault } from "../composition/start-fault.js";
import { storeFolder } from "./store-folder.js";

interface Where {
  readonly url?: string;
  readonly data?: string;
}

interface Filters extends Where {
  readonly type?: readonly string[];
  readonly since?: Date;
  readonly until?: Date;
  readonly limit?: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const instant = (text: string): Date => {
  const value = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(value.getTime()))
    throw new InvalidArgumentError("Write a date as 2026-10-31 or an instant as 2026-10-31T08:00:00Z.");
  return value;
};

const count = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Write a whole number from 1 on.");
  return Number(text);
};

/** Looks into the store that is named, that runs, or that lies in the data folder, and leaves everything as it was. */
const inspecting = async (where: Where, look: (store: StoreInspection) => Promise<void>): Promise<void> => {
  const folder = storeFolder(where.data);
  const configured = where.url ?? (where.data === undefined ? readConfiguration().eventStoreUrl?.reveal() : undefined);
  const running = configured ?? servedAt(folder);
  if (running === undefined && !holdsEventStore(folder))
    throw new StartFault(
      `There is no event store in ${folder}: name its folder by --data or TABEL_DATA, or a server by --url.`,
    );
  const own = running === undefined ? await startEventStore({ dataFolder: folder }) : undefined;
  const store = inspectEventStore(running ?? own?.connectionString ?? "");
  try {
    await look(store);
  } catch (error) {
    throw running !== undefined && isUnavailable(error) ? unreachable(running, error) : error;
  } finally {
    await own?.stop();
    await store.dispose();
  }
};

/** The client's word for a server that is not there or went away. */
const isUnavailable = (error: unknown): boolean =>
  isNativeError(error) && "type" in error && error.type === "unavailable";

const unreachable = (url: string, cause: unknown): StartFault =>
  // Of the address only what holds no password.
  new StartFault(
    `No event store answers at ${new URL(url).host}: start it, or name another by --url or EVENTSTORE_URL.`,
    {
      cause,
    },
  );

const json = (value: unknown): string =>
  value instanceof Uint8Array ? `${value.length} bytes` : JSON.stringify(value ?? null);

const line = (event: StoredEventView): string =>
  [event.recorded.toISOString(), `${event.stream}@${event.revision}`, event.type, json(event.data)].join("  ");

const selection = (stream: string | undefined, { type, since, until }: Filters): Selection => ({
  ...(stream !== undefined && { stream }),
  ...(type && { types: type }),
  ...(since && { since }),
  ...(until && { until }),
});

const show = async (events: AsyncGenerator<StoredEventView>, limit = Number.POSITIVE_INFINITY): Promise<void> => {
  let shown = 0;
  for await (const event of events) {
    say(line(event));
    if ((shown += 1) >= limit) return;
  }
};

const tail = async (stream: string | undefined, filters: Filters): Promise<void> => {
  const { signal } = listenForStop();
  await inspecting(filters, (store) => show(store.tail(selection(stream, filters), signal), filters.limit));
};

export const register = (program: Command): void => {
  const streams = program.command("streams").description("look inside the event store");
  const command = (name: string, description: string) =>
    streams
      .command(name)
      .description(description)
      .option(
        "--url <connection>",
        "such as esdb://127.0.0.1:2113?tls=false (default: EVENTSTORE_URL, or what runs here)",
      )
      .option("--data <folder>", "the embedded store's folder (default: event-store in TABEL_DATA)");
  const filtered = (name: string, description: string) =>
    command(name, description)
      .option("--type <names...>", "only events of these types")
      .option("--since <date>", "only what was recorded from then on", instant)
      .option("--until <date>", "only what was recorded before", instant)
      .option("--limit <number>", "no more than so many", count);
  command("list [category]", "the streams of a category (the part of the name before the first hyphen), or all").action(
    (category: string | undefined, where: Where) =>
      inspecting(where, async (store) => {
        for (const { stream, events, lastType, lastRecorded } of await store.streams(category))
          say([stream, `${events} events`, `last ${lastType}`, lastRecorded.toISOString()].join("  "));
      }),
  );
  filtered("cat [stream]", "the events of a stream, or of all, in order").action(
    (stream: string | undefined, filters: Filters) =>
      inspecting(filters, (store) => show(store.events(selection(stream, filters)), filters.limit)),
  );
  filtered("tail [stream]", "what is appended from now on, until Ctrl-C").action(tail);
};

// A process whose event store dies in its worker thread, in the way that the first argument says: "terminated" ends the
// thread from outside, "threw" lets an error escape in it. Prints as one JSON line what onFailure and the appends said.
import { BroadcastChannel, type Worker } from "node:worker_threads";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { startEventStore } from "../../start.js";
import { THROW_CHANNEL } from "./throws-when-told.js";

export interface DeathReport {
  readonly failures: readonly string[];
  /** Why appends failed: one that was under way, and one made afterwards. undefined: it was acknowledged. */
  readonly underWay: string | undefined;
  readonly afterwards: string | undefined;
  /** Milliseconds until the append made afterwards was answered. */
  readonly waited: number;
}

const reasonOf = (append: Promise<unknown>): Promise<string | undefined> =>
  append.then(
    () => undefined,
    (error: unknown) => String(error),
  );

const die = async (way: string, dataFolder: string): Promise<DeathReport> => {
  let worker: Worker | undefined;
  process.once("worker", (started) => (worker = started));
  const failures: string[] = [];
  let tellFailed = (): void => undefined;
  const failed = new Promise<void>((resolve) => (tellFailed = resolve));
  const store = await startEventStore({
    dataFolder,
    onFailure: (error) => {
      failures.push(error.message);
      tellFailed();
    },
  });
  const client = EventStoreDBClient.connectionString`${store.connectionString}`;
  const append = () => client.appendToStream("note", jsonEvent({ type: "Noted", data: {} }));
  await append();
  if (way === "terminated") void worker?.terminate();
  else new BroadcastChannel(THROW_CHANNEL).postMessage("throw");
  // Appends until the death reaches them; the last is the one that was under way.
  const underWay = (async () => {
    for (;;) await append();
  })();
  const [reason] = await Promise.all([reasonOf(underWay), failed]);
  const began = performance.now();
  const afterwards = await reasonOf(append());
  const waited = performance.now() - began;
  await store.stop();
  return { failures, underWay: reason, afterwards, waited };
};

const [way = "", dataFolder = ""] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await die(way, dataFolder))}\n`);
process.exit(0);

// What the official client does to the store while it is measured.
import { type EventStoreDBClient, jsonEvent } from "@eventstore/db-client";

/** About the size of Tabel's events: 400 bytes of data. */
const event = (index: number) =>
  jsonEvent({ type: "Measured", data: { index, employeeId: `employee-${index % 25_000}`, text: "x".repeat(340) } });

const seconds = (began: number): number => (performance.now() - began) / 1000;

/** Appends of one event a second, by so many writers that each wait for their answer. */
export const appends = async (client: EventStoreDBClient, writers: number, duration: number): Promise<number> => {
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      while (seconds(began) < duration) {
        await client.appendToStream(`writer-${writers}-${writer}`, event(done));
        done += 1;
      }
    }),
  );
  return done / seconds(began);
};

/** Events a second in appends of so many, by four writers. */
export const batches = async (client: EventStoreDBClient, size: number, total: number): Promise<number> => {
  const began = performance.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: 4 }, async (_, writer) => {
      while (sent < total) {
        const first = sent;
        sent += size;
        const stream = `batches-${writer}-${Math.floor(first / 20_000)}`;
        await client.appendToStream(
          stream,
          Array.from({ length: size }, (_unused, index) => event(first + index)),
        );
      }
    }),
  );
  return sent / seconds(began);
};

export const readAll = async (client: EventStoreDBClient): Promise<{ events: number; rate: number }> => {
  const began = performance.now();
  let events = 0;
  for await (const { event: read } of client.readAll()) if (read !== undefined) events += 1;
  return { events, rate: events / seconds(began) };
};

export const catchUp = async (client: EventStoreDBClient): Promise<{ events: number; rate: number }> => {
  const began = performance.now();
  let events = 0;
  const subscription = client.subscribeToAll();
  subscription.on("data", () => (events += 1));
  await new Promise<void>((resolve, reject) => subscription.on("caughtUp", resolve).on("error", reject));
  const rate = events / seconds(began);
  await subscription.unsubscribe();
  return { events, rate };
};

/** Milliseconds of an append, the middle and the 99th of a hundred, of so many made one after the other. */
export const latency = async (client: EventStoreDBClient, count: number): Promise<{ p50: number; p99: number }> => {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    await client.appendToStream("latency", event(index));
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
};

export const idleSubscriptions = async (client: EventStoreDBClient, count: number): Promise<void> => {
  await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const subscription = client.subscribeToStream(`idle-${index}`, { fromRevision: "end" });
      subscription.resume();
      return new Promise((resolve) => subscription.on("caughtUp", () => resolve(undefined)).on("error", resolve));
    }),
  );
};

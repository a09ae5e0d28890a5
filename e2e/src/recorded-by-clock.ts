// The store's own clock cannot be set: events are shown to the processes as recorded when the test's clock said so, at the moment at
// which they are first seen. Everything else of them is the store's.
import type { EventStore, Recorded } from "@tabel/event-store";

type Reading = Pick<EventStore, "subscribeToAll" | "readAll" | "headPosition" | "load">;

export const recordedByClock = (store: EventStore, now: () => string): Reading => {
  const seen = new Map<string, string>();
  const told = (event: Recorded): Recorded => {
    const recordedAt = seen.get(event.id) ?? now();
    seen.set(event.id, recordedAt);
    return { ...event, recordedAt };
  };
  return {
    load: (...of) => store.load(...of),
    headPosition: () => store.headPosition(),
    readAll: async function* (options) {
      for await (const event of store.readAll(options)) yield told(event);
    },
    subscribeToAll: async function* (options) {
      for await (const batch of store.subscribeToAll(options)) yield { ...batch, events: batch.events.map(told) };
    },
  };
};

// A question to the folded streams at one instant: each stream is read at most once, from the store itself.
import type { Aggregate, DomainEvent, Inquiry, Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";

export const inquiryAt = (store: Pick<EventStore, "load">, at: Instant): Inquiry => {
  const asked = new Map<string, Promise<{ readonly state: unknown }>>();
  return {
    at,
    read: async <State, Event extends DomainEvent>(
      stream: string,
      aggregate: Aggregate<State, Event>,
      { fresh = false }: { readonly fresh?: boolean } = {},
    ): Promise<State> => {
      const loaded = asked.get(stream) ?? store.load(stream, aggregate, { fresh });
      asked.set(stream, loaded);
      return (await loaded).state as State; // one stream has one aggregate
    },
  };
};

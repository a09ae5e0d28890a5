// Reads folded streams while something is decided: each once, however often it is asked for, so that one decision sees one truth.
import type { Fold, Loaded } from "./aggregate-cache.js";
import type { EventStore } from "./event-store.js";
import type { Event } from "./recorded-event.js";

/** @param fresh Ask the store itself rather than the live cache: before a refusal is given, or about what has just been appended. */
export const readerOf = (store: Pick<EventStore, "load">, fresh: boolean) => {
  const seen = new Map<string, Promise<Loaded<unknown>>>();
  return {
    read: async <State, E extends Event>(
      stream: string,
      fold: Fold<State, E>,
      options?: { readonly fresh?: boolean },
    ): Promise<State> => {
      const loading = seen.get(stream) ?? store.load(stream, fold, { fresh: fresh || options?.fresh === true });
      seen.set(stream, loading);
      // A stream has one aggregate, so what was loaded for it before is of the same type.
      return (await loading).state as State;
    },
  };
};

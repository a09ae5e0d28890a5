// What rights and facts see while one decision is made.
import type { Command, StreamReader } from "@tabel/domain";
import type { EventStore, Loaded } from "@tabel/event-store";
import type { Situation } from "./command-row.js";

/**
 * Each stream is read once, however often it is asked for: one decision sees one truth.
 * @param fresh Ask the store itself rather than the live cache: before a refusal is given.
 */
export const readerOf = (store: Pick<EventStore, "load">, fresh: boolean): StreamReader => {
  const seen = new Map<string, Promise<Loaded<unknown>>>();
  return {
    read: async (stream, aggregate, options) => {
      const loading = seen.get(stream) ?? store.load(stream, aggregate, { fresh: fresh || options?.fresh === true });
      seen.set(stream, loading);
      // A stream has one aggregate, so what was loaded for it before is of the same type.
      return (await loading).state as typeof aggregate.initial;
    },
  };
};

export const situationOf = <Data>(
  command: string,
  { data, meta }: Command<Data>,
  store: Pick<EventStore, "load">,
  fresh: boolean,
  process: string | undefined,
): Situation<Data> => ({ ...readerOf(store, fresh), command, data, actor: meta.actor, process, at: meta.at });

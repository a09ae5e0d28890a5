// What rights and facts see while one decision is made.
import type { Command } from "@tabel/domain";
import type { Loaded } from "@tabel/event-store";
import type { Situation } from "./command-row.js";
import type { CommandService } from "./command-service.js";

/**
 * Each stream is read once a decision, however often it is asked for: one decision sees one truth.
 * @param fresh Ask the store itself rather than the live cache: before a refusal is given.
 */
export const situationOf = <Data>(
  name: string,
  { data, meta }: Command<Data>,
  store: CommandService["store"],
  fresh: boolean,
): Situation<Data> => {
  const seen = new Map<string, Promise<Loaded<unknown>>>();
  return {
    command: name,
    data,
    actor: meta.actor,
    at: meta.at,
    read: async (stream, aggregate) => {
      const loading = seen.get(stream) ?? store.load(stream, aggregate, { fresh });
      seen.set(stream, loading);
      // A stream has one aggregate, so what was loaded for it before is of the same type.
      return (await loading).state as typeof aggregate.initial;
    },
  };
};

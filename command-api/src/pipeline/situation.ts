// What rights and facts see while one decision is made.
import type { Command } from "@tabel/domain";
import { readerOf, type EventStore } from "@tabel/event-store";
import type { Situation } from "./command-row.js";

export const situationOf = <Data>(
  command: string,
  { data, meta }: Command<Data>,
  store: Pick<EventStore, "load">,
  fresh: boolean,
  process: string | undefined,
): Situation<Data> => ({ ...readerOf(store, fresh), command, data, actor: meta.actor, process, at: meta.at });

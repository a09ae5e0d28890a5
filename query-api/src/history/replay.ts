// A person's history for the operator of the machine, who holds every key: all of it, page by page, and what comes in after.
import type { Language, LocalDate } from "@tabel/domain";
import type { Logger } from "@tabel/platform";
import type pg from "pg";
import { MOST_ITEMS } from "../http/paging.js";
import { listenForPositions } from "../reading/listener.js";
import { openViews } from "../reading/views.js";
import type { HistoryFilter } from "./history-filter.js";
import { historyItem } from "./history-item.js";
import { type HistoryRights, toldHistory } from "./told-history.js";

export interface ReplayAsked {
  readonly employeeId: string;
  readonly filter: HistoryFilter;
  readonly language: Language;
  readonly search?: string | undefined;
  /** The day for which balances are told. */
  readonly on: LocalDate;
  /** Goes on with what comes in, until the signal. */
  readonly follow?: boolean;
  readonly signal: AbortSignal;
}

export type ReplayedEntry = ReturnType<typeof historyItem>;

const everything = (on: LocalDate): HistoryRights => ({
  remarks: true,
  balances: true,
  names: { everywhere: true, subtrees: [], on, unit: null, person: null },
});

/** Wakes whoever waits when the projections have moved on; what came while nobody waited is not lost. */
const bell = () => {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    heard: async (signal: AbortSignal): Promise<void> => {
      if (!rung && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
      rung = false;
    },
  };
};

/** In the log's order. Reads the view, which may be a moment behind the log. */
export const replayHistory = async function* (
  pool: pg.Pool,
  log: Pick<Logger, "warn">,
  { follow = false, signal, ...asked }: ReplayAsked,
): AsyncGenerator<ReplayedEntry> {
  const views = openViews(pool);
  const news = bell();
  const listener = follow ? listenForPositions(pool, log, () => news.ring()) : undefined;
  const rights = everything(asked.on);
  let after = "-1";
  try {
    while (!signal.aborted) {
      const { items, next } = await toldHistory(views, { ...asked, after, limit: MOST_ITEMS, rights });
      for (const entry of items) yield historyItem(entry);
      after = next ?? String(items.at(-1)?.row.position ?? after);
      if (next !== null) continue;
      if (!follow) return;
      await news.heard(signal);
    }
  } finally {
    await listener?.close();
  }
};

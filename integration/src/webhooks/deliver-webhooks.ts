// Delivers the feed to webhooks, each in its order: one that fails is tried again with growing waits and keeps no other one
// waiting; one that fails for days is switched off, which is logged as an error, counted in the metrics and shown.
import { setTimeout as sleep } from "node:timers/promises";
import type { KeyVault } from "@tabel/event-store";
import { backoffDelay, type Clock, type Logger } from "@tabel/platform";
import type pg from "pg";
import { readFeed } from "../feed/read-feed.js";
import { envelopeOf } from "../feed/record.js";
import { sendWebhook } from "./send-webhook.js";
import { dueWebhooks, type DueWebhook, failed, taken } from "./webhooks.js";

export interface DeliverOptions {
  readonly pool: pg.Pool;
  readonly vault: KeyVault;
  readonly source: string;
  readonly log: Pick<Logger, "error">;
  readonly clock: Clock;
  readonly allowInside: boolean;
  readonly disableAfterMs?: number;
  readonly waits?: { readonly first: number; readonly most: number };
  /** How long a receiver may take to answer. */
  readonly timeoutMs?: number;
}

const minute = 60_000;
const usualWaits = { first: 5_000, most: 60 * minute };
const threeDays = 3 * 24 * 60 * minute;
const lookEveryMs = 500;
/** Deliveries to one webhook before the others have their turn. */
const inARow = 200;
const gone = 410;

const succeeded = (status: number): boolean => status >= 200 && status < 300;

const deliverTo = async (webhook: DueWebhook, options: DeliverOptions, signal: AbortSignal): Promise<void> => {
  const { pool, source, log, clock, allowInside, disableAfterMs = threeDays, waits = usualWaits, timeoutMs } = options;
  let at = webhook;
  for (const record of await readFeed(pool, at.types, at.number, inARow)) {
    const body = JSON.stringify({ ...envelopeOf(record, source), data: JSON.parse(record.data) as unknown });
    let reason: string;
    let status = 0;
    try {
      const timestamp = Math.floor(clock().getTime() / 1_000);
      status = await sendWebhook(at, { id: record.id, body }, { timestamp, allowInside, signal, timeoutMs });
      if (succeeded(status)) {
        if (!(await taken(pool, at, record.number))) return;
        at = { ...at, number: record.number };
        continue;
      }
      reason = `it answered ${status}`;
    } catch (error) {
      if (signal.aborted) return;
      reason = error instanceof Error ? error.message : String(error);
    }
    const waitMs = backoffDelay(waits, at.failures + 1);
    const off = await failed(pool, at, { waitMs, gone: status === gone, reason, disableAfterMs });
    if (off !== undefined)
      log.error({ webhook: at.id, cause: off }, "a webhook was switched off: it has failed for too long");
    return;
  }
};

/** Returns when the signal aborts. Throws what the database says. */
export const deliverWebhooks = async (options: DeliverOptions, signal: AbortSignal): Promise<void> => {
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  /** By webhook: one that answers slowly has its delivery under way while the others have their next ones. */
  const underWay = new Map<string, Promise<void>>();
  const faults: unknown[] = [];
  try {
    while (!signal.aborted) {
      // Asked before the query: who ends meanwhile would be found where it stood before.
      const busy = new Set(underWay.keys());
      for (const webhook of await dueWebhooks(options.pool, options.vault)) {
        if (busy.has(webhook.id)) continue;
        const delivery = deliverTo(webhook, options, both)
          .catch((fault: unknown) => void faults.push(fault))
          .finally(() => underWay.delete(webhook.id));
        underWay.set(webhook.id, delivery);
      }
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
      if (faults.length > 0) throw faults[0];
    }
  } finally {
    ending.abort();
    await Promise.all(underWay.values());
  }
};

// What could not be delivered, and giving it another try.
import type pg from "pg";
import { query } from "../storage/delivery-rows.js";

export interface FailedMessage {
  readonly id: string;
  readonly channel: string;
  readonly fact: string;
  readonly recipient: string;
  readonly status: "failed" | "bounced";
  readonly reason: string;
  readonly attempts: number;
  readonly endedAt: string;
}

const MOST_SHOWN = 500;

/** The latest first; 500 at most. */
export const failedMessages = async (pool: pg.Pool, channel?: string): Promise<readonly FailedMessage[]> => {
  const { rows } = await query<FailedMessage & pg.QueryResultRow>(
    pool,
    `select id, channel, fact->>'is' as fact, recipient, status, reason, attempts, ended_at as "endedAt"
     from notifications.delivery where status in ('failed', 'bounced') and ($1::text is null or channel = $1)
     order by ended_at desc, id limit ${MOST_SHOWN}`,
    [channel ?? null],
  );
  return rows;
};

/** Lets them be tried again from the beginning; what was recorded of them stays in the history. Answers how many. */
export const redriveMessages = async (
  pool: pg.Pool,
  which: { readonly id?: string; readonly channel?: string },
): Promise<number> => {
  const { rowCount } = await query(
    pool,
    `update notifications.delivery
     set status = 'waiting', attempts = 0, unanswered = 0, redrives = redrives + 1, recorded = false, reason = null, ended_at = null,
       next_at = least(next_at, clock_timestamp()), lease_until = null, fence = fence + 1
     where status in ('failed', 'bounced') and recorded
       and ($1::uuid is null or id = $1) and ($2::text is null or channel = $2)`,
    [which.id ?? null, which.channel ?? null],
  );
  return rowCount ?? 0;
};

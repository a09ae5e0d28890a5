// Who works on a delivery: one worker for the time of a lease. Each claim counts the fence up; whoever was paused and comes back with
// an older number sends nothing and marks nothing.
import type pg from "pg";
import type { CountOutcome } from "../operations/metrics.js";
import { type Delivery, deliveryColumns, query } from "../storage/delivery-rows.js";

/** Longer than the longest attempt on any channel. */
export const LEASE_MS = 60_000;

/** Leases that run out, with nothing said, before a delivery is set aside: its attempts end their program, or hang it. */
export const MOST_UNANSWERED = 5;

/** What messages are worded from has to be in the read models first. */
const sources = [
  "employees",
  "organisation",
  "absence-requests",
  "training-sessions",
  "onboarding-plans",
  "resignations",
  "announcements",
  "notification-settings",
  "push-subscriptions",
];

export interface Claiming {
  readonly channel: string;
  readonly now: string;
  readonly limit: number;
  /** `never-ended`: those whose last lease ran out. Their attempt may be what ended the worker, so they are tried alone. */
  readonly which: "fresh" | "never-ended";
}

/**
 * Deliveries of a channel that are due and nobody works on, soonest first; they are this worker's for the time of a lease. Of a
 * digest only its first, which brings the others with it. The attempt is counted before it is made: one that ends the worker can
 * tell nobody that it failed.
 */
export const claimDeliveries = async (
  pool: Pick<pg.Pool, "query">,
  { channel, now, limit, which }: Claiming,
): Promise<readonly Delivery[]> => {
  const { rows } = await query<Delivery & pg.QueryResultRow>(
    pool,
    `update notifications.delivery mine
     set lease_until = clock_timestamp() + $3 * interval '1 ms', fence = fence + 1, unanswered = unanswered + 1,
       attempts = attempts + case when unanswered < ${MOST_UNANSWERED} then 1 else 0 end
     where id in (
       select id from notifications.delivery due
       where status = 'waiting' and channel = $1 and next_at <= $2 and (unanswered > 0) = $6
         and (lease_until is null or lease_until < clock_timestamp())
         and (digest_at is null or not exists (
           select from notifications.delivery leader
           where leader.recipient = due.recipient and leader.digest_at = due.digest_at and leader.status = 'waiting'
             and leader.id < due.id))
         and after_position <= (select coalesce(min(position), -1) from views.checkpoint where projection = any($5))
       order by next_at, id limit $4 for update skip locked)
     returning ${deliveryColumns}`,
    [channel, now, LEASE_MS, limit, sources, which === "never-ended"],
  );
  return rows;
};

/** Whether one of those that never ended is to be tried again. */
export const anyNeverEnded = async (pool: pg.Pool, channel: string): Promise<boolean> => {
  const { rows } = await query(
    pool,
    `select from notifications.delivery
     where status = 'waiting' and channel = $1 and unanswered > 0 and lease_until < clock_timestamp() limit 1`,
    [channel],
  );
  return rows.length > 0;
};

/** Those that nobody has claimed since, each by its own fence. */
const held = `from unnest($1::uuid[], $2::bigint[]) as mine (id, fence)
  where delivery.id = mine.id and delivery.fence = mine.fence and delivery.status = 'waiting'`;

const keyOf = (deliveries: readonly Delivery[]): [string[], bigint[]] => [
  deliveries.map(({ id }) => id),
  deliveries.map(({ fence }) => fence),
];

/**
 * The last look before a message goes out: whether all of them are still this worker's. Begins the lease anew; that need not outlive
 * the machine, where the lease only runs out sooner.
 */
export const stillHeld = async (pool: pg.Pool, deliveries: readonly Delivery[]): Promise<boolean> => {
  const { rowCount } = await query(
    pool,
    `with quick as (select set_config('synchronous_commit', 'off', true) as commits)
     update notifications.delivery set lease_until = clock_timestamp() + $3 * interval '1 ms' ${held}
       and (select commits from quick) = 'off'
       and delivery.lease_until > clock_timestamp()`,
    [...keyOf(deliveries), LEASE_MS],
  );
  return rowCount === deliveries.length;
};

/** The other deliveries of the same digest, claimed with it. */
export const claimDigest = async (pool: pg.Pool, first: Delivery): Promise<readonly Delivery[]> => {
  const { rows } = await query<Delivery & pg.QueryResultRow>(
    pool,
    `update notifications.delivery mine
     set lease_until = clock_timestamp() + $4 * interval '1 ms', fence = fence + 1, attempts = attempts + 1,
       unanswered = unanswered + 1
     where id in (
       select id from notifications.delivery
       where status = 'waiting' and channel = 'email' and recipient = $1 and digest_at = $2 and id <> $3
         and (lease_until is null or lease_until < clock_timestamp())
       order by made_at, id limit 200 for update skip locked)
     returning ${deliveryColumns}`,
    [first.recipient, first.digestAt, first.id, LEASE_MS],
  );
  const rest = rows.toSorted((a, b) => (a.madeAt < b.madeAt || (a.madeAt === b.madeAt && a.id < b.id) ? -1 : 1));
  return [first, ...rest];
};

export interface Ended {
  readonly status: "sent" | "failed" | "bounced" | "suppressed";
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly language: string | null;
  readonly at: string;
}

export interface Marking {
  readonly pool: pg.Pool;
  /** Told whenever deliveries have ended, for the metrics. */
  readonly onEnded?: CountOutcome | undefined;
}

/** Marks what this worker still holds; one statement, so that a digest ends as one. False where somebody else has it by now. */
export const markEnded = async (
  { pool, onEnded }: Marking,
  deliveries: readonly Delivery[],
  ended: Ended,
): Promise<boolean> => {
  const { status, reason, messageId, language, at } = ended;
  const { rowCount } = await query(
    pool,
    `update notifications.delivery
     set status = $3, reason = $4, message_id = $5, language = $6, ended_at = $7, lease_until = null ${held}`,
    [...keyOf(deliveries), status, reason, messageId, language, at],
  );
  const [first] = deliveries;
  if (first !== undefined && rowCount !== null && rowCount > 0)
    onEnded?.({ channel: first.channel, outcome: status, reason, count: rowCount });
  return rowCount === deliveries.length;
};

export interface Later {
  readonly at: string;
  /** Of a digest that it waits for. */
  readonly digestAt?: string | undefined;
  /** Whether the attempt counts: waiting for a quiet night, or for a provider that nobody reaches, is none. */
  readonly counts: boolean;
}

export const putOff = async (pool: pg.Pool, deliveries: readonly Delivery[], later: Later): Promise<void> => {
  await query(
    pool,
    `update notifications.delivery
     set next_at = $3, digest_at = coalesce($4, digest_at), lease_until = null, unanswered = 0, attempts = attempts - $5 ${held}`,
    [...keyOf(deliveries), later.at, later.digestAt ?? null, later.counts ? 0 : 1],
  );
};

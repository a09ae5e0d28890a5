// How deliveries stand, for operators, metrics and health: asked of the tables, so that every program tells the same. Counts are
// bounded: whoever is that far behind is far behind, and counting on would only cost.
import type { Instant } from "@tabel/domain";
import type pg from "pg";
import { mostShown } from "../../operations/standing-of.js";
import { query } from "../storage/delivery-rows.js";

export interface ChannelStanding {
  readonly channel: string;
  /** Deliveries that have not ended: due, waiting for a night or a digest to end, or for another attempt. */
  readonly waiting: number;
  /** Seconds that the first of those that are due has been due; 0 where none is. */
  readonly dueSeconds: number;
  /** Deliveries whose last attempt never came to an end. */
  readonly neverEnded: number;
  /** Failed or bounced, and not sent again. */
  readonly dead: number;
}

export interface NotificationStanding {
  readonly channels: readonly ChannelStanding[];
  /** Outcomes that are not in the log yet. */
  readonly unrecorded: number;
  /** Announcements whose audience is not gone through. */
  readonly announcements: number;
}

const knownChannels = ["in-app", "email", "push", "slack"] as const;

const counted = (what: string): string => `(select count(*)::integer from (select ${what} limit $1) counted)`;

export const standingOfNotifications = async (
  pool: Pick<pg.Pool, "query">,
  now: Instant,
): Promise<NotificationStanding> => {
  const channels = await query<ChannelStanding & pg.QueryResultRow>(
    pool,
    `select known.channel,
       ${counted("from notifications.delivery where status = 'waiting' and channel = known.channel")} as waiting,
       coalesce((select greatest(0, extract(epoch from $2::timestamptz - next_at))::float8 from notifications.delivery
         where status = 'waiting' and channel = known.channel order by next_at, id limit 1), 0) as "dueSeconds",
       ${counted("from notifications.delivery where status = 'waiting' and channel = known.channel and unanswered > 0 and lease_until < clock_timestamp()")} as "neverEnded",
       ${counted("from notifications.delivery where status in ('failed', 'bounced') and channel = known.channel")} as dead
     from unnest($3::text[]) with ordinality as known (channel, place) order by place`,
    [mostShown, now, knownChannels],
  );
  const rest = await query<{ unrecorded: number; announcements: number }>(
    pool,
    `select ${counted("from notifications.delivery where status <> 'waiting' and not recorded")} as unrecorded,
       ${counted("from notifications.announcement where ended_at is null")} as announcements`,
    [mostShown],
  );
  return { channels: channels.rows, unrecorded: 0, announcements: 0, ...rest.rows[0] };
};

// The pace of a channel, kept by all workers together: places are given out in the database, by its clock, a moment after each other.
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { query } from "../storage/delivery-rows.js";

/**
 * `turn`: it may go out now. `crowded`: so many wait before it that its lease might run out; it is put off. `stopping`: no more
 * goes out.
 */
export type Place = "turn" | "crowded" | "stopping";

export interface Pace {
  /** Waits for the next place. */
  place(): Promise<Place>;
}

/** No more than this is waited for; shorter than a lease. */
const longestWaitMs = 20_000;
/** Nobody can have given out places so far ahead: the database's clock was set back. */
const impossibleMs = 600_000;

// The places need not outlive the machine: no waiting for the disk.
const take = `
  with quick as (select set_config('synchronous_commit', 'off', true) as commits)
  insert into notifications.pace as pace (channel, next_at)
  select $1, clock_timestamp() + $2::float8 * interval '1 ms' from quick where commits = 'off'
  on conflict (channel) do update
    set next_at = case when pace.next_at > clock_timestamp() + ${impossibleMs} * interval '1 ms' then clock_timestamp()
      else greatest(pace.next_at, clock_timestamp()) end + $2::float8 * interval '1 ms'
    where pace.next_at <= clock_timestamp() + ${longestWaitMs} * interval '1 ms'
      or pace.next_at > clock_timestamp() + ${impossibleMs} * interval '1 ms'
  returning (extract(epoch from next_at - clock_timestamp()) * 1000)::float8 as "untilMs"`;

/** @param perSecond Infinity: nothing waits, and nobody is asked */
export const sharedPace = (
  pool: Pick<pg.Pool, "query">,
  { channel, perSecond }: { readonly channel: string; readonly perSecond: number },
  signal: AbortSignal,
): Pace => {
  if (perSecond === Infinity) return { place: () => Promise.resolve(signal.aborted ? "stopping" : "turn") };
  const gapMs = 1_000 / perSecond;
  let asking: { count: number; readonly first: Promise<number | undefined> } | undefined;

  /** One question takes the places of all who want one at that moment; each knows its own by its number. */
  const askTogether = () => {
    const asked = { count: 0 };
    const answer = Promise.resolve().then(async () => {
      asking = undefined;
      const { count } = asked;
      const { rows } = await query<{ untilMs: number }>(pool, take, [channel, count * gapMs]);
      const [row] = rows;
      return row === undefined ? undefined : row.untilMs - count * gapMs;
    });
    return Object.assign(asked, { first: answer });
  };

  return {
    place: async () => {
      asking ??= askTogether();
      const mine = asking;
      const number = mine.count;
      mine.count += 1;
      const firstMs = await mine.first;
      if (firstMs === undefined) return "crowded";
      const waitMs = firstMs + number * gapMs;
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined);
      return signal.aborted ? "stopping" : "turn";
    },
  };
};

// Works on what is due of a channel, some at a time: what was never begun, and now and then one that was begun and never ended.
import type { Channel } from "@tabel/domain";
import type pg from "pg";
import { alone } from "../../carrying-out/alone.js";
import type { Delivery } from "../storage/delivery-rows.js";
import { anyNeverEnded, claimDeliveries, LEASE_MS } from "./claim.js";

export interface ChannelWork {
  readonly pool: pg.Pool;
  readonly clock: () => string;
  readonly channel: Channel;
  /** How many may be claimed now; 0 while the provider is left alone. */
  readonly limit: () => number;
  readonly work: (claimed: readonly Delivery[]) => Promise<void>;
}

/** What never ended waits for what was never begun; but not for ever. */
const turnsForNeverEnded = 20;
const ignore = (): void => undefined;

/** Some of it; answers how many. */
export const workOnChannel = ({ pool, clock, channel, limit, work }: ChannelWork): (() => Promise<number>) => {
  let turn = 0;

  const claimAndWork = async (which: "fresh" | "never-ended", most: number): Promise<number> => {
    const claimed = await claimDeliveries(pool, { channel, now: clock(), limit: most, which });
    if (claimed.length > 0) await work(claimed);
    return claimed.length;
  };

  /** One, and nothing else beside it that never ended. */
  const neverEnded = async (): Promise<number> => {
    if (!(await anyNeverEnded(pool, channel))) return 0;
    const client = await pool.connect();
    client.on("error", ignore); // told by the next statement
    let broken: Error | undefined;
    try {
      return (await alone(client, LEASE_MS, () => claimAndWork("never-ended", 1))) ?? 0;
    } catch (error) {
      broken = error instanceof Error ? error : new Error("the work on a delivery was ended");
      throw error;
    } finally {
      client.removeListener("error", ignore);
      client.release(broken);
    }
  };

  return async () => {
    const most = limit();
    if (most === 0) return 0;
    const done = await claimAndWork("fresh", most);
    turn += 1;
    return done > 0 && turn % turnsForNeverEnded > 0 ? done : done + (await neverEnded());
  };
};

// The ids of the latest events, so that an append with no particular expected revision is recognised when it comes
// again. EventStoreDB keeps as many as fit in a fixed amount of memory; so does this, and it refills it from the log
// when the store opens, so a repetition is known across a restart.
import { RecentlyUsed } from "./recently-used.js";

/** So many are remembered at least. */
export const REMEMBERED_IDS = 50_000;

/** An event id as it is looked up: a string of sixteen letters, one a byte. */
export const idKey = (id: Buffer): string => id.toString("latin1");

export class RecentEventIds {
  private readonly positions = new RecentlyUsed<number>(REMEMBERED_IDS);

  remember(key: string, position: number): void {
    this.positions.set(key, position);
  }

  position(key: string): number | undefined {
    return this.positions.get(key);
  }
}

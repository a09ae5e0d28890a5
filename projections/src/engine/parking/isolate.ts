// Finds the items that fail among those that do not, by halving: a batch of n with one poison event costs about
// 2 log n attempts, and everything else of the batch is applied.
import { setTimeout as sleep } from "node:timers/promises";
import { liesWithTheEvent } from "../fault.js";
import type { Session } from "../session.js";

const attempts = 3;
const pausesMs = [50, 250];

/**
 * Applies items in their order inside the open transaction. One that fails is tried again; then `park` is told, and the
 * rest goes on. Throws what does not lie with an item (no connection, no disk).
 */
export const applyIsolating = async <Item>(
  session: Session,
  items: readonly Item[],
  apply: (items: readonly Item[]) => Promise<void>,
  park: (item: Item, error: unknown, attempts: number) => Promise<void>,
): Promise<void> => {
  const attempt = async (some: readonly Item[]): Promise<unknown> => {
    try {
      await session.attempt(() => apply(some));
      return undefined;
    } catch (error) {
      if (!liesWithTheEvent(error)) throw error;
      return error;
    }
  };

  let error = items.length === 0 ? undefined : await attempt(items);
  if (error === undefined) return;
  const [only] = items;
  if (items.length > 1 || only === undefined) {
    const middle = items.length >> 1;
    await applyIsolating(session, items.slice(0, middle), apply, park);
    await applyIsolating(session, items.slice(middle), apply, park);
    return;
  }
  for (const pause of pausesMs) {
    await sleep(pause);
    error = await attempt(items);
    if (error === undefined) return;
  }
  await park(only, error, attempts);
};

// The connections that rebuilds share: few, so that those who read and write beside them have theirs.
import type pg from "pg";
import { openSession, type Ownership } from "../ownership/ownership.js";

export interface Lanes {
  /** Rows written over all of them. */
  copied(): number;
  /** The lane of the nth build. */
  of(index: number): Ownership;
  /** Aborts when any of them is lost. */
  readonly lost: AbortSignal;
  release(): void;
}

// Tables that are being filled have no statistics yet: without these the planner would read them from end to end to find a
// thousand keys.
const settings = `set enable_hashjoin = off; set enable_mergejoin = off; set maintenance_work_mem = '128MB'`;

export const openLanes = async (pool: pg.Pool, count: number): Promise<Lanes> => {
  const lanes: Ownership[] = [];
  const release = (): void => lanes.forEach((lane) => lane.release());
  try {
    for (let index = 0; index < count; index += 1) {
      const lane = await openSession(pool);
      lanes.push(lane);
      await lane.session.define(settings);
    }
  } catch (error) {
    release();
    throw error;
  }
  const [first] = lanes;
  if (first === undefined) throw new RangeError("rebuilds need at least one connection");
  return {
    copied: () => lanes.reduce((sum, { session }) => sum + session.copied(), 0),
    of: (index) => lanes[index % lanes.length] ?? first,
    lost: AbortSignal.any(lanes.map(({ lost }) => lost)),
    release,
  };
};

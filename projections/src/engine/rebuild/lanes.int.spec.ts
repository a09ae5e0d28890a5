// However many projections are rebuilt at once, they have a few connections among them: readers and writers keep theirs.
import { expect, jest, test } from "@jest/globals";
import pg from "pg";
import { allProjections } from "../../all-projections.js";
import { longHistory } from "../../testing/histories.js";
import { projectingSystem, silent } from "../../testing/projecting-system.js";
import { verifyProjections } from "../verify/verify-projections.js";
import { rebuildProjections } from "./rebuild-projections.js";

jest.setTimeout(120_000);

const system = projectingSystem();

/** The most connections that the work has had at one time. */
const mostConnections = async (work: (pool: pg.Pool) => Promise<unknown>): Promise<number> => {
  const pool = new pg.Pool({ connectionString: system.views.connectionString, max: 20 });
  pool.on("error", () => undefined); // a session that is given back is ended
  let most = 0;
  pool.on("acquire", () => (most = Math.max(most, pool.totalCount - pool.idleCount)));
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
  return most;
};

test("a rebuild of all projections fills by two connections unless told otherwise, and exchanges by one more", async () => {
  const runner = system.run(allProjections);
  await runner.reached(await system.log.append(longHistory(60)), 60_000);
  const options = {
    store: system.log.store,
    log: silent,
    projections: allProjections,
    signal: new AbortController().signal,
  };
  const rebuiltBy = (connections?: number): Promise<number> =>
    mostConnections(async (pool) => {
      const outcome = await rebuildProjections({
        ...options,
        pool,
        ...(connections === undefined ? {} : { connections }),
      });
      expect(outcome.exchanged).toHaveLength(allProjections.length);
    });
  expect(await rebuiltBy()).toBe(3);
  expect(await rebuiltBy(1)).toBe(2);
  // Two that compare, one that reads both sides, and one that holds the checkpoints.
  expect(await mostConnections((pool) => verifyProjections({ ...options, pool }))).toBe(4);
});

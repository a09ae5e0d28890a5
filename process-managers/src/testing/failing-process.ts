// A program of its own in which each boundary between two steps fails whenever it is reached, one boundary after the other; each time
// the processes are stopped. It ends by itself, or something was left open.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { boundaries } from "../engine/boundaries.js";
import { runProcessEngine } from "../engine/run-processes.js";
import { appointer, deputyStory, tellAbout } from "./deputy-story.js";
import { openSpecStore } from "./running-processes.js";

const [, , databaseUrl = "", eventStoreUrl = "", now = ""] = process.argv;
const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });
const store = openSpecStore(pool, eventStoreUrl);
const { appoint, carryOutCommand } = appointer(store);
const patienceMs = 40_000;

/** Connections of the pool that nobody has given back. */
const held = (): number => pool.totalCount - pool.idleCount;

for (const boundary of boundaries) {
  const user = randomUUID();
  await appoint(`well-${user}`, "e9");
  await appoint(`refused-${user}`, "refuse");
  await pool.query(
    "update processes.fact set status = 'retry' where fact_id = (select min(fact_id::text)::uuid from processes.fact where status = 'parked')",
  );
  let failures = 0;
  const runner = runProcessEngine({
    store,
    pool,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    processes: [deputyStory({ poisoned: false })],
    clock: () => now,
    limits: { unanswered: 100, attempts: 100, unansweredWait: { first: 1, factor: 1, most: 1 } },
    carryOutCommand,
    tellAbout,
    seam: (reached) => {
      if (reached !== boundary) return;
      failures += 1;
      throw new Error(`failed at ${boundary}`);
    },
  });
  // What fails after its commit is done, and not done again.
  const expected = boundary.endsWith("committed") ? 1 : 2;
  for (const late = performance.now() + patienceMs; failures < expected && performance.now() < late;) await pause(10);
  await runner.stop();
  // What was asked at that moment is still answered.
  for (const late = performance.now() + patienceMs; held() > 0 && performance.now() < late;) await pause(10);
  process.send?.({ boundary, failed: failures >= expected, held: held() });
}
await store.dispose();
await pool.end();
process.disconnect();

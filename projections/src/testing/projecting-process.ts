// A process of its own that keeps all projections current and, if told so, rebuilds them all the time; the spec kills it.
import pg from "pg";
import { allProjections } from "../all-projections.js";
import { rebuildProjections } from "../engine/rebuild/rebuild-projections.js";
import { runProjectionEngine } from "../engine/following/run-projections.js";
import { openTestStore } from "./log.js";

const [, , database = "", eventStore = "", rebuilding] = process.argv;
const pool = new pg.Pool({ connectionString: database, max: 8 });
pool.on("error", () => undefined);
const store = openTestStore(pool, eventStore);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const runner = runProjectionEngine({ store, pool, log, projections: allProjections });
process.send?.("running");
await runner.reached(1n, 60_000).catch(() => undefined);
process.send?.("working");
const { signal } = new AbortController();
while (rebuilding === "rebuilding")
  await rebuildProjections({
    store,
    pool,
    log,
    signal,
    projections: allProjections,
    eventsAtOnce: 30,
    graceSeconds: 0,
  });

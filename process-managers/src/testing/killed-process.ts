// A program of its own that runs the deputies' story and ends itself, without any farewell, at a boundary; or is ended by its spec.
import pg from "pg";
import type { Boundary } from "../engine/boundaries.js";
import { runProcessEngine } from "../engine/run-processes.js";
import { appointer, deputyStory, tellAbout } from "./deputy-story.js";
import { openSpecStore } from "./running-processes.js";

const [, , databaseUrl = "", eventStoreUrl = "", now = "", boundary = ""] = process.argv;

const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });
const store = openSpecStore(pool, eventStoreUrl);
runProcessEngine({
  store,
  pool,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  processes: [deputyStory({ poisoned: false })],
  clock: () => now,
  carryOutCommand: appointer(store).carryOutCommand,
  tellAbout,
  seam: (reached: Boundary) => {
    if (reached === boundary) process.kill(process.pid, "SIGKILL");
    // What is killed is killed in the next turn of the loop: nothing may happen until then.
    return reached === boundary ? new Promise<never>(() => undefined) : undefined;
  },
});
process.send?.("runs");

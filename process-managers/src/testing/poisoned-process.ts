// A program of its own in which carrying out what is about one person ends the program, without any farewell; all else is done.
import pg from "pg";
import { runProcessEngine } from "../engine/run-processes.js";
import { appointer, deputyStory, tellAbout } from "./deputy-story.js";
import { openSpecStore } from "./running-processes.js";

const [, , databaseUrl = "", eventStoreUrl = "", now = "", deadly = "", kind = ""] = process.argv;

const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });
const store = openSpecStore(pool, eventStoreUrl);
const { carryOutCommand } = appointer(store);
const end = (): Promise<never> => {
  process.kill(process.pid, "SIGKILL");
  return new Promise<never>(() => undefined); // what is killed is killed in the next turn of the loop
};
runProcessEngine({
  store,
  pool,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  processes: [deputyStory({ poisoned: false })],
  clock: () => now,
  limits: { unanswered: 3, unansweredWait: { first: 20, factor: 2, most: 200 } },
  carryOutCommand: (command) =>
    kind === "command" && "userId" in command.data && command.data.userId === deadly ? end() : carryOutCommand(command),
  tellAbout: (fact, origin, transaction) =>
    kind === "notify" && origin.instance === deadly ? end() : tellAbout(fact, origin, transaction),
});
process.send?.("runs");

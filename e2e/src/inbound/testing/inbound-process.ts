// An instance that takes commands in a process of its own, so that a spec can kill it between any two steps.
import { openCommandSide, sourcesFrom } from "./command-side.js";

const [connectionString = "", eventStoreUrl = "", brokers = "", sources = ""] = process.argv.slice(2);
const side = openCommandSide({ connectionString, eventStoreUrl });
let told = false;
side.take({ brokers: brokers.split(","), clientId: "spec" }, sourcesFrom(sources, side.api), {
  onAnswer: () => {
    if (!told) process.stdout.write("answers\n");
    told = true;
  },
  log: {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (context: unknown) => process.stderr.write(`${JSON.stringify(context)}\n`),
  },
});
process.once("disconnect", () => process.exit(0)); // never outlives the spec

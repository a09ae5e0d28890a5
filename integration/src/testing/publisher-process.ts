// A publisher in a process of its own, so that a spec can kill it between any two steps.
import { runIntegration } from "../run-integration.js";
import { openLog } from "./published-log.js";

const [connectionString = "", eventStoreUrl = "", brokers = "", times = "quick"] = process.argv.slice(2);
const { pool, vault, store } = openLog(connectionString, eventStoreUrl);
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const runner = runIntegration({
  store,
  pool,
  vault,
  source: "/tabel/spec",
  log: { ...silent, error: (context: unknown) => process.stderr.write(`${JSON.stringify(context)}\n`) },
  kafka: { brokers: brokers.split(","), clientId: "spec" },
  topics: { partitions: 3 },
  ...(times === "usual" ? {} : { lease: { holds: 1_500, renewEvery: 300, askEvery: 100 } }),
});
let told = false;
setInterval(() => {
  if (runner.status().role === "owner" && !told) process.stdout.write("owner\n");
  told ||= runner.status().role === "owner";
}, 20);
process.once("disconnect", () => process.exit(0)); // never outlives the spec

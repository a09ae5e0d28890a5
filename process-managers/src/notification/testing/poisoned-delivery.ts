// A process of its own that delivers, and that the message to one person ends, without any farewell.
import pg from "pg";
import { emailChannel } from "../channels/email.js";
import { runDeliveries } from "../delivery/run-deliveries.js";
import { openSpecStore } from "./telling.js";

const [, , databaseUrl = "", eventStoreUrl = "", sinkUrl = "", now = "", deadly = ""] = process.argv;
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
pool.on("error", () => undefined);
const { store, vault } = openSpecStore(pool, eventStoreUrl);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
runDeliveries({
  pool,
  store,
  vault,
  clock: () => now,
  log: silent,
  channels: {
    email: emailChannel({ url: sinkUrl, from: "Tabel <tabel@localhost>", home: "http://localhost:8080" }),
  },
  unsubscribeLink: () => "http://localhost:8080/u",
  seam: (step, { recipient, channel }) => {
    if (step !== "held" || channel !== "email" || recipient !== deadly) return;
    process.kill(process.pid, "SIGKILL");
    return new Promise<never>(() => undefined); // what is killed is killed in the next turn of the loop
  },
});
process.send?.("delivering");

// A process of its own that delivers until it is killed; the spec kills it.
import pg from "pg";
import { emailChannel } from "../channels/email.js";
import { runDeliveries } from "../delivery/run-deliveries.js";
import { openSpecStore } from "./telling.js";

const [, , databaseUrl = "", eventStoreUrl = "", sinkUrl = "", now = ""] = process.argv;
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
    email: emailChannel({ url: sinkUrl, from: "Tabel <tabel@localhost>", home: "http://localhost:8080", atOnce: 8 }),
  },
  limits: { email: { perSecond: 1_000 } },
  atOnce: 16,
  unsubscribeLink: () => "http://localhost:8080/u",
});
process.send?.("delivering");

// A process that rebuilds every view and says what it took; see rebuild.ts.
import { eventCatalogue } from "@tabel/domain";
import { connectEventStore, openKeyVault } from "@tabel/event-store";
import { createLogger } from "@tabel/platform";
import { projectionNames, rebuildViews } from "@tabel/projections";
import pg from "pg";

export interface Rebuilt {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Rows that went through COPY, those that were replaced later counted each time. */
  readonly copiedRows: number;
  readonly peakRssBytes: number;
}

const [, , database = "", eventStore = ""] = process.argv;
const pool = new pg.Pool({ connectionString: database, max: 8 });
const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 1) });
const store = connectEventStore({ connectionString: eventStore, catalogue: eventCatalogue, vault });
const log = createLogger({ level: "error", name: "bench" });
let copiedRows = 0;
const began = performance.now();
await rebuildViews({
  store,
  pool,
  log,
  names: projectionNames,
  signal: new AbortController().signal,
  onProgress: ({ rows }) => (copiedRows = rows),
});
const seconds = (performance.now() - began) / 1_000;
const { user, system } = process.cpuUsage();
const rebuilt: Rebuilt = {
  seconds,
  cpuSeconds: (user + system) / 1e6,
  copiedRows,
  peakRssBytes: process.resourceUsage().maxRSS * 1_024,
};
process.send?.(rebuilt);
await store.dispose();
await pool.end();
process.disconnect();

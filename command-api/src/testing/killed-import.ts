// For the spec of the import: imports in a process of its own, which is killed in the middle.
import { eventCatalogue, UserId } from "@tabel/domain";
import { connectEventStore, openKeyVault } from "@tabel/event-store";
import pg from "pg";
import { importOrganisation } from "../import/import-organisation.js";
import { manyEmployees } from "./many-employees.js";

const [connectionString = "", database = "", employees = "", killAfter = ""] = process.argv.slice(2);
const vault = openKeyVault({ pool: new pg.Pool({ connectionString: database }), masterKey: Buffer.alloc(32, 7) });
const store = connectEventStore({ connectionString, catalogue: eventCatalogue, vault });
await importOrganisation({
  store,
  vault,
  from: { files: manyEmployees(Number(employees)) },
  actor: UserId.parse("system"),
  at: "2026-11-16T09:00:00.000Z",
  atOnce: 8,
  onProgress: ({ phase, done }) => {
    if (phase === "writing" && done >= Number(killAfter)) process.kill(process.pid, "SIGKILL");
  },
});

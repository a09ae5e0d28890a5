// A process of its own that owns the projections and takes nothing in; the spec pauses it.
import pg from "pg";
import { becomeOwner } from "../engine/ownership/ownership.js";

const [, , connectionString = ""] = process.argv;
const pool = new pg.Pool({ connectionString });
const ownership = await becomeOwner(pool, new AbortController().signal);
process.send?.("owner");
ownership?.lost.addEventListener("abort", () => {
  process.send?.("lost");
  process.exit(0);
});

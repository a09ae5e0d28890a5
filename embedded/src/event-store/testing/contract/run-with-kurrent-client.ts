// Runs the contract with @kurrent/kurrentdb-client, in a process of its own: its generated messages register in the same
// global places as those of @eventstore/db-client. Prints one line of JSON a case: `{ name, fault }`.
import * as kurrent from "@kurrent/kurrentdb-client";
import { contractCases } from "./all-cases.js";
import type { Client, Library } from "./contract.js";

const [connectionString] = process.argv.slice(2);
if (connectionString === undefined) throw new Error("Usage: run-with-kurrent-client CONNECTION_STRING");

// The libraries have the same shape but for the option that `expecting` gives under both names.
const library = kurrent as unknown as Library;
const client = kurrent.KurrentDBClient.connectionString([connectionString] as unknown as TemplateStringsArray);

// The client reads through a native library, which does not keep the process alive while it is waited for.
const alive = setInterval(() => {}, 1_000);

for (const { name, run } of contractCases) {
  let fault: string | undefined;
  try {
    await run({ library, client: client as unknown as Client });
  } catch (error) {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  process.stdout.write(`${JSON.stringify({ name, fault })}\n`);
}
await client.dispose();
clearInterval(alive);

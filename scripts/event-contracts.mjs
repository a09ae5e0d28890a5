// Releases the contracts of integration events: writes the JSON Schema of each one that is not released yet, or that only
// gained fields, into integration-contracts/released/. Refuses what would break a consumer of a released one.
// Usage: node scripts/build.mjs && node scripts/event-contracts.mjs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allContracts, breaks, jsonSchemaOf } from "../integration-contracts/dist/index.js";

const folder = fileURLToPath(new URL("../integration-contracts/released/", import.meta.url));
let refused = false;
for (const contract of allContracts) {
  const file = `${folder}${contract.type}.json`;
  const today = jsonSchemaOf(contract);
  const faults = existsSync(file) ? breaks(JSON.parse(readFileSync(file, "utf8")), today) : [];
  for (const fault of faults) console.error(`${contract.type}: ${fault}`);
  if (faults.length > 0) refused = true;
  else writeFileSync(file, `${JSON.stringify(today, null, 2)}\n`);
}
if (refused) {
  console.error("What is released stays as it is; declare the next version beside it.");
  process.exit(1);
}
console.log(`integration-contracts/released holds ${allContracts.length} contracts`);

// Releases the contracts of integration: writes the JSON Schema of each one that is not released yet, or that only gained
// fields, into integration-contracts/released/. Refuses what would break a consumer of a released event or a sender of a command.
// Usage: node scripts/build.mjs && node scripts/event-contracts.mjs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allCommands, breaks, breaksSenders, describedSchemas } from "../integration-contracts/dist/index.js";

const folder = fileURLToPath(new URL("../integration-contracts/released/", import.meta.url));
let refused = false;
const sent = new Set(allCommands.map(({ type }) => type));
const schemas = describedSchemas();
for (const [type, today] of schemas) {
  const file = `${folder}${type}.json`;
  const compare = sent.has(type) ? breaksSenders : breaks;
  const faults = existsSync(file) ? compare(JSON.parse(readFileSync(file, "utf8")), today) : [];
  for (const fault of faults) console.error(`${type}: ${fault}`);
  if (faults.length > 0) refused = true;
  else writeFileSync(file, `${JSON.stringify(today, null, 2)}\n`);
}
if (refused) {
  console.error("What is released stays as it is; declare the next version beside it.");
  process.exit(1);
}
console.log(`integration-contracts/released holds ${schemas.size} contracts`);

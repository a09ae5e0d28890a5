// Writes docs/events.md, the catalogue of events, from the schemas of the compiled domain.
// Usage: node scripts/build.mjs && node scripts/event-catalogue.mjs
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cataloguePage } from "../domain/dist/catalogue-page.js";

const docs = fileURLToPath(new URL("../docs/", import.meta.url));
mkdirSync(docs, { recursive: true });
writeFileSync(`${docs}events.md`, cataloguePage());
console.log("docs/events.md is written");

#!/usr/bin/env node
// `npx tabel`: the command line. It is the bin of this very package, so that npx finds it here, also on a clone that was
// never installed, and never asks a registry for a package of the same name.
import { build } from "./build.mjs";
import { install } from "./install.mjs";

install();
if (!build()) process.exit(1);
const { run } = await import("../cli/dist/index.js");
await run(process.argv.slice(2));

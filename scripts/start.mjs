// `npm start`: install, build, and run the whole system in this process.
import { build } from "./build.mjs";
import { install } from "./install.mjs";

install();
if (!build()) process.exit(1);
const { run } = await import("../cli/dist/index.js");
await run(["start", ...process.argv.slice(2)]);

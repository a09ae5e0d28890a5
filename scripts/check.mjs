// `npm run check`: types, lint and formatting; everything that can be said of the code without running it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install, root } from "./install.mjs";

install();
const tool = (name, ...args) =>
  spawnSync(join(root, "node_modules", ".bin", name), args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  }).status === 0;

// All of them run, so that one visit shows every fault.
const passed = [
  build(),
  tool("oxlint", "--type-aware", "--deny-warnings"),
  tool("prettier", "--check", "--log-level", "warn", "."),
];
process.exit(passed.every(Boolean) ? 0 : 1);

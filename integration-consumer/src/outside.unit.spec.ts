// Both packages, packed as for somebody outside: they need what they name and no more, and the documented example holds for them.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

interface Manifest {
  readonly packageManager?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const names = ["integration-contracts", "integration-consumer"] as const;
const manifestAt = async (path: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(path, "package.json"), "utf8")) as Manifest; // as npm has it

/** The first TypeScript of the section. */
const example = async (): Promise<string> => {
  const page = await readFile(join(root, "docs/integration.md"), "utf8");
  const [, code] = /^## Consuming$[^]*?^```ts$([^]*?)^```$/m.exec(page) ?? [];
  if (code === undefined) throw new Error("docs/integration.md has no example of a consumer");
  return code;
};

let folder: string;
const link = async (name: string, from: string): Promise<void> => {
  const at = join(folder, "node_modules", name);
  await mkdir(join(at, ".."), { recursive: true });
  await symlink(await realpath(join(from, "node_modules", name)), at).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error; // the other package needs it too
  });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "outside-"));
  const { packageManager = "pnpm" } = await manifestAt(root);
  const chosen = names.flatMap((name) => ["--filter", `@tabel/${name}`]);
  const pack = ["--yes", "--prefer-offline", packageManager, ...chosen, "-r", "pack", "--pack-destination", folder];
  await run("npx", pack, { cwd: root });
  for (const name of names) {
    const into = join(folder, "node_modules/@tabel", name);
    await mkdir(into, { recursive: true });
    const tarball = (await readdir(folder)).find((file) => file.includes(name) && file.endsWith(".tgz"));
    await run("tar", ["-xzf", join(folder, String(tarball)), "-C", into, "--strip-components", "1"]);
    const { dependencies = {} } = await manifestAt(into);
    expect(Object.values(dependencies)).not.toContainEqual(expect.stringContaining("workspace:"));
    for (const needed of Object.keys(dependencies))
      if (!needed.startsWith("@tabel/")) await link(needed, join(root, name));
  }
  await link("@types/node", root); // which @types/pg needs
  const compilerOptions = { target: "es2023", module: "nodenext", strict: true, noEmit: true, types: ["node"] };
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["example.ts"] }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const faultsOf = async (code: string): Promise<string> => {
  await writeFile(join(folder, "example.ts"), code);
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  return run(process.execPath, [compiler, "-p", folder]).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
};

test("the documented example compiles against what was packed", async () => {
  expect(await faultsOf(await example())).toBe("");
});

test("a field that no contract has is found by it", async () => {
  const code = (await example()).replaceAll("employeeId, countsIn", "nobodysField, countsIn");
  expect(await faultsOf(code)).toContain("nobodysField");
});

test("both run with nothing but what they name, and hold no spec", async () => {
  await writeFile(
    join(folder, "main.js"),
    `const [contracts, { consume, on, startOver }] = await Promise.all(process.argv.slice(2).map((name) => import(name)));
     console.log([consume, on, startOver].map((each) => typeof each).join(), contracts.allContracts.length > 0);`,
  );
  const { stdout } = await run(process.execPath, ["main.js", ...names.map((name) => `@tabel/${name}`)], {
    cwd: folder,
  });
  expect(stdout).toBe("function,function,function true\n");
  const files = await readdir(join(folder, "node_modules/@tabel"), { recursive: true });
  expect(files.filter((file) => /\.spec\.|tsbuildinfo|\.map$/.test(file))).toEqual([]);
});

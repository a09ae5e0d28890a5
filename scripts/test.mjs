// `npm test`: every test there is, on real parts, with one summary. Arguments are handed to jest:
//   npm test -- domain            only what lies below domain/
//   npm test -- --level unit      only *.unit.spec.ts (unit, int, e2e)
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install, root } from "./install.mjs";

install();
if (!build()) process.exit(1);

const { missingForKafka } = await import("../embedded/dist/index.js");
const withoutKafka = missingForKafka();
if (withoutKafka !== undefined && process.env.CI) {
  console.error(`The specs against a real Kafka cannot run, and here they must: ${withoutKafka}.`);
  process.exit(1);
}

const given = process.argv.slice(2);
const at = given.indexOf("--level");
const level =
  at < 0
    ? []
    : given
        .splice(at, 2)
        .slice(1)
        .map((name) => `\\.${name}\\.spec\\.js$`);
const options = [process.env.NODE_OPTIONS, "--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
const jest = join(root, "node_modules", "jest", "bin", "jest.js");
const result = spawnSync(process.execPath, [jest, ...level, ...given], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(" ") },
});
if (withoutKafka !== undefined)
  console.error(`
========================================================================================
THE SPECS AGAINST A REAL KAFKA DID NOT RUN: ${withoutKafka}.
On Debian: apt-get install -y --no-install-recommends default-jre-headless maven
========================================================================================`);
process.exit(result.status ?? 1);

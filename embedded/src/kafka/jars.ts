// The jars of a real Apache Kafka: resolved by Maven from infra/kafka/pom.xml once, then kept outside the checkout, so that
// every clone and every run on a machine shares them.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../make-folder.js";

const infra = fileURLToPath(new URL("../../../infra/kafka/", import.meta.url));
const pom = join(infra, "pom.xml");
export const brokerLogSettings = join(infra, "log4j2.properties");

const needed = 17;
const lastWords = 2_000;

/** A broker cannot be had on this machine; the message says what to do. */
export class NoKafka extends Error {
  override readonly name = "NoKafka";
}

const outputOf = (command: string): string | undefined => {
  const { status, stdout, stderr } = spawnSync(command, ["-version"], { encoding: "utf8" });
  return status === 0 ? stdout + stderr : undefined;
};

/** What is missing for a broker, in a sentence; undefined where nothing is. */
export const missingForKafka = (): string | undefined => {
  const java = outputOf("java");
  const version = Number(/version "(\d+)/.exec(java ?? "")?.[1] ?? 0);
  if (version < needed)
    return `Apache Kafka needs Java ${needed} or later, and ${java === undefined ? "there is none" : `this is ${version}`}`;
  return outputOf("mvn") === undefined ? "Maven, which fetches Apache Kafka, is not installed" : undefined;
};

const cacheFolder = (): string => {
  const base = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const version = createHash("sha256").update(readFileSync(pom)).digest("hex").slice(0, 12);
  return join(base, "tabel", `kafka-${version}`);
};

const fetchInto = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const goals = ["dependency:copy-dependencies", `-DoutputDirectory=${folder}`, "-DincludeScope=runtime"];
    const maven = spawn("mvn", ["--batch-mode", "--quiet", "--file", pom, ...goals]);
    let said = "";
    const hear = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-lastWords));
    maven.stdout.on("data", hear);
    maven.stderr.on("data", hear);
    maven.once("error", reject);
    maven.once("close", (code) =>
      code === 0 ? resolve() : reject(new NoKafka(`Maven could not fetch Apache Kafka:\n${said.trim()}`)),
    );
  });

/**
 * The folder with the jars; fetched when they are not there yet, which takes a minute and needs the network.
 * @throws NoKafka
 */
export const kafkaJars = async (): Promise<string> => {
  const missing = missingForKafka();
  if (missing !== undefined) throw new NoKafka(missing);
  const folder = cacheFolder();
  if (existsSync(folder)) return folder;
  makeFolder(join(folder, ".."));
  const fetched = `${folder}.${process.pid}`;
  try {
    await fetchInto(fetched);
    // Whole or not at all; where another process was faster, its folder is the same.
    if (!existsSync(folder)) renameSync(fetched, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  return folder;
};

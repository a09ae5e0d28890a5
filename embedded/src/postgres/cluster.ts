// The cluster (PostgreSQL's word for one data directory): made once, complete or not at all, with its password.
import { type ExecFileOptions, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { isNativeError } from "node:util/types";
import { type Invocation, type RunAs } from "./run-as.js";
import { hostBasedAuthentication } from "./server-settings.js";

export const superuser = "tabel";
export const databaseName = "tabel";

/** What stands in the data folder; everything in it is readable by its owner only. */
export const layout = (folder: string) => ({
  cluster: join(folder, "cluster"),
  password: join(folder, "password"),
  log: join(folder, "server.log"),
  supervisorPid: join(folder, "supervisor.pid"),
});

/** Variables such as PGDATA or NODE_OPTIONS of the caller must not reach the server. */
export const cleanEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" });

const spawnOptions = ({ uid, gid }: Invocation, cwd: string): ExecFileOptions => ({
  cwd,
  env: cleanEnvironment(),
  ...(uid === undefined ? {} : { uid }),
  ...(gid === undefined ? {} : { gid }),
});

const run = promisify(execFile);

/** Runs statements (one a line) in the server's single-user mode, which asks for no password. */
const singleUser = (runAs: RunAs, cluster: string, statements: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const invocation = runAs.invoke("postgres", ["--single", "-D", runAs.clusterArgument(cluster), "postgres"]);
    const child = spawn(invocation.command, invocation.args, spawnOptions(invocation, cluster));
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
    child.stdout.resume();
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 && !/ERROR:|FATAL:/.test(words) ? resolve() : reject(new Error(words || `exit code ${code}`)),
    );
    child.stdin.on("error", () => undefined); // the close event tells why
    child.stdin.end(statements.map((statement) => `${statement}\n`).join(""));
  });

const writePrivately = (path: string, text: string) => {
  const unfinished = `${path}.new`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, path);
};

const setPassword = async (runAs: RunAs, cluster: string, file: string, more: readonly string[] = []) => {
  const password = randomBytes(24).toString("base64url");
  await singleUser(runAs, cluster, [`alter role ${superuser} password '${password}';`, ...more]);
  writePrivately(file, password);
  return password;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return isNativeError(fault) && "code" in fault && fault.code === "EPERM";
  }
};

/** Left behind when a process was killed while it made the cluster. */
const removeUnfinished = (folder: string) => {
  for (const name of readdirSync(folder)) {
    const pid = /^cluster-(\d+)\.new$/.exec(name)?.[1];
    if (pid && Number(pid) !== process.pid && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
};

const giveTo = (path: string, uid: number, gid: number) => {
  lchownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true }))
    lchownSync(join(entry.parentPath, entry.name), uid, gid);
};

/**
 * Makes the cluster if there is none, gives it to the user that will run it, and returns the password.
 * @throws the programs' own words; the caller explains them
 */
export const prepareCluster = async (folder: string, runAs: RunAs): Promise<string> => {
  const { cluster, password } = layout(folder);
  removeUnfinished(folder);
  if (existsSync(cluster)) {
    if (runAs.owner && statSync(cluster).uid !== runAs.owner.uid) giveTo(cluster, runAs.owner.uid, runAs.owner.gid);
    writeFileSync(join(cluster, "pg_hba.conf"), hostBasedAuthentication);
    if (existsSync(password)) return readFileSync(password, "utf8").trim();
    return setPassword(runAs, cluster, password);
  }
  const unfinished = join(folder, `cluster-${process.pid}.new`);
  rmSync(unfinished, { recursive: true, force: true });
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    if (runAs.owner) chownSync(unfinished, runAs.owner.uid, runAs.owner.gid);
    const place = ["-D", runAs.clusterArgument(unfinished), "-U", superuser];
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["--auth-local=reject", "--auth-host=reject"]; // until pg_hba.conf is written
    const invocation = runAs.invoke("initdb", [...place, ...locale, ...access]);
    await run(invocation.command, invocation.args, spawnOptions(invocation, unfinished));
    const secret = await setPassword(runAs, unfinished, password, [`create database ${databaseName};`]);
    writeFileSync(join(unfinished, "pg_hba.conf"), hostBasedAuthentication);
    renameSync(unfinished, cluster);
    return secret;
  } catch (fault) {
    rmSync(unfinished, { recursive: true, force: true });
    throw fault;
  }
};

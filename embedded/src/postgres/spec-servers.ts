// What the specs of the embedded PostgreSQL share: servers that are stopped and folders that are removed after each file.
import { afterAll, afterEach } from "@jest/globals";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { layout } from "./cluster.js";
import { type EmbeddedPostgres, type Machine, startPostgres, startPostgresOn } from "./start-postgres.js";

/** Readable by every user, so that another user can start a server in it. */
export const top = mkdtempSync(join(tmpdir(), "postgres-spec-"));
chmodSync(top, 0o755);
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
let folders = 0;

export const freshFolder = (name = "data") => join(top, `${(folders += 1)}`, name);

export const start = async (options: Parameters<typeof startPostgres>[0], machine?: Machine) => {
  const server = await (machine ? startPostgresOn(machine, options) : startPostgres(options));
  running.push(server);
  return server;
};

export const query = async (connectionString: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
};

export const until = async (condition: () => boolean, limit = 8_000) => {
  for (const since = Date.now(); !condition(); await sleep(10))
    if (Date.now() - since > limit) throw new Error(`not so after ${limit} ms: ${condition.toString()}`);
};

/** A process that ended but was not yet collected by its parent does not live. */
export const alive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
const pidIn = (file: string) => Number(readFileSync(file, "utf8").split("\n")[0]);
export const postmasterOf = (folder: string) => pidIn(join(layout(folder).cluster, "postmaster.pid"));
export const supervisorOf = (folder: string) => pidIn(layout(folder).supervisorPid);

/** A process of its own that starts the server, prints the connection string and waits. */
export const startElsewhere = async (folder: string, user: { uid?: number; gid?: number } = {}) => {
  const module = new URL("start-postgres.js", import.meta.url).href;
  const program = `import { startPostgres } from ${JSON.stringify(module)};
    startPostgres({ dataFolder: process.argv[1] }).then(
      (server) => { console.log(server.connectionString); setInterval(() => {}, 1000); },
      (fault) => { console.log(fault.name + ": " + fault.message); process.exitCode = 1; });`;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, folder], {
    ...user,
    env,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, said: line.toString().trim() };
};

export const killNine = async (child: ChildProcess) => {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
};

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(top, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

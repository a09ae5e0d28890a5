// A real PostgreSQL for one machine, from the binaries that npm brought: no installation, no open trust, no orphan.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../make-folder.js";
import { type Binaries, findBinaries } from "./binaries.js";
import { cleanEnvironment, databaseName, layout, prepareCluster, superuser } from "./cluster.js";
import { explainFault, PostgresError, wordsOf } from "./postgres-error.js";
import { retirePreviousServer } from "./previous-server.js";
import { chooseRunAs, type RunAs } from "./run-as.js";
import { serverArguments } from "./server-settings.js";
import { type SupervisorNews, type SupervisorTask } from "./supervisor.js";

export interface EmbeddedPostgres {
  readonly connectionString: string;
  /** Fast shutdown: open connections are cut, everything committed is on disk. Under 5 s; calling it again is harmless. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made when it is missing; everything the server keeps stands in it. */
  readonly dataFolder: string;
  /** A free port unless given. */
  readonly port?: number;
}

/** What the machine offers; tests narrow it to reach the ways that are not chosen here. */
export interface Machine {
  readonly binaries: Binaries;
  readonly refuse: readonly RunAs["kind"][];
}

const shutdownTimeout = 3_500;
const readyTimeout = 60_000; // after a crash the server first replays its log

const freePort = async (): Promise<number> => {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new PostgresError("This system gave no free TCP port.");
  return address.port;
};

const writableFolder = (path: string): string => {
  const folder = resolve(path);
  try {
    makeFolder(folder, 0o700);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (fault) {
    throw explainFault(folder, wordsOf(fault));
  }
};

const portIsTaken = (words: string) => /could not bind IPv4 address .*: Address already in use/.test(words);

const launch = async (folder: string, runAs: RunAs, port: number): Promise<ChildProcess> => {
  const { cluster, log, supervisorPid } = layout(folder);
  const supervisor = fork(fileURLToPath(new URL("supervisor.js", import.meta.url)), [folder], {
    detached: true,
    execArgv: [],
    env: cleanEnvironment(),
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const task: SupervisorTask = {
    ...runAs.invoke("postgres", serverArguments(runAs.clusterArgument(cluster), port)),
    cwd: cluster,
    logFile: log,
    pidFile: supervisorPid,
    shutdownTimeout,
  };
  const news = new Promise<SupervisorNews>((settle) => {
    supervisor.once("message", (message) => settle(message as SupervisorNews)); // sent by supervisor.ts only
    supervisor.once("exit", () => settle({ ended: "its supervising process ended" }));
    supervisor.once("error", (fault) => settle({ ended: fault.message }));
    setTimeout(() => settle({ ended: `it was not ready after ${readyTimeout / 1_000} s` }), readyTimeout).unref();
  });
  supervisor.send(task);
  const answer = await news;
  if ("ready" in answer) return supervisor;
  if (supervisor.connected) supervisor.disconnect();
  throw new Error(answer.ended);
};

const launchOnSomePort = async (folder: string, runAs: RunAs, wanted: number | undefined) => {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    try {
      return { port, supervisor: await launch(folder, runAs, port) };
    } catch (fault) {
      const words = wordsOf(fault);
      if (portIsTaken(words) && wanted !== undefined)
        throw new PostgresError(`Port ${wanted} is in use: choose another one for PostgreSQL, or none.`);
      if (attempt === 5 || !portIsTaken(words)) throw fault;
    }
  }
};

const stopping = (supervisor: ChildProcess) => {
  let stopped: Promise<void> | undefined;
  return () =>
    (stopped ??= (async () => {
      if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
      supervisor.ref();
      const exit = once(supervisor, "exit");
      if (supervisor.connected) supervisor.send("stop");
      await exit;
    })());
};

export const startPostgresOn = async (
  { binaries, refuse }: Machine,
  { dataFolder, port: wantedPort }: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> => {
  const folder = writableFolder(dataFolder);
  try {
    const runAs = chooseRunAs(binaries, folder, refuse);
    await retirePreviousServer(folder);
    const password = await prepareCluster(folder, runAs);
    const { port, supervisor } = await launchOnSomePort(folder, runAs, wantedPort);
    // The server must not keep a process alive that has nothing else to do.
    supervisor.unref();
    supervisor.channel?.unref();
    return {
      connectionString: `postgresql://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`,
      stop: stopping(supervisor),
    };
  } catch (fault) {
    throw fault instanceof PostgresError ? fault : explainFault(folder, wordsOf(fault));
  }
};

/**
 * Starts the server and returns when it accepts connections: about one second when the cluster is new, less later.
 * It ends with this process, also when this process is killed.
 * @throws PostgresError with one sentence for the person who started it
 */
export const startPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> =>
  startPostgresOn({ binaries: findBinaries(), refuse: [] }, options);

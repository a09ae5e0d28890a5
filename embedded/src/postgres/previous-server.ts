// A server that an earlier process left behind on the same data folder: waited for, stopped, or its traces removed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { layout } from "./cluster.js";
import { PostgresError } from "./postgres-error.js";

const readPid = (file: string): number | undefined => {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
};

const commandLine = (pid: number): string => {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
  return spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout ?? "";
};

/** A pid alone proves nothing, it may have been given to another process since: a postmaster works inside its cluster. */
const isPostmasterOf = (pid: number, cluster: string): boolean => {
  if (!/postgres/.test(commandLine(pid))) return false;
  if (process.platform !== "linux") return commandLine(pid).includes(cluster);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
};

const signal = (pid: number, name: NodeJS.Signals) => {
  try {
    process.kill(pid, name);
  } catch {
    // gone since the last look
  }
};

const patienceWithOwner = 2_000;
const patienceWithOrphan = 4_000;

/**
 * Returns when no server works on the folder. A supervisor that lost its process takes its pid file away at once and
 * shuts its server down; a server without a supervisor is shut down from here; one with a supervisor is in use.
 * @throws PostgresError when another live process uses the folder
 */
export const retirePreviousServer = async (folder: string): Promise<void> => {
  const { cluster, supervisorPid } = layout(folder);
  const lockFile = join(cluster, "postmaster.pid");
  const pid = readPid(lockFile);
  const since = Date.now();
  let orphanSince: number | undefined;
  while (pid !== undefined && isPostmasterOf(pid, cluster)) {
    const supervisor = readPid(supervisorPid);
    if (supervisor !== undefined && commandLine(supervisor).includes(folder)) {
      if (Date.now() - since > patienceWithOwner)
        throw new PostgresError(
          `Another running process uses the PostgreSQL data in ${folder}: stop it, or choose another data folder.`,
        );
    } else if (orphanSince === undefined) {
      orphanSince = Date.now();
      signal(pid, "SIGINT"); // fast shutdown: connections are cut, what was committed is kept
    } else if (Date.now() - orphanSince > patienceWithOrphan) {
      signal(pid, "SIGQUIT"); // immediate shutdown: the next start recovers from the write-ahead log
    }
    await sleep(20);
  }
  rmSync(lockFile, { force: true });
};

// One process a data folder. The lock is a file that names its owner; an owner that was killed does not block the next.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isNativeError } from "node:util/types";

export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

const codeOf = (error: unknown): unknown => (isNativeError(error) && "code" in error ? error.code : undefined);

interface Owner {
  readonly pid: number;
  /** Start time of the process in clock ticks since boot; a reused pid has another one. Undefined where /proc is missing. */
  readonly started: string | undefined;
}

const startedAt = (pid: number): string | undefined => {
  try {
    // Field 22 of /proc/<pid>/stat; the second field may hold spaces and ends with the last parenthesis.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
};

const isAlive = (owner: Owner): boolean => {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false;
  }
  return owner.started === undefined || owner.started === startedAt(owner.pid);
};

const read = (file: string): Owner | undefined => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Owner; // written below, by linkSync as a whole
  } catch {
    return undefined;
  }
};

/** The process that holds the folder now, if one does. */
export const ownerOf = (folder: string): number | undefined => {
  const owner = read(join(folder, "lock"));
  return owner !== undefined && isAlive(owner) ? owner.pid : undefined;
};

/**
 * Takes the folder for this process, making it where it is missing; the answer gives it back.
 * @throws FolderInUse when a living process has it; the file system's error when it cannot be written.
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, "lock");
  const mine = join(folder, `lock.${process.pid}`);
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startedAt(process.pid) } satisfies Owner));
  try {
    for (;;) {
      try {
        linkSync(mine, lock); // atomic: exactly one of several starters wins
        return () => rmSync(lock, { force: true });
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
      const owner = read(lock);
      if (owner !== undefined && isAlive(owner))
        throw new FolderInUse(
          `The data folder ${folder} is in use by process ${owner.pid}; stop it or name another by TABEL_DATA.`,
        );
      const stale = join(folder, `lock.stale.${process.pid}`);
      renameSync(lock, stale);
      const moved = read(stale);
      // Somebody else was faster and took the folder between our look and our move: put theirs back.
      if (moved !== undefined && isAlive(moved)) linkSync(stale, lock);
      rmSync(stale, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
};

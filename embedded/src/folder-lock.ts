// One folder, one process. The owner's name lies in `owner.json`; looking at it and putting one's own there is
// one step, because it happens inside a write transaction of a small LMDB environment, whose mutex the system releases
// when its holder dies. An owner that was killed is recognised by its process id and start time, so its lock never
// blocks; one that cannot be seen from here (another container or machine) by the age of the file, which it touches.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { makeFolder } from "./make-folder.js";

interface Owner {
  readonly token: string;
  readonly pid: number;
  /** When the process started, as the system tells it; a process id alone may be somebody else's by now. */
  readonly started: string;
  /** Where the process id means something: machine, boot and process-id namespace. */
  readonly where: string;
  /** Where the owner serves what lies in the folder, once it does. */
  readonly connectionString?: string;
}

export interface FolderLock {
  /** Says where what lies in the folder is served, to whoever asks `servedAt`. */
  announce(connectionString: string): void;
  release(): void;
}

/** Another process has the folder. */
export class FolderInUse extends Error {
  readonly owner: { readonly pid: number };
  constructor(folder: string, owner: Owner) {
    super(`The folder ${folder} is in use by process ${owner.pid}: stop that one, or name another folder.`);
    this.name = "FolderInUse";
    this.owner = owner;
  }
}

/** An owner that cannot be seen touches its lock this often, and is gone when it has not for STALE; milliseconds. */
const HEARTBEAT = 2_000;
const STALE = 15_000;

/** Bytes that must be free: for the files of the lock and those that LMDB makes when it opens a store. */
const SPACE = 512 * 1024;

const ownerFile = (folder: string): string => join(folder, "owner.json");

/**
 * Takes the folder for this process, creating it where needed. Throws FolderInUse. `token` names this owner among the
 * threads of the process, for releaseFolder.
 */
export const lockFolder = (folder: string, token: string = randomUUID()): FolderLock => {
  makeFolder(folder);
  requireSpace(folder);
  const mine: Owner = { token, pid: process.pid, started: startOf(process.pid) ?? "", where: here() };
  const mutex = open(join(folder, "lock"), { overlappingSync: false, noSync: true });
  try {
    mutex.transactionSync(() => {
      const owner = readOwner(folder);
      if (owner !== undefined && isAlive(owner, folder)) throw new FolderInUse(folder, owner);
      writeOwner(folder, mine);
    });
  } finally {
    void mutex.close();
  }
  const heartbeat = setInterval(() => touch(folder), HEARTBEAT).unref();
  return {
    announce: (connectionString) => writeOwner(folder, { ...mine, connectionString }),
    release: () => {
      clearInterval(heartbeat);
      releaseFolder(folder, mine.token);
    },
  };
};

/** The process that has the folder now, if one does. */
export const ownerOfFolder = (folder: string): { readonly pid: number } | undefined => {
  const owner = readOwner(folder);
  return owner !== undefined && isAlive(owner, folder) ? owner : undefined;
};

/** Where what lies in that folder is served by a living process of this machine, undefined if it is not. */
export const servedAt = (folder: string): string | undefined => {
  const owner = readOwner(folder);
  return owner !== undefined && isAlive(owner, folder) ? owner.connectionString : undefined;
};

/** Gives the folder free if that owner still has it. */
export const releaseFolder = (folder: string, token: string): void => {
  if (readOwner(folder)?.token === token) rmSync(ownerFile(folder), { force: true });
};

/** LMDB maps its lock files into memory, and where the disk has no block for such a page the system ends the process. */
const requireSpace = (folder: string): void => {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= SPACE) return;
  const full = new Error(`The disk that holds ${folder} is full: free some space and start again.`);
  throw Object.assign(full, { code: "ENOSPC" });
};

const readOwner = (folder: string): Owner | undefined => {
  try {
    // Written by writeOwner only; anything else (an empty file of a full disk) counts as no owner.
    return JSON.parse(readFileSync(ownerFile(folder), "utf8")) as Owner;
  } catch {
    return undefined;
  }
};

/** Replaces the file as a whole: whoever reads it meanwhile finds the old owner or the new one, never none. */
const writeOwner = (folder: string, owner: Owner): void => {
  const next = `${ownerFile(folder)}.${owner.token}`;
  const file = openSync(next, "w");
  try {
    writeSync(file, JSON.stringify(owner));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(next, ownerFile(folder));
};

const touch = (folder: string): void => {
  try {
    const now = new Date();
    utimesSync(ownerFile(folder), now, now);
  } catch {
    // The folder is being removed; nothing to keep alive.
  }
};

const isAlive = (owner: Owner, folder: string): boolean => {
  if (owner.where !== here()) return Date.now() - statSync(ownerFile(folder)).mtimeMs < STALE;
  const started = startOf(owner.pid);
  return started !== undefined && started === owner.started;
};

/** When a process started, undefined if there is none of that id. */
const startOf = (pid: number): string | undefined => {
  if (process.platform === "linux") {
    try {
      // The process's name, in brackets, may hold anything; field 22 is the 20th behind it.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  if (process.platform === "win32") return isRunning(pid) ? "running" : undefined;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const here = (): string => [hostname(), firstLine("/proc/sys/kernel/random/boot_id"), namespace()].join(" ");

const firstLine = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
};

const namespace = (): string => {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
};

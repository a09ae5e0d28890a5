// What one machine keeps: everything below one folder, taken by one process at a time.
import { accessSync, constants, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isNativeError } from "node:util/types";
import { FolderInUse, lockFolder, makeFolder, ownerOfFolder } from "@tabel/embedded";
import { sentenceFor, StartFault } from "./start-fault.js";

/** Where the parts of a running system are reached: what `tabel` commands beside it connect to. */
export interface RunningParts {
  readonly eventStoreUrl: string;
  readonly databaseUrl: string;
}

/**
 * Makes a folder and its parents, readable by the owner only, that can be written.
 * @throws StartFault, one sentence
 */
export const makeDataFolder = (path: string): void => {
  try {
    makeFolder(path, 0o700);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw sentenceFor(error, path);
  }
};

export interface DataFolder {
  readonly path: string;
  readonly eventStore: string;
  readonly postgres: string;
  /** Tells commands of the same machine where the parts are; the file is readable by its owner only. */
  announce(parts: RunningParts): void;
  release(): void;
}

const lockOf = (path: string): string => join(path, "process");

const takeLock = (path: string): (() => void) => {
  try {
    const lock = lockFolder(lockOf(path));
    return () => lock.release();
  } catch (error) {
    if (!(isNativeError(error) && error instanceof FolderInUse)) throw error;
    throw new StartFault(
      `The data folder ${path} is in use by process ${error.owner.pid}; stop that one, or name another folder by TABEL_DATA.`,
      { cause: error },
    );
  }
};

const announcement = (path: string): string => join(path, "running.json");

/**
 * Takes the data folder for this process.
 * @throws StartFault, one sentence: in use, not writable, disk full.
 */
export const takeDataFolder = (path: string): DataFolder => {
  try {
    makeDataFolder(path);
    const release = takeLock(path);
    return {
      path,
      eventStore: join(path, "event-store"),
      postgres: join(path, "postgres"),
      announce: (parts) => writeFileSync(announcement(path), JSON.stringify(parts), { mode: 0o600 }),
      release: () => {
        rmSync(announcement(path), { force: true });
        release();
      },
    };
  } catch (error) {
    throw sentenceFor(error, path);
  }
};

/** The parts of the system that runs on this folder; undefined when none does. */
export const runningParts = (path: string): RunningParts | undefined => {
  if (ownerOfFolder(lockOf(path)) === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(announcement(path), "utf8")) as RunningParts; // written by `announce`, owner-only
  } catch {
    return undefined;
  }
};

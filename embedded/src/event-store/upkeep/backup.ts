// A copy of the store as it is at one instant, made while a server writes to it, and the way back.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../make-folder.js";
import { EventStoreFault } from "../event-store-fault.js";
import { lockFolder } from "../../folder-lock.js";
import { EventLog } from "../storage/event-log.js";
import { holdsEventStore, type StoreReport, verifyFolder } from "./verify.js";

const LOG_FILE = join("log", "data.mdb");

/**
 * Copies the store of `dataFolder` into `backupFolder`, which must be new or empty, and verifies the copy.
 * A server may be running on the store: readers of LMDB see one instant and hold nobody up.
 */
export const backupEventStore = async (dataFolder: string, backupFolder: string): Promise<StoreReport> => {
  if (!holdsEventStore(dataFolder)) throw new EventStoreFault(`There is no event store in ${dataFolder}.`);
  if (existsSync(backupFolder) && readdirSync(backupFolder).length > 0)
    throw new EventStoreFault(`${backupFolder} is not empty: name a new folder for the backup.`);
  makeFolder(join(backupFolder, "log"));
  const log = new EventLog(join(dataFolder, "log"), { readOnly: true });
  try {
    await log.copyTo(join(backupFolder, "log"));
  } finally {
    await log.close();
  }
  flush(join(backupFolder, LOG_FILE));
  return sound(await verifyFolder(join(backupFolder, "log")), `The backup in ${backupFolder}`);
};

/** Puts a verified backup into `dataFolder`, which must not hold a store. The backup stays as it is. */
export const restoreEventStore = async (backupFolder: string, dataFolder: string): Promise<StoreReport> => {
  if (!holdsEventStore(backupFolder)) throw new EventStoreFault(`There is no backup in ${backupFolder}.`);
  const report = sound(await verifyFolder(join(backupFolder, "log")), `The backup in ${backupFolder}`);
  const lock = lockFolder(dataFolder);
  try {
    if (holdsEventStore(dataFolder))
      throw new EventStoreFault(`${dataFolder} holds an event store already: move it away, nothing is overwritten.`);
    const partial = join(dataFolder, "log.partial");
    rmSync(partial, { recursive: true, force: true });
    rmSync(join(dataFolder, "log"), { recursive: true, force: true });
    mkdirSync(partial);
    await copyFile(join(backupFolder, LOG_FILE), join(partial, "data.mdb"));
    flush(join(partial, "data.mdb"));
    renameSync(partial, join(dataFolder, "log"));
    flush(dataFolder);
    return report;
  } finally {
    lock.release();
  }
};

const sound = (report: StoreReport, what: string): StoreReport => {
  if (report.faultCount > 0) throw new EventStoreFault(`${what} is damaged: ${report.faults[0]}`);
  return report;
};

const flush = (path: string): void => {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

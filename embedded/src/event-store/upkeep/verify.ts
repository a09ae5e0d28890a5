// Reads a whole store and says whether it holds together: every event where it belongs and as it was written, every
// stream numbered without a gap, and the index of streams telling the same story as the events.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EventStoreFault } from "../event-store-fault.js";
import { lockFolder } from "../../folder-lock.js";
import { DamagedStore } from "../storage/damaged-store.js";
import { EventLog } from "../storage/event-log.js";
import { createdOf, revisionOf, streamIdOf, streamNameOf, TOMBSTONE_REVISION } from "../storage/event-record.js";
import { nextTurn, TURN_EVENTS } from "../reading/turns.js";

export interface StoreReport {
  readonly events: number;
  readonly streams: number;
  /** The first faults found, each with where it is; empty where the store is sound. */
  readonly faults: readonly string[];
  /** How many faults there are. */
  readonly faultCount: number;
}

export interface VerifyOptions {
  readonly dataFolder: string;
  /** Told after every so many events. */
  readonly progress?: (checked: number, total: number) => void;
}

const SHOWN_FAULTS = 100;
const PROGRESS_EVERY = 50_000;

/** Whether a store was ever made in that folder. */
export const holdsEventStore = (dataFolder: string): boolean => existsSync(join(dataFolder, "log", "data.mdb"));

/** Rejects with FolderInUse while a server has the folder; a backup of it can be verified meanwhile. */
export const verifyEventStore = async (options: VerifyOptions): Promise<StoreReport> => {
  if (!holdsEventStore(options.dataFolder))
    throw new EventStoreFault(`There is no event store in ${options.dataFolder}.`);
  const lock = lockFolder(options.dataFolder);
  try {
    return await verifyFolder(join(options.dataFolder, "log"), options.progress);
  } finally {
    lock.release();
  }
};

/** Verifies the log in a folder that nobody writes to. */
export const verifyFolder = async (folder: string, progress?: VerifyOptions["progress"]): Promise<StoreReport> => {
  const faults = new Faults();
  let log: EventLog;
  try {
    log = new EventLog(folder);
  } catch (error) {
    if (!(error instanceof DamagedStore)) throw error;
    return { events: 0, streams: 0, faults: [error.message], faultCount: 1 };
  }
  try {
    log.checkSizes();
    const head = log.head();
    const streams = await checkEvents(log, head, faults, progress);
    await checkIndex(log, head, faults);
    return { events: head, streams, faults: faults.shown, faultCount: faults.count };
  } catch (error) {
    // Where the tables themselves do not hold together, there is nothing to go on with.
    if (!(error instanceof DamagedStore)) throw error;
    faults.add(error.message);
    return { events: 0, streams: 0, faults: faults.shown, faultCount: faults.count };
  } finally {
    await log.close();
  }
};

class Faults {
  readonly shown: string[] = [];
  count = 0;

  add(fault: string): void {
    this.count += 1;
    if (this.shown.length < SHOWN_FAULTS) this.shown.push(fault);
  }
}

/** From the events to the index. Returns how many streams there are. */
const checkEvents = async (
  log: EventLog,
  head: number,
  faults: Faults,
  progress: VerifyOptions["progress"],
): Promise<number> => {
  const nextRevision = new Map<number, number>();
  let latest = 0;
  for (let position = 1; position <= head; position += 1) {
    if (position % TURN_EVENTS === 0) await nextTurn();
    if (position % PROGRESS_EVERY === 0) progress?.(position, head);
    let record: Buffer;
    try {
      record = log.record(position);
    } catch (error) {
      faults.add(error instanceof Error ? error.message : String(error));
      continue;
    }
    const [streamId, revision] = [streamIdOf(record), revisionOf(record)];
    const [name, created] = [streamNameOf(record), createdOf(record)];
    if (created < latest) faults.add(`position ${position}: its time is before the event's in front of it`);
    latest = Math.max(latest, created);
    const expected = nextRevision.get(streamId) ?? 0;
    if (revision !== TOMBSTONE_REVISION) {
      if (revision !== expected)
        faults.add(`position ${position}: revision ${revision} of stream "${name}" where ${expected} belongs`);
      nextRevision.set(streamId, revision + 1);
    } else nextRevision.set(streamId, expected);
    if (log.positionOf(streamId, revision) !== position)
      faults.add(`stream "${name}" revision ${revision}: the index does not lead to position ${position}`);
    if (expected === 0 && log.streamId(name) !== streamId)
      faults.add(`stream "${name}": its name does not lead to stream number ${streamId}`);
  }
  progress?.(head, head);
  return nextRevision.size;
};

/** From the index to the events: it must not lead to more than there is. */
const checkIndex = async (log: EventLog, head: number, faults: Faults): Promise<void> => {
  let entries = 0;
  for (const { streamId, revision, position } of log.indexEntries()) {
    entries += 1;
    if (entries % TURN_EVENTS === 0) await nextTurn();
    if (position < 1 || position > head)
      faults.add(`stream number ${streamId} revision ${revision}: the index leads to position ${position} of ${head}`);
  }
  if (entries !== head) faults.add(`the index of streams has ${entries} entries for ${head} events`);
};

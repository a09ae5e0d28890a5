// The store on disk, an LMDB environment of three tables: the events by position, each stream's positions by revision,
// and the streams' numbers by name. What LMDB shows is on disk: a commit is visible only after its flush.
import { createHash } from "node:crypto";
import { type Database, open, type RootDatabase } from "lmdb";
import { DamagedStore } from "./damaged-store.js";
import { checkPages } from "./page-check.js";
import { commitFailed } from "./write-failure.js";
import { faultOf, TOMBSTONE_REVISION } from "./event-record.js";

/** All entries of a commit become durable together or not at all. */
export interface Commit {
  readonly events: readonly { readonly position: number; readonly record: Buffer }[];
  readonly index: readonly { readonly streamId: number; readonly revision: number; readonly position: number }[];
  readonly streams: readonly { readonly name: string; readonly streamId: number }[];
}

/** The largest position: the key is a uint32. */
export const LAST_POSITION = 0xfffffffe;
// LMDB takes keys up to 1,978 bytes; a longer stream name is found by its hash.
const LONGEST_NAME_KEY = 1_900;

const indexKey = (streamId: number, revision: number): Buffer => {
  const key = Buffer.allocUnsafe(8);
  key.writeUInt32BE(streamId, 0);
  key.writeUInt32BE(revision, 4);
  return key;
};

const nameKey = (name: string): Buffer => {
  const bytes = Buffer.from(name, "utf8");
  if (bytes.length <= LONGEST_NAME_KEY) return bytes;
  return Buffer.concat([Buffer.from([0xff]), createHash("sha256").update(bytes).digest()]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export interface StreamHead {
  /** The last event's revision, -1 where there is none, TOMBSTONE_REVISION where the stream is tombstoned. */
  readonly revision: number;
  readonly position: number;
}

export class EventLog {
  private readonly folder: string;
  private readonly root: RootDatabase;
  private readonly events: Database<Buffer, number>;
  private readonly index: Database<Buffer, Buffer>;
  private readonly streams: Database<Buffer, Buffer>;

  constructor(folder: string, options: { readonly readOnly?: boolean } = {}) {
    this.folder = folder;
    checkPages(folder);
    this.root = open(folder, {
      // A commit is flushed before it is visible; lmdb-js would otherwise show it first and flush it later.
      overlappingSync: false,
      // Batches are made here, one a commit. With lmdb-js's own a failed commit rejects promises that nobody holds.
      eventTurnBatching: false,
      noSubdir: false,
      maxDbs: 8,
      readOnly: options.readOnly ?? false,
    });
    const binary = { encoding: "binary", cache: false } as const;
    this.events = this.root.openDB("events", { ...binary, keyEncoding: "uint32" });
    this.index = this.root.openDB("stream-events", { ...binary, keyEncoding: "binary" });
    this.streams = this.root.openDB("streams", { ...binary, keyEncoding: "binary" });
  }

  /** The position of the last event, 0 in an empty store. */
  head(): number {
    for (const position of this.events.getKeys({ reverse: true, limit: 1 })) return position;
    return 0;
  }

  /** The largest number a stream has. */
  lastStreamId(): number {
    for (const key of this.index.getKeys({ reverse: true, limit: 1 })) return key.readUInt32BE(0);
    return 0;
  }

  /** The event at a position; the buffer is valid only until the next call. Throws DamagedStore. */
  record(position: number): Buffer {
    const found = this.events.getBinaryFast(position);
    if (found === undefined) throw new DamagedStore(`position ${position}`, "the event is missing");
    // lmdb-js hands out one large buffer whose `length` it sets by hand; a view of it is a buffer like any other.
    const record = found.subarray(0, found.length);
    const fault = faultOf(record, position);
    if (fault !== undefined) throw new DamagedStore(`position ${position}`, fault);
    return record;
  }

  streamId(name: string): number | undefined {
    return this.streams.getBinaryFast(nameKey(name))?.readUInt32LE();
  }

  streamHead(streamId: number): StreamHead {
    const [start, end] = [indexKey(streamId, TOMBSTONE_REVISION), indexKey(streamId - 1, TOMBSTONE_REVISION)];
    for (const { key, value } of this.index.getRange({ start, end, reverse: true, limit: 1 }))
      return { revision: key.readUInt32BE(4), position: value.readUInt32LE() };
    return { revision: -1, position: 0 };
  }

  /** Where a stream's event of that revision lies, undefined where there is none. */
  positionOf(streamId: number, revision: number): number | undefined {
    return this.index.getBinaryFast(indexKey(streamId, revision))?.readUInt32LE();
  }

  /** Resolves when the entries are on disk and visible; rejects with CommitFailed when none of them is. */
  async write(commit: Commit): Promise<void> {
    const writes: Promise<boolean>[] = [];
    const committed = this.root.batch(() => {
      for (const { name, streamId } of commit.streams) writes.push(this.streams.put(nameKey(name), uint32(streamId)));
      for (const { position, record } of commit.events) writes.push(this.events.put(position, record));
      for (const { streamId, revision, position } of commit.index)
        writes.push(this.index.put(indexKey(streamId, revision), uint32(position)));
    });
    // lmdb-js rejects each write of a failed commit; all are waited for, or the unheard ones would end the process.
    const results = await Promise.allSettled([committed, ...new Set(writes)]);
    const failure = results.find((result) => result.status === "rejected");
    if (failure !== undefined) throw await commitFailed(this.folder, failure.reason);
  }

  /** Every entry of the streams' positions, in the order of streams and revisions. */
  *indexEntries(): Generator<{ readonly streamId: number; readonly revision: number; readonly position: number }> {
    for (const { key, value } of this.index.getRange({ snapshot: false }))
      yield { streamId: key.readUInt32BE(0), revision: key.readUInt32BE(4), position: value.readUInt32LE() };
  }

  /** Copies the store as it is now into an existing folder, while it is in use, without the space that is free in it. */
  async copyTo(folder: string): Promise<void> {
    await this.root.backup(folder, true);
  }

  async close(): Promise<void> {
    await this.root.close();
  }
}

// The store on disk, an LMDB environment of three tables: the events by position, each stream's positions by revision,
// and the streams' numbers by name. What LMDB shows is on disk: a commit is visible only after its flush.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { asDamage, DamagedStore } from "./damaged-store.js";
import { faultOf, revisionOf, streamIdOf, streamNameOf, TOMBSTONE_REVISION } from "./event-record.js";
import { checkPages } from "./page-check.js";
import { type CommitFailed, commitFailed, isStillFull, writtenByAnother } from "./write-failure.js";

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

/** Of a table; lmdb-js types its statistics as an unknown object. */
const entryCount = (table: Database<Buffer, number> | Database<Buffer, Buffer>): number =>
  (table.getStats() as { readonly entryCount: number }).entryCount;

const shown = (name: string): string => name.slice(0, 200);

export interface StreamHead {
  /** The last event's revision, TOMBSTONE_REVISION where the stream is tombstoned. */
  readonly revision: number;
  readonly position: number;
}

export class EventLog {
  private readonly folder: string;
  /** How the last commit failed, if it did. */
  private failed: CommitFailed | undefined;
  private readonly root: RootDatabase;
  private readonly events: Database<Buffer, number>;
  private readonly index: Database<Buffer, Buffer>;
  private readonly streams: Database<Buffer, Buffer>;

  /** Throws DamagedStore. */
  constructor(folder: string, options: { readonly readOnly?: boolean } = {}) {
    this.folder = folder;
    checkPages(folder);
    try {
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
    } catch (error) {
      throw asDamage(join(folder, "data.mdb"), error);
    }
  }

  /** The position of the last event, 0 in an empty store. */
  head(): number {
    const [last] = this.reading(() => [...this.events.getKeys({ reverse: true, limit: 1 })]);
    return last ?? 0;
  }

  /** The largest number a stream has. */
  lastStreamId(): number {
    const [last] = this.reading(() => [...this.index.getKeys({ reverse: true, limit: 1 })]);
    return last?.readUInt32BE(0) ?? 0;
  }

  /**
   * Whether the three tables are of one size: as many events as the last position says, each with its place in a stream,
   * and as many names as streams. Throws DamagedStore.
   */
  checkSizes(): void {
    const [head, streams] = [this.head(), this.lastStreamId()];
    for (const [what, table, expected] of [
      ["events", this.events, head],
      ["places in streams", this.index, head],
      ["stream names", this.streams, streams],
    ] as const) {
      const found = this.reading(() => entryCount(table));
      if (found !== expected)
        throw new DamagedStore(join(this.folder, "data.mdb"), `it has ${found} ${what} where ${expected} belong`);
    }
  }

  /** The event at a position; the buffer is valid only until the next call. Throws DamagedStore. */
  record(position: number): Buffer {
    const found = this.reading(() => this.events.getBinaryFast(position), `position ${position}`);
    if (found === undefined) throw new DamagedStore(`position ${position}`, "the event is missing");
    // lmdb-js hands out one large buffer whose `length` it sets by hand; a view of it is a buffer like any other.
    const record = found.subarray(0, found.length);
    const fault = faultOf(record, position);
    if (fault !== undefined) throw new DamagedStore(`position ${position}`, fault);
    return record;
  }

  streamId(name: string): number | undefined {
    return this.reading(() => this.streams.getBinaryFast(nameKey(name))?.readUInt32LE());
  }

  /** How far a stream reaches, by its number and name, which must belong together. Throws DamagedStore. */
  streamHead(streamId: number, name: string): StreamHead {
    const [start, end] = [indexKey(streamId, TOMBSTONE_REVISION), indexKey(streamId - 1, TOMBSTONE_REVISION)];
    const [last] = this.reading(() => [...this.index.getRange({ start, end, reverse: true, limit: 1 })]);
    if (last === undefined) throw new DamagedStore(`stream "${shown(name)}"`, "it has a name and no events");
    const head = { revision: last.key.readUInt32BE(4), position: last.value.readUInt32LE() };
    const record = this.record(head.position);
    if (streamIdOf(record) !== streamId || revisionOf(record) !== head.revision || streamNameOf(record) !== name)
      throw new DamagedStore(`stream "${shown(name)}"`, `its last event is not the one at position ${head.position}`);
    return head;
  }

  /** Where a stream's event of that revision lies, undefined where there is none. */
  positionOf(streamId: number, revision: number): number | undefined {
    return this.reading(() => this.index.getBinaryFast(indexKey(streamId, revision))?.readUInt32LE());
  }

  /** A stream's event of that revision, undefined where there is none; valid until the next call. Throws DamagedStore. */
  streamRecord(streamId: number, revision: number): Buffer | undefined {
    const position = this.positionOf(streamId, revision);
    if (position === undefined) return undefined;
    const record = this.record(position);
    if (streamIdOf(record) !== streamId || revisionOf(record) !== revision)
      throw new DamagedStore(`position ${position}`, `revision ${revision} of stream number ${streamId} belongs there`);
    return record;
  }

  /**
   * Resolves when the entries are on disk and visible; rejects with CommitFailed when none of them is. Nothing is written
   * where another process that took this one for dead has written meanwhile: it would be written over.
   */
  async write(commit: Commit): Promise<void> {
    const [first] = commit.events;
    if (first === undefined) return;
    if (this.failed !== undefined && (await isStillFull(this.folder, this.failed))) throw this.failed;
    const writes: Promise<boolean>[] = [];
    const committed = this.events.ifNoExists(first.position, () => {
      for (const { name, streamId } of commit.streams) writes.push(this.streams.put(nameKey(name), uint32(streamId)));
      for (const { position, record } of commit.events) writes.push(this.events.put(position, record));
      for (const { streamId, revision, position } of commit.index)
        writes.push(this.index.put(indexKey(streamId, revision), uint32(position)));
    });
    // lmdb-js rejects each write of a failed commit; all are waited for, or the unheard ones would end the process.
    const results = await Promise.allSettled([committed, ...new Set(writes)]);
    const failure = results.find((result) => result.status === "rejected");
    this.failed = failure && (await commitFailed(this.folder, failure.reason));
    if (this.failed !== undefined) throw this.failed;
    if (!(await committed)) throw writtenByAnother();
  }

  /** Every entry of the streams' positions, in the order of streams and revisions. */
  *indexEntries(): Generator<{ readonly streamId: number; readonly revision: number; readonly position: number }> {
    try {
      for (const { key, value } of this.index.getRange({ snapshot: false }))
        yield { streamId: key.readUInt32BE(0), revision: key.readUInt32BE(4), position: value.readUInt32LE() };
    } catch (error) {
      throw asDamage(join(this.folder, "data.mdb"), error);
    }
  }

  /** Copies the store as it is now into an existing folder, while it is in use, without the space that is free in it. */
  async copyTo(folder: string): Promise<void> {
    await this.root.backup(folder, true);
  }

  async close(): Promise<void> {
    await this.root.close();
  }

  private reading<Value>(read: () => Value, where = join(this.folder, "data.mdb")): Value {
    try {
      return read();
    } catch (error) {
      throw asDamage(where, error);
    }
  }
}

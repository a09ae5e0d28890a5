// What is known of each stream: its number, how far it reaches, its metadata. Kept for the streams used lately, read
// from the log for the others. It holds durable facts only; the writer lays its undecided ones over it.
import type { EventLog } from "./event-log.js";
import { dataOf, TOMBSTONE_REVISION } from "./event-record.js";
import { metadataStreamOf, NO_METADATA, parseMetadata, type StreamMetadata } from "./stream-metadata.js";

export interface StreamState {
  /** 0: the stream has never been written to. */
  readonly id: number;
  /** -1 where there is no event. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
}

export interface StoredMetadata {
  readonly parsed: StreamMetadata;
  /** The last metadata event's data, undefined where there never was one. */
  readonly json: Buffer | undefined;
}

const REMEMBERED_STREAMS = 50_000;
const UNKNOWN: StreamState = { id: 0, lastRevision: -1, tombstoned: false };
const NONE: StoredMetadata = { parsed: NO_METADATA, json: undefined };

interface Entry {
  state: StreamState;
  metadata: StoredMetadata | undefined;
}

export class StreamDirectory {
  private readonly log: EventLog;
  private readonly entries = new Map<string, Entry>();

  constructor(log: EventLog) {
    this.log = log;
  }

  state(name: string): StreamState {
    return this.entry(name).state;
  }

  metadata(name: string): StoredMetadata {
    const entry = this.entry(name);
    return (entry.metadata ??= this.readMetadata(name));
  }

  /** Takes over what a commit made durable. */
  update(name: string, state: StreamState): void {
    this.entry(name).state = state;
  }

  updateMetadata(name: string, json: Buffer): void {
    this.entry(name).metadata = { parsed: parseMetadata(json), json };
  }

  private entry(name: string): Entry {
    const known = this.entries.get(name);
    if (known !== undefined) {
      this.entries.delete(name);
      this.entries.set(name, known);
      return known;
    }
    const entry: Entry = { state: this.readState(name), metadata: undefined };
    this.entries.set(name, entry);
    if (this.entries.size > REMEMBERED_STREAMS) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    return entry;
  }

  private readState(name: string): StreamState {
    const id = this.log.streamId(name);
    if (id === undefined) return UNKNOWN;
    const { revision } = this.log.streamHead(id);
    const tombstoned = revision === TOMBSTONE_REVISION;
    return { id, lastRevision: tombstoned ? -1 : revision, tombstoned };
  }

  private readMetadata(name: string): StoredMetadata {
    const id = this.log.streamId(metadataStreamOf(name));
    if (id === undefined) return NONE;
    const { revision, position } = this.log.streamHead(id);
    if (revision < 0 || revision === TOMBSTONE_REVISION) return NONE;
    const json = Buffer.from(dataOf(this.log.record(position)));
    return { parsed: parseMetadata(json), json };
  }
}

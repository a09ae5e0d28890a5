// What is known of each stream: its number, how far it reaches, its metadata. Kept for the streams used lately, read
// from the log for the others. It holds durable facts only; the writer lays its undecided ones over it.
import type { EventLog } from "./event-log.js";
import { dataOf, isJsonOf, TOMBSTONE_REVISION } from "./event-record.js";
import { RecentlyUsed } from "./recently-used.js";
import {
  describedStream,
  isMetadataStream,
  METADATA_OF_METADATA,
  metadataStreamOf,
  NO_METADATA,
  parseMetadata,
  type StreamMetadata,
} from "./stream-metadata.js";

export interface StreamState {
  /** 0: the stream has never been written to. */
  readonly id: number;
  /** -1 where there is no event. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
}

export interface StoredMetadata {
  readonly parsed: StreamMetadata;
  /** The last metadata event's data, empty where it is not JSON, undefined where there never was one. */
  readonly json: Buffer | undefined;
}

/** Bytes of what is remembered of streams, about: some 50,000 of ordinary names, fewer of long ones. */
const REMEMBERED_BYTES = 16 * 1024 * 1024;
const BYTES_OF_ENTRY = 300;
const UNKNOWN: StreamState = { id: 0, lastRevision: -1, tombstoned: false };
const NONE: StoredMetadata = { parsed: NO_METADATA, json: undefined };

interface Entry {
  readonly state: StreamState;
  readonly metadata: StoredMetadata | undefined;
}

export class StreamDirectory {
  private readonly log: EventLog;
  private readonly entries = new RecentlyUsed<Entry>(
    REMEMBERED_BYTES,
    (name, { metadata }) => BYTES_OF_ENTRY + 2 * name.length + (metadata?.json?.length ?? 0),
  );

  constructor(log: EventLog) {
    this.log = log;
  }

  state(name: string): StreamState {
    const known = this.entry(name).state;
    // A tombstone ends the stream's metadata stream too.
    if (known.tombstoned || !isMetadataStream(name)) return known;
    return this.entry(describedStream(name)).state.tombstoned ? { ...known, tombstoned: true } : known;
  }

  metadata(name: string): StoredMetadata {
    const { state, metadata } = this.entry(name);
    if (metadata !== undefined) return metadata;
    const read = this.readMetadata(name);
    this.entries.set(name, { state, metadata: read });
    return read;
  }

  /** Takes over what a commit made durable. */
  update(name: string, state: StreamState): void {
    this.entries.set(name, { state, metadata: this.entries.get(name)?.metadata });
  }

  updateMetadata(name: string, json: Buffer): void {
    const { state } = this.entry(name);
    this.entries.set(name, { state, metadata: { parsed: parsedFor(name, json), json } });
  }

  private entry(name: string): Entry {
    const known = this.entries.get(name);
    if (known !== undefined) return known;
    const entry: Entry = { state: this.readState(name), metadata: undefined };
    this.entries.set(name, entry);
    return entry;
  }

  private readState(name: string): StreamState {
    const id = name === "" ? undefined : this.log.streamId(name);
    if (id === undefined) return UNKNOWN;
    const { revision } = this.log.streamHead(id, name);
    const tombstoned = revision === TOMBSTONE_REVISION;
    return { id, lastRevision: tombstoned ? -1 : revision, tombstoned };
  }

  private readMetadata(name: string): StoredMetadata {
    const { id, lastRevision } = this.entry(metadataStreamOf(name)).state;
    if (lastRevision < 0) return isMetadataStream(name) ? { parsed: METADATA_OF_METADATA, json: undefined } : NONE;
    const record = this.log.streamRecord(id, lastRevision);
    const json = record !== undefined && isJsonOf(record) ? Buffer.from(dataOf(record)) : Buffer.alloc(0);
    return { parsed: parsedFor(name, json), json };
  }
}

const parsedFor = (name: string, json: Buffer): StreamMetadata =>
  isMetadataStream(name) ? METADATA_OF_METADATA : parseMetadata(json);

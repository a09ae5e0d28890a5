// Events decided and not yet on disk, to be found like written ones: by id and by their place in the stream.
import type { Commit, EventLog } from "./event-log.js";
import { encodeEvent, eventIdOf, positionOf, revisionOf, streamIdOf, TOMBSTONE_REVISION } from "./event-record.js";
import { idKey, type RecentEventIds } from "./recent-event-ids.js";

export interface EventToWrite {
  /** Sixteen bytes. */
  readonly id: Buffer;
  readonly type: string;
  readonly isJson: boolean;
  readonly customMetadata: Buffer;
  readonly data: Buffer;
}

export interface Place {
  readonly id: Buffer;
  readonly position: number;
}

export interface StreamPlace {
  readonly id: number;
  readonly name: string;
}

interface StagedStream {
  readonly firstRevision: number;
  readonly places: Place[];
}

export class StagedEvents {
  private readonly log: EventLog;
  private readonly recentIds: RecentEventIds;
  private readonly firstPosition: number;
  private readonly created: number;
  private readonly ids = new Map<string, Commit["index"][number]>();
  private readonly streams = new Map<number, StagedStream>();
  readonly events: Commit["events"][number][] = [];
  readonly index: Commit["index"][number][] = [];

  constructor(log: EventLog, recentIds: RecentEventIds, next: { readonly position: number; readonly created: number }) {
    this.log = log;
    this.recentIds = recentIds;
    this.firstPosition = next.position;
    this.created = next.created;
  }

  get nextPosition(): number {
    return this.firstPosition + this.events.length;
  }

  /** Returns the event's position. */
  stage(stream: StreamPlace, revision: number, event: EventToWrite): number {
    const position = this.nextPosition;
    const place = { streamId: stream.id, revision, position };
    this.events.push({
      position,
      record: encodeEvent({ streamName: stream.name, created: this.created, ...place, ...event }),
    });
    this.index.push(place);
    if (revision === TOMBSTONE_REVISION) return position;
    this.ids.set(idKey(event.id), place);
    const staged = this.streams.get(stream.id);
    if (staged === undefined)
      this.streams.set(stream.id, { firstRevision: revision, places: [{ id: event.id, position }] });
    else staged.places.push({ id: event.id, position });
    return position;
  }

  /** The revision under which the stream took an event of that id lately, undefined if none is remembered. */
  recentRevision(streamId: number, eventId: Buffer): number | undefined {
    const key = idKey(eventId);
    const staged = this.ids.get(key);
    if (staged !== undefined) return staged.streamId === streamId ? staged.revision : undefined;
    const position = this.recentIds.position(key);
    if (position === undefined) return undefined;
    const record = this.log.record(position);
    return streamIdOf(record) === streamId ? revisionOf(record) : undefined;
  }

  /** What stands in the stream at that revision. */
  place(streamId: number, revision: number): Place | undefined {
    if (streamId === 0 || revision < 0 || revision >= TOMBSTONE_REVISION) return undefined;
    const staged = this.streams.get(streamId);
    if (staged !== undefined && revision >= staged.firstRevision) return staged.places[revision - staged.firstRevision];
    const record = this.log.streamRecord(streamId, revision);
    return record === undefined ? undefined : { id: Buffer.from(eventIdOf(record)), position: positionOf(record) };
  }

  /** Remembers the events as written. */
  remember(): void {
    for (const [key, { position }] of this.ids) this.recentIds.remember(key, position);
  }
}

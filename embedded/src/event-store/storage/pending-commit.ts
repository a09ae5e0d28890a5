// The appends of one commit, decided one after the other and not yet on disk: each sees the ones before it. Thrown away
// whole if the commit fails, so nothing that was not durable is ever remembered.
import type { ExpectedRevision } from "../protocol/requests.js";
import { decideAppend, type StreamFacts } from "./append-decision.js";
import { type Commit, type EventLog, LAST_POSITION } from "./event-log.js";
import { encodeEvent, eventIdOf, revisionOf, streamIdOf, TOMBSTONE_REVISION } from "./event-record.js";
import type { RecentEventIds } from "./recent-event-ids.js";
import type { StreamDirectory, StreamState } from "./stream-directory.js";
import {
  deletingMetadata,
  describedStream,
  isMetadataStream,
  METADATA_TYPE,
  metadataStreamOf,
  parseMetadata,
  reopeningMetadata,
} from "./stream-metadata.js";
import { randomUUID } from "node:crypto";
import { uuidBytes } from "../protocol/uuid.js";

export interface EventToWrite {
  readonly id: Buffer;
  readonly type: string;
  readonly isJson: boolean;
  readonly customMetadata: Buffer;
  readonly data: Buffer;
}

export type WriteCommand =
  | {
      readonly kind: "append";
      readonly streamName: string;
      readonly expected: ExpectedRevision;
      readonly events: readonly EventToWrite[];
    }
  | { readonly kind: "delete" | "tombstone"; readonly streamName: string; readonly expected: ExpectedRevision };

export type WriteOutcome =
  /** The last event's revision and position; revision -1 and position 0 where nothing was written to an empty stream. */
  | { readonly kind: "written"; readonly revision: number; readonly position: number }
  /** The revision the stream has, -1 for none. */
  | { readonly kind: "wrong-expected-revision"; readonly currentRevision: number }
  | { readonly kind: "stream-deleted" };

const NOTHING = Buffer.alloc(0);

export class PendingCommit {
  private readonly log: EventLog;
  private readonly directory: StreamDirectory;
  private readonly recentIds: RecentEventIds;
  private nextPosition: number;
  private nextStreamId: number;
  private readonly created: number;

  private readonly states = new Map<string, StreamState>();
  private readonly metadata = new Map<string, Buffer>();
  private readonly ids = new Map<string, { readonly streamId: number; readonly revision: number; position: number }>();
  private readonly places = new Map<number, { readonly id: Buffer; readonly position: number }[]>();
  private readonly events: { position: number; record: Buffer }[] = [];
  private readonly index: { streamId: number; revision: number; position: number }[] = [];
  private readonly streams: { name: string; streamId: number }[] = [];

  constructor(
    log: EventLog,
    directory: StreamDirectory,
    recentIds: RecentEventIds,
    next: { readonly position: number; readonly streamId: number; readonly created: number },
  ) {
    this.log = log;
    this.directory = directory;
    this.recentIds = recentIds;
    this.nextPosition = next.position;
    this.nextStreamId = next.streamId;
    this.created = next.created;
  }

  get entries(): Commit {
    return { events: this.events, index: this.index, streams: this.streams };
  }

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  get lastPosition(): number {
    return this.nextPosition - 1;
  }

  get lastStreamId(): number {
    return this.nextStreamId - 1;
  }

  /** Decides one command and stages what it writes. */
  apply(command: WriteCommand): WriteOutcome {
    const { streamName } = command;
    const writes = command.kind === "append" ? command.events : [deletionMark()];
    const decision = decideAppend(
      command.expected,
      writes.map((event) => event.id),
      this.facts(streamName),
    );
    if (decision.kind === "stream-deleted") return decision;
    if (decision.kind === "wrong-expected-revision")
      return { kind: "wrong-expected-revision", currentRevision: this.state(streamName).lastRevision };
    if (decision.kind === "already-written")
      return {
        kind: "written",
        revision: decision.lastRevision,
        position: this.place(this.state(streamName).id, decision.lastRevision)?.position ?? 0,
      };
    if (command.kind === "tombstone") return this.tombstone(streamName);
    if (command.kind === "delete")
      return this.writeMetadata(streamName, deletingMetadata(this.metadataJson(streamName)));
    if (decision.reopens && writes.length > 0) this.reopen(streamName);
    return this.write(streamName, writes);
  }

  /** Makes what became durable known to readers and to the next commit. */
  publish(): void {
    for (const [name, state] of this.states) this.directory.update(name, state);
    for (const [name, json] of this.metadata) this.directory.updateMetadata(name, json);
    for (const [id, { position }] of this.ids) this.recentIds.remember(Buffer.from(id, "latin1"), position);
  }

  /** The names of the streams that got events. */
  get touchedStreams(): Iterable<string> {
    return this.states.keys();
  }

  private facts(name: string): StreamFacts {
    const { id, lastRevision, tombstoned } = this.state(name);
    const json = this.metadataJson(name);
    return {
      lastRevision,
      tombstoned,
      softDeleted: json !== undefined && parseMetadata(json).softDeleted,
      hasMetadata: json !== undefined,
      recentRevision: (eventId) => this.recentRevision(id, eventId),
      holds: (revision, eventId) => this.place(id, revision)?.id.equals(eventId) ?? false,
    };
  }

  private recentRevision(streamId: number, eventId: Buffer): number | undefined {
    const staged = this.ids.get(eventId.toString("latin1"));
    if (staged !== undefined) return staged.streamId === streamId ? staged.revision : undefined;
    const position = this.recentIds.position(eventId);
    if (position === undefined) return undefined;
    const record = this.log.record(position);
    return streamIdOf(record) === streamId ? revisionOf(record) : undefined;
  }

  /** What stands in the stream at that revision, written earlier or staged. */
  private place(streamId: number, revision: number): { readonly id: Buffer; readonly position: number } | undefined {
    if (streamId === 0 || revision < 0 || revision >= TOMBSTONE_REVISION) return undefined;
    const position = this.log.positionOf(streamId, revision);
    if (position !== undefined && position < this.firstStagedPosition)
      return { id: Buffer.from(eventIdOf(this.log.record(position))), position };
    const staged = this.places.get(streamId);
    const first = this.firstStagedRevision.get(streamId);
    return first === undefined ? undefined : staged?.[revision - first];
  }

  private readonly firstStagedRevision = new Map<number, number>();
  private get firstStagedPosition(): number {
    return this.nextPosition - this.events.length;
  }

  private state(name: string): StreamState {
    return this.states.get(name) ?? this.directory.state(name);
  }

  private metadataJson(name: string): Buffer | undefined {
    return this.metadata.get(name) ?? this.directory.metadata(name).json;
  }

  private reopen(streamName: string): void {
    const next = this.state(streamName).lastRevision + 1;
    this.writeMetadata(streamName, reopeningMetadata(this.metadataJson(streamName), next));
  }

  private writeMetadata(streamName: string, json: Buffer): WriteOutcome {
    const id = uuidBytes(randomUUID());
    const event = { id, type: METADATA_TYPE, isJson: true, customMetadata: NOTHING, data: json };
    return this.write(metadataStreamOf(streamName), [event]);
  }

  private tombstone(streamName: string): WriteOutcome {
    const { id: streamId, lastRevision } = this.openStream(streamName);
    const position = this.stage(streamName, streamId, TOMBSTONE_REVISION, deletionMark());
    this.states.set(streamName, { id: streamId, lastRevision, tombstoned: true });
    return { kind: "written", revision: TOMBSTONE_REVISION, position };
  }

  private write(streamName: string, events: readonly EventToWrite[]): WriteOutcome {
    if (events.length === 0) {
      const { id, lastRevision } = this.state(streamName);
      return { kind: "written", revision: lastRevision, position: this.place(id, lastRevision)?.position ?? 0 };
    }
    const { id: streamId, lastRevision } = this.openStream(streamName);
    let revision = lastRevision;
    let position = 0;
    for (const event of events) {
      revision += 1;
      position = this.stage(streamName, streamId, revision, event);
      this.ids.set(event.id.toString("latin1"), { streamId, revision, position });
      const places = this.places.get(streamId);
      if (places === undefined) {
        this.firstStagedRevision.set(streamId, revision);
        this.places.set(streamId, [{ id: event.id, position }]);
      } else places.push({ id: event.id, position });
    }
    this.states.set(streamName, { id: streamId, lastRevision: revision, tombstoned: false });
    const last = events.at(-1);
    if (last !== undefined && isMetadataStream(streamName))
      this.metadata.set(describedStream(streamName), Buffer.from(last.data));
    return { kind: "written", revision, position };
  }

  private openStream(name: string): StreamState {
    const state = this.state(name);
    if (state.id !== 0) return state;
    const streamId = this.nextStreamId++;
    this.streams.push({ name, streamId });
    return { ...state, id: streamId };
  }

  private stage(streamName: string, streamId: number, revision: number, event: EventToWrite): number {
    if (this.nextPosition > LAST_POSITION) throw new Error("The event store is full: it holds 4,294,967,294 events.");
    const position = this.nextPosition++;
    const record = encodeEvent({ position, streamId, streamName, revision, created: this.created, ...event });
    this.events.push({ position, record });
    this.index.push({ streamId, revision, position });
    return position;
  }
}

const deletionMark = (): EventToWrite => ({
  id: uuidBytes(randomUUID()),
  type: "$streamDeleted",
  isJson: false,
  customMetadata: NOTHING,
  data: NOTHING,
});

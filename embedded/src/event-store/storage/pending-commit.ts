// The commands of one commit, decided one after the other and not yet on disk: each sees the ones before it. Thrown
// away whole if the commit fails, so nothing that was not durable is ever remembered.
import { randomUUID } from "node:crypto";
import type { ExpectedRevision } from "../protocol/requests.js";
import { uuidBytes } from "../protocol/uuid.js";
import { decideAppend, type StreamFacts } from "./append-decision.js";
import { type Commit, type EventLog, LAST_POSITION } from "./event-log.js";
import { TOMBSTONE_REVISION } from "./event-record.js";
import type { RecentEventIds } from "./recent-event-ids.js";
import { type EventToWrite, StagedEvents } from "./staged-events.js";
import type { StreamDirectory, StreamState } from "./stream-directory.js";
import {
  DELETING_METADATA,
  describedStream,
  isMetadataStream,
  METADATA_TYPE,
  metadataStreamOf,
  parseMetadata,
  reopeningMetadata,
} from "./stream-metadata.js";

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

/** What the next commit continues from. */
export interface NextNumbers {
  readonly position: number;
  readonly streamId: number;
  /** Milliseconds since the Unix epoch. */
  readonly created: number;
}

const NOTHING = Buffer.alloc(0);

export class PendingCommit {
  private readonly directory: StreamDirectory;
  private readonly staged: StagedEvents;
  private nextStreamId: number;
  private readonly states = new Map<string, StreamState>();
  private readonly metadata = new Map<string, Buffer>();
  private readonly streams: Commit["streams"][number][] = [];

  constructor(log: EventLog, directory: StreamDirectory, recentIds: RecentEventIds, next: NextNumbers) {
    this.directory = directory;
    this.staged = new StagedEvents(log, recentIds, next);
    this.nextStreamId = next.streamId;
  }

  get entries(): Commit {
    return { events: this.staged.events, index: this.staged.index, streams: this.streams };
  }

  get isEmpty(): boolean {
    return this.staged.events.length === 0;
  }

  get lastPosition(): number {
    return this.staged.nextPosition - 1;
  }

  get lastStreamId(): number {
    return this.nextStreamId - 1;
  }

  /** The names of the streams that get events. */
  get touchedStreams(): Iterable<string> {
    return this.states.keys();
  }

  /** Decides one command and stages what it writes. Whatever it throws, it throws before it stages anything. */
  apply(command: WriteCommand): WriteOutcome {
    const { streamName } = command;
    const events = command.kind === "append" ? command.events : [event("$streamDeleted", false, NOTHING)];
    // Two more than its events: deleting and reopening write metadata.
    if (this.staged.nextPosition + events.length + 2 > LAST_POSITION)
      throw new Error("The event store is full: it holds 4,294,967,294 events.");
    const facts = this.facts(streamName);
    const decision = decideAppend(
      command.expected,
      events.map(({ id }) => id),
      facts,
    );
    switch (decision.kind) {
      case "stream-deleted":
        return decision;
      case "wrong-expected-revision":
        return { kind: "wrong-expected-revision", currentRevision: facts.lastRevision };
      case "already-written": {
        const { id } = this.state(streamName);
        const position = this.staged.place(id, decision.lastRevision)?.position ?? 0;
        return { kind: "written", revision: decision.lastRevision, position };
      }
      case "write":
        if (command.kind === "tombstone") return this.tombstone(streamName, events);
        if (command.kind === "delete") return this.softDelete(streamName, facts);
        return this.append(streamName, events, decision.reopens);
    }
  }

  /** Makes what became durable known to readers and to the next commit. */
  publish(): void {
    for (const [name, state] of this.states) this.directory.update(name, state);
    for (const [name, json] of this.metadata) this.directory.updateMetadata(name, json);
    this.staged.remember();
  }

  private facts(name: string): StreamFacts {
    const { id, lastRevision, tombstoned } = this.state(name);
    const json = this.metadataJson(name);
    return {
      lastRevision,
      tombstoned,
      softDeleted: json !== undefined && !isMetadataStream(name) && parseMetadata(json).softDeleted,
      hasMetadata: json !== undefined,
      recentRevision: (eventId) => this.staged.recentRevision(id, eventId),
      holds: (revision, eventId) => this.staged.place(id, revision)?.id.equals(eventId) ?? false,
    };
  }

  private state(name: string): StreamState {
    const state = this.states.get(name) ?? this.directory.state(name);
    // A tombstone of this very commit ends the stream's metadata stream too.
    const ended = isMetadataStream(name) && this.states.get(describedStream(name))?.tombstoned === true;
    return ended ? { ...state, tombstoned: true } : state;
  }

  private metadataJson(name: string): Buffer | undefined {
    return this.metadata.get(name) ?? this.directory.metadata(name).json;
  }

  private append(streamName: string, events: readonly EventToWrite[], reopens: boolean): WriteOutcome {
    const { id, lastRevision } = this.state(streamName);
    if (events.length === 0)
      return { kind: "written", revision: lastRevision, position: this.staged.place(id, lastRevision)?.position ?? 0 };
    // A deleted stream is opened by an append to it, and by metadata written for it.
    const opened = reopens ? streamName : isMetadataStream(streamName) ? describedStream(streamName) : undefined;
    const wasDeleted = opened !== undefined && this.facts(opened).softDeleted;
    const firstOpen = opened === undefined ? 0 : this.state(opened).lastRevision + 1;
    // Looked up before anything is staged: a damaged stream throws.
    if (wasDeleted) this.state(metadataStreamOf(opened));
    const outcome = this.stage(streamName, events);
    if (wasDeleted) this.writeMetadata(opened, reopeningMetadata(this.metadataJson(opened), firstOpen));
    return outcome;
  }

  private softDelete(streamName: string, stream: StreamFacts): WriteOutcome {
    if (stream.lastRevision < 0 && !stream.hasMetadata) return { kind: "wrong-expected-revision", currentRevision: -1 };
    return this.writeMetadata(streamName, DELETING_METADATA);
  }

  private tombstone(streamName: string, [mark]: readonly EventToWrite[]): WriteOutcome {
    const stream = this.opened(streamName);
    const tombstone = mark ?? event("$streamDeleted", false, NOTHING);
    const position = this.staged.stage({ id: stream.id, name: streamName }, TOMBSTONE_REVISION, tombstone);
    this.states.set(streamName, { ...stream, tombstoned: true });
    return { kind: "written", revision: TOMBSTONE_REVISION, position };
  }

  private writeMetadata(streamName: string, json: Buffer): WriteOutcome {
    return this.stage(metadataStreamOf(streamName), [event(METADATA_TYPE, true, json)]);
  }

  private stage(streamName: string, events: readonly EventToWrite[]): WriteOutcome {
    const { id, lastRevision } = this.opened(streamName);
    let revision = lastRevision;
    let position = 0;
    for (const next of events) {
      revision += 1;
      position = this.staged.stage({ id, name: streamName }, revision, next);
      if (isMetadataStream(streamName))
        this.metadata.set(describedStream(streamName), next.isJson ? Buffer.from(next.data) : NOTHING);
    }
    this.states.set(streamName, { id, lastRevision: revision, tombstoned: false });
    return { kind: "written", revision, position };
  }

  /** The stream's state, with a number of its own if it has none yet. */
  private opened(name: string): StreamState {
    const state = this.state(name);
    if (state.id !== 0) return state;
    const streamId = this.nextStreamId++;
    this.streams.push({ name, streamId });
    return { ...state, id: streamId };
  }
}

const event = (type: string, isJson: boolean, data: Buffer): EventToWrite => ({
  id: uuidBytes(randomUUID()),
  type,
  isJson,
  customMetadata: NOTHING,
  data,
});

// The store as its services see it: streams and $all to read, commands to write, and word of every commit.
import { DamagedStore } from "./damaged-store.js";
import { EventLog } from "./event-log.js";
import { createdOf, eventIdOf } from "./event-record.js";
import { PendingCommit, type WriteCommand, type WriteOutcome } from "./pending-commit.js";
import { idKey, RecentEventIds, REMEMBERED_IDS } from "./recent-event-ids.js";
import { type StoredMetadata, StreamDirectory, type StreamState } from "./stream-directory.js";
import { CommitSignal } from "./commit-signal.js";
import { type NotWritten, Writer } from "./writer.js";

export class Store {
  readonly commits = new CommitSignal();
  readonly writer: Writer;
  private readonly log: EventLog;
  private readonly directory: StreamDirectory;
  private readonly recentIds = new RecentEventIds();
  private lastPosition: number;
  private lastStreamId: number;
  private lastCreated: number;

  /** Opens the store in that folder, which must be this process's alone. Throws DamagedStore. */
  constructor(folder: string) {
    this.log = new EventLog(folder);
    this.directory = new StreamDirectory(this.log);
    this.log.checkSizes();
    this.lastPosition = this.log.head();
    this.lastStreamId = this.log.lastStreamId();
    this.lastCreated = this.lastPosition > 0 ? createdOf(this.log.record(this.lastPosition)) : 0;
    for (let position = Math.max(1, this.lastPosition - REMEMBERED_IDS); position <= this.lastPosition; position += 1)
      this.recentIds.remember(idKey(eventIdOf(this.log.record(position))), position);
    this.writer = new Writer({ begin: () => this.begin(), commit: (pending) => this.commit(pending) });
  }

  /** The last durable event's position, 0 in an empty store. Positions run from 1 without a gap. */
  get head(): number {
    return this.lastPosition;
  }

  state(streamName: string): StreamState {
    return this.directory.state(streamName);
  }

  metadata(streamName: string): StoredMetadata {
    return this.directory.metadata(streamName);
  }

  /** The event at a position of 1 to `head`; the buffer is valid only until the next call. Throws DamagedStore. */
  record(position: number): Buffer {
    return this.log.record(position);
  }

  /**
   * A stream's event of a revision that it has; the buffer is valid only until the next call. Throws DamagedStore, also
   * where the event is missing: nothing is left out silently.
   */
  streamRecord(streamId: number, revision: number): Buffer {
    const record = this.log.streamRecord(streamId, revision);
    if (record === undefined)
      throw new DamagedStore(`stream number ${streamId}`, `its event of revision ${revision} is missing`);
    return record;
  }

  write(command: WriteCommand, deadline?: number): Promise<WriteOutcome | NotWritten> {
    return this.writer.submit(command, deadline);
  }

  async close(): Promise<void> {
    await this.writer.idle();
    await this.log.close();
  }

  private begin(): PendingCommit {
    // Never earlier than the event before, so that a date finds one place in the log.
    this.lastCreated = Math.max(this.lastCreated, Date.now());
    return new PendingCommit(this.log, this.directory, this.recentIds, {
      position: this.lastPosition + 1,
      streamId: this.lastStreamId + 1,
      created: this.lastCreated,
    });
  }

  private async commit(pending: PendingCommit): Promise<void> {
    if (pending.isEmpty) return;
    await this.log.write(pending.entries);
    pending.publish();
    this.lastPosition = pending.lastPosition;
    this.lastStreamId = pending.lastStreamId;
    this.commits.announce(pending.touchedStreams);
  }
}

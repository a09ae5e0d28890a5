// The one writer: everything that waits is decided in order and made durable in one commit, then answered. While a
// commit is being flushed the next one gathers; that is what makes many writers faster than one.
import type { PendingCommit, WriteCommand, WriteOutcome } from "./pending-commit.js";

/** Why an append was not written although nothing was wrong with it. */
export type NotWritten = { readonly kind: "timeout" } | { readonly kind: "refused"; readonly reason: string };

export interface CommitLog {
  begin(): PendingCommit;
  /** Resolves when the commit is durable and published; rejects when nothing of it was written. */
  commit(pending: PendingCommit): Promise<void>;
}

interface Waiting {
  readonly command: WriteCommand;
  readonly bytes: number;
  readonly deadline: number;
  readonly answer: (outcome: WriteOutcome | NotWritten) => void;
}

/** Bytes of events in one commit. A larger commit would make everyone wait for it. */
const COMMIT_BYTES = 8 * 1024 * 1024;
/** Bytes of events that may wait; past it writers are slowed down by not reading from their connections. */
const WAITING_BYTES = 32 * 1024 * 1024;

export class Writer {
  private readonly log: CommitLog;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private running = false;
  private roomWaiters: (() => void)[] = [];

  constructor(log: CommitLog) {
    this.log = log;
  }

  /** Never rejects. `deadline` in milliseconds since the Unix epoch: past it the command is not begun. */
  submit(command: WriteCommand, deadline = Number.POSITIVE_INFINITY): Promise<WriteOutcome | NotWritten> {
    return new Promise((answer) => {
      const bytes = sizeOf(command);
      this.waiting.push({ command, bytes, deadline, answer });
      this.waitingBytes += bytes;
      if (!this.running) void this.run();
    });
  }

  /** False: whoever brings more should wait for `room` first. */
  get hasRoom(): boolean {
    return this.waitingBytes < WAITING_BYTES;
  }

  room(): Promise<void> {
    return this.hasRoom ? Promise.resolve() : new Promise((resolve) => this.roomWaiters.push(resolve));
  }

  /** Resolves when nothing waits and nothing is being written. */
  async idle(): Promise<void> {
    while (this.running) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private async run(): Promise<void> {
    this.running = true;
    // Commands that arrive in the same turn share a commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) await this.commitSome();
    this.running = false;
  }

  private async commitSome(): Promise<void> {
    const taken = this.take();
    const answers: (() => void)[] = [];
    let failure: string | undefined;
    const pending = this.log.begin();
    try {
      for (const { command, deadline, answer } of taken) {
        const outcome = Date.now() >= deadline ? TIMEOUT : attempt(pending, command);
        answers.push(() => answer(outcome));
      }
      await this.log.commit(pending);
    } catch (error) {
      failure = reasonOf(error);
    }
    const refused: NotWritten | undefined = failure === undefined ? undefined : { kind: "refused", reason: failure };
    for (const [index, { answer }] of taken.entries()) {
      if (refused === undefined) answers[index]?.();
      else answer(refused);
    }
    this.giveRoom(taken);
  }

  private take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { bytes: size } of this.waiting) {
      if (count > 0 && bytes + size > COMMIT_BYTES) break;
      bytes += size;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private giveRoom(taken: readonly Waiting[]): void {
    for (const { bytes } of taken) this.waitingBytes -= bytes;
    if (!this.hasRoom) return;
    const waiters = this.roomWaiters;
    this.roomWaiters = [];
    for (const resolve of waiters) resolve();
  }
}

const TIMEOUT: NotWritten = { kind: "timeout" };

/** A command that cannot be decided (its stream is damaged, the store is full) is refused alone. */
const attempt = (pending: PendingCommit, command: WriteCommand): WriteOutcome | NotWritten => {
  try {
    return pending.apply(command);
  } catch (error) {
    return { kind: "refused", reason: reasonOf(error) };
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const sizeOf = (command: WriteCommand): number => {
  let bytes = 200;
  if (command.kind === "append")
    for (const { data, customMetadata, type } of command.events)
      bytes += 200 + command.streamName.length + type.length + data.length + customMetadata.length;
  return bytes;
};

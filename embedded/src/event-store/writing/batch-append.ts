// BatchAppend: one lasting call through which many appends go, each with a correlation id, their parts interleaved as
// the client likes. Every append is answered exactly once, by the server even when its deadline passes.
import type { ServerDuplexStream } from "@grpc/grpc-js";
import { checkStoredSize, checkStreamName, eventToWrite, MAXIMUM_APPEND_SIZE, sizeOf } from "./append-limits.js";
import type { OpenCalls } from "../serving/open-calls.js";
import { stopping } from "../protocol/errors.js";
import type { BatchAppendRequest, ExpectedRevision } from "../protocol/requests.js";
import {
  batchBadRequest,
  batchConflicted,
  batchRefused,
  batchStreamDeleted,
  batchSucceeded,
  batchTimedOut,
  batchTooLarge,
  type BatchIdentity,
} from "../protocol/write-responses.js";
import type { WriteOutcome } from "../storage/pending-commit.js";
import type { EventToWrite } from "../storage/staged-events.js";
import type { Store } from "../storage/store.js";
import type { NotWritten } from "../storage/writer.js";
import { type UnfinishedAppends, weightOf } from "./unfinished-appends.js";

/** An append whose parts are still coming, or which waits to be written. */
interface OpenAppend extends BatchIdentity {
  readonly expected: ExpectedRevision;
  readonly deadline: number;
  readonly events: EventToWrite[];
  bytes: number;
  /** What it takes of what all may take together, until it is written or refused. */
  weight: number;
  answered: boolean;
}

/** How often deadlines are looked at, in milliseconds. */
const DEADLINE_TICK = 50;

export const batchAppend =
  (store: Store, unfinished: UnfinishedAppends, calls: OpenCalls) =>
  (call: ServerDuplexStream<BatchAppendRequest, Buffer>): void => {
    const batches = new BatchAppendCall(store, unfinished, call);
    const over = calls.add(() => batches.stop());
    call.on("close", over);
  };

class BatchAppendCall {
  private readonly store: Store;
  private readonly call: ServerDuplexStream<BatchAppendRequest, Buffer>;
  private readonly budget: UnfinishedAppends;
  private readonly unfinished = new Map<string, OpenAppend>();
  private readonly unanswered = new Set<OpenAppend>();
  private clientHasEnded = false;
  private serverStops = false;
  private draining = false;
  private reasonsToWait = 0;
  private readonly deadlines: NodeJS.Timeout;

  constructor(store: Store, budget: UnfinishedAppends, call: ServerDuplexStream<BatchAppendRequest, Buffer>) {
    this.store = store;
    this.budget = budget;
    this.call = call;
    this.deadlines = setInterval(() => this.answerOverdue(), DEADLINE_TICK).unref();
    call.on("data", (request: BatchAppendRequest) => this.receive(request));
    call.on("end", () => {
      this.clientHasEnded = true;
      this.endWhenAnswered();
    });
    const stop = () => {
      clearInterval(this.deadlines);
      for (const [key, append] of this.unfinished) this.forget(key, append);
    };
    call.on("cancelled", stop).on("close", stop).on("error", stop);
  }

  /** Answers what is under way and ends the call. */
  stop(): void {
    this.call.pause();
    this.serverStops = true;
    for (const append of this.unfinished.values()) this.unanswered.delete(append);
    this.endWhenAnswered();
  }

  private receive(request: BatchAppendRequest): void {
    const key = request.correlationId.toString("latin1");
    try {
      const append = this.unfinished.get(key) ?? this.begin(request, key);
      if (append === undefined) return;
      const weight = weightOf(request.wireBytes, request.events.length);
      this.budget.take(weight);
      append.weight += weight;
      for (const event of request.events) {
        append.bytes += sizeOf(event);
        append.events.push(eventToWrite(event));
      }
      if (append.bytes > MAXIMUM_APPEND_SIZE) this.answer(key, append, batchTooLarge(append, MAXIMUM_APPEND_SIZE));
      else if (request.isFinal) {
        checkStoredSize(append.streamName, append.events.length, append.bytes);
        void this.write(key, append);
      }
    } catch (error) {
      this.refuse(key, request, error);
    }
  }

  /** undefined: a later part of an append that was already answered. */
  private begin(request: BatchAppendRequest, key: string): OpenAppend | undefined {
    if (request.options === undefined) return undefined;
    checkStreamName(request.options.streamName);
    const append: OpenAppend = {
      correlationId: request.correlationId,
      streamName: request.options.streamName,
      expected: request.options.expected,
      deadline: request.options.deadline ?? Number.POSITIVE_INFINITY,
      events: [],
      bytes: 0,
      weight: 0,
      answered: false,
    };
    this.unfinished.set(key, append);
    this.unanswered.add(append);
    return append;
  }

  private async write(key: string, append: OpenAppend): Promise<void> {
    this.unfinished.delete(key);
    const written = this.store.write(
      { kind: "append", streamName: append.streamName, expected: append.expected, events: append.events },
      append.deadline,
    );
    if (!this.store.writer.hasRoom) this.holdBack(this.store.writer.room());
    const outcome = await written; // never rejects
    this.budget.give(append.weight);
    this.answer(key, append, response(append, outcome));
  }

  private refuse(key: string, request: BatchAppendRequest, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const append = this.unfinished.get(key);
    if (append !== undefined) this.answer(key, append, batchBadRequest(append, reason));
    else {
      const streamName = request.options?.streamName ?? "";
      this.send(batchBadRequest({ correlationId: request.correlationId, streamName }, reason));
    }
  }

  private answer(key: string, append: OpenAppend, message: Buffer): void {
    this.forget(key, append);
    if (append.answered) return;
    append.answered = true;
    this.unanswered.delete(append);
    this.send(message);
    this.endWhenAnswered();
  }

  private forget(key: string, append: OpenAppend): void {
    if (this.unfinished.get(key) !== append) return;
    this.unfinished.delete(key);
    this.budget.give(append.weight);
  }

  private answerOverdue(): void {
    const now = Date.now();
    for (const append of this.unanswered) {
      if (append.deadline <= now) this.answer(append.correlationId.toString("latin1"), append, batchTimedOut(append));
    }
  }

  private send(message: Buffer): void {
    if (this.call.cancelled || this.call.destroyed) return;
    // A client that does not take its answers is not listened to either.
    if (this.call.write(message) || this.draining) return;
    this.draining = true;
    this.holdBack(new Promise((resolve) => this.call.once("drain", resolve)).then(() => (this.draining = false)));
  }

  /** Takes nothing from the client until then, nor until anything else it is held back for. */
  private holdBack(until: Promise<unknown>): void {
    if (this.reasonsToWait++ === 0) this.call.pause();
    void until.then(() => {
      if (--this.reasonsToWait === 0) this.call.resume();
    });
  }

  private endWhenAnswered(): void {
    if (this.unanswered.size > 0 || this.call.cancelled) return;
    if (this.serverStops) this.call.emit("error", stopping());
    else if (this.clientHasEnded) this.call.end();
  }
}

const response = (append: OpenAppend, outcome: WriteOutcome | NotWritten): Buffer => {
  switch (outcome.kind) {
    case "written":
      return batchSucceeded(append, outcome.revision, outcome.position);
    case "wrong-expected-revision":
      return batchConflicted(append, outcome.currentRevision, append.expected);
    case "stream-deleted":
      return batchStreamDeleted(append);
    case "timeout":
      return batchTimedOut(append);
    case "refused":
      return batchRefused(append, outcome.reason);
  }
};

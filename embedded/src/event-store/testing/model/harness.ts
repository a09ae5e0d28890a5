// Does the steps of a run to a server and to the model, and throws where they differ.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  START,
  streamNameFilter,
} from "@eventstore/db-client";
import { type EmbeddedEventStore, startEventStore } from "../../start.js";
import { APPENDERS, collect, refusal } from "../contract/contract.js";
import { Model, type ModelEvent, type ModelExpected, type ModelOutcome } from "./model.js";
import type { AppendStep, Step, StepExpected } from "./steps.js";
import { WatchedSubscription } from "./watched-subscription.js";

interface MadeAppend {
  readonly stream: string;
  readonly expected: ModelExpected;
  readonly call: AppendStep["call"];
  readonly events: readonly { readonly id: string; readonly type: string }[];
}

/** A server for many runs, which a run may restart. */
export class ModelServer {
  private readonly dataFolder: string;
  private store: EmbeddedEventStore | undefined;
  private connected: EventStoreDBClient | undefined;

  constructor(dataFolder: string) {
    this.dataFolder = dataFolder;
  }

  get client(): EventStoreDBClient {
    assert.ok(this.connected);
    return this.connected;
  }

  async start(): Promise<void> {
    this.store = await startEventStore({ dataFolder: this.dataFolder });
    this.connected = EventStoreDBClient.connectionString`${this.store.connectionString}`;
  }

  async stop(): Promise<void> {
    await this.store?.stop();
    await this.connected?.dispose();
  }
}

export const runSteps = async (server: ModelServer, steps: readonly Step[]): Promise<void> => {
  const run = new Run(server);
  for (const step of steps) await run.take(step);
  await run.finish();
};

class Run {
  private readonly server: ModelServer;
  private readonly model = new Model();
  private readonly prefix = `model-${randomUUID()}`;
  private readonly made: MadeAppend[] = [];
  private subscriptions: WatchedSubscription[] = [];
  private eventNumber = 0;

  constructor(server: ModelServer) {
    this.server = server;
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case "append":
        return this.append(this.prepare(step));
      case "repeat":
      case "repeat in part": {
        const made = this.made[step.which % Math.max(1, this.made.length)];
        if (made === undefined) return;
        return this.append(step.kind === "repeat" ? made : { ...made, events: [...made.events, this.newEvent()] });
      }
      case "together": {
        const appends = step.appends.map((append) => this.prepare(append));
        const outcomes = await Promise.all(appends.map((append) => this.send(append)));
        // Between streams any order is right; the log says which it was.
        const order = await this.orderOf(appends);
        for (const append of order) {
          const index = appends.indexOf(append);
          assert.deepEqual(outcomes[index], this.model.append(append.stream, append.expected, append.events));
        }
        return;
      }
      case "delete":
      case "tombstone":
        return this.remove(step.kind, this.name(step.stream), step.expected);
      case "metadata": {
        const stream = this.name(step.stream);
        const { maxCount, truncateBefore } = step;
        const metadata = { ...(maxCount && { maxCount }), ...(truncateBefore && { truncateBefore }) };
        const outcome = await outcomeOf(
          this.server.client.setStreamMetadata(stream, metadata).then(() => ({ revision: 0n })),
        );
        assert.deepEqual(outcome, this.model.setMetadata(stream, metadata));
        return;
      }
      case "read":
        return this.read(step);
      case "subscribe":
        return this.subscribe(step.stream);
      case "restart":
        await this.finishSubscriptions();
        await this.server.stop();
        return this.server.start();
    }
  }

  /** Everything is compared once more, from the log's side. */
  async finish(): Promise<void> {
    await this.finishSubscriptions();
    assert.deepEqual(await this.log(), this.model.all.map(place));
  }

  private name(index: number): string {
    return `${this.prefix}_${index}`;
  }

  private newEvent(): { id: string; type: string } {
    return { id: randomUUID(), type: `Type${(this.eventNumber += 1) % 3}` };
  }

  private prepare({ stream, expected, count, call }: AppendStep): MadeAppend {
    const name = this.name(stream);
    const events = Array.from({ length: count }, () => this.newEvent());
    const append = { stream: name, expected: this.expected(name, expected), call, events };
    this.made.push(append);
    return append;
  }

  private expected(stream: string, expected: StepExpected): ModelExpected {
    const last = this.model.lastRevision(stream);
    if (expected === "ahead") return last + 2n;
    if (expected === "current") return last < 0n ? "no_stream" : last;
    if (expected === "behind") return last < 1n ? "no_stream" : last - 1n;
    return expected;
  }

  private send({ stream, expected, call, events }: MadeAppend): Promise<ModelOutcome> {
    const proposed = events.map(({ id, type }) => jsonEvent({ id, type, data: { id } }));
    const options = { expectedRevision: expected, ...APPENDERS[call] };
    return outcomeOf(
      this.server.client
        .appendToStream(stream, proposed, options)
        .then(({ nextExpectedRevision }) => ({ revision: nextExpectedRevision })),
    );
  }

  private async append(append: MadeAppend): Promise<void> {
    assert.deepEqual(await this.send(append), this.model.append(append.stream, append.expected, append.events));
  }

  private async remove(kind: "delete" | "tombstone", stream: string, step: StepExpected): Promise<void> {
    const wanted = this.expected(stream, step);
    // The client cannot expect that a stream exists when it deletes.
    const expectedRevision = wanted === "stream_exists" ? "any" : wanted;
    const call = kind === "delete" ? "deleteStream" : "tombstoneStream";
    const outcome = await outcomeOf(
      this.server.client[call](stream, { expectedRevision }).then(() => ({ revision: 0n })),
    );
    const model = this.model[kind](stream, expectedRevision);
    assert.deepEqual("refused" in outcome ? outcome : "done", "refused" in model ? model : "done");
  }

  private async read(step: Step & { kind: "read" }): Promise<void> {
    const stream = this.name(step.stream);
    const visible = this.model.visible(stream);
    const direction = step.backwards ? BACKWARDS : FORWARDS;
    const fromRevision = step.from === undefined ? (step.backwards ? END : START) : BigInt(step.from);
    const reading = collect(this.server.client.readStream(stream, { direction, fromRevision, maxCount: step.count }));
    if (typeof visible === "string") {
      const { type } = await refusal(reading);
      assert.equal(type, visible === "missing" ? "stream-not-found" : visible);
      return;
    }
    const inRange = visible.filter(
      ({ revision }) => step.from === undefined || (step.backwards ? revision <= step.from : revision >= step.from),
    );
    const wanted = (step.backwards ? [...inRange].reverse() : inRange).slice(0, step.count);
    assert.deepEqual(
      (await reading).map(({ event }) => [event?.revision, event?.id, event?.type]),
      wanted.map(({ revision, id, type }) => [revision, id, type]),
    );
  }

  private async subscribe(which: number | "all"): Promise<void> {
    const { client } = this.server;
    if (which === "all") {
      const filter = streamNameFilter({ prefixes: [this.prefix] });
      this.subscriptions.push(
        new WatchedSubscription(client.subscribeToAll({ filter }), 0, (all) =>
          all.filter(({ stream }) => !stream.startsWith("$$")),
        ),
      );
    } else {
      const stream = this.name(which);
      const visible = this.model.visible(stream);
      // Whoever is not there cannot be caught up with; the contract has that case.
      if (typeof visible === "string" || visible.length === 0) return;
      const from = this.model.all.length;
      this.subscriptions.push(
        new WatchedSubscription(client.subscribeToStream(stream), from, (_all, later) => [
          ...visible,
          ...later.filter((event) => event.stream === stream),
        ]),
      );
    }
    await this.subscriptions.at(-1)?.caughtUp();
  }

  private async finishSubscriptions(): Promise<void> {
    for (const subscription of this.subscriptions) await subscription.compare(this.model.all);
    this.subscriptions = [];
  }

  private async log(): Promise<string[]> {
    const read = await collect(this.server.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 400 }));
    return read
      .reverse()
      .filter(({ event }) => event?.streamId.includes(this.prefix))
      .map(({ event }) => place({ stream: event?.streamId ?? "", revision: event?.revision ?? -1n }));
  }

  /** Those of the appends that wrote come in the order in which the log has them. */
  private async orderOf(appends: readonly MadeAppend[]): Promise<MadeAppend[]> {
    const log = await this.log();
    const next = ({ stream }: MadeAppend) =>
      log.indexOf(place({ stream, revision: this.model.lastRevision(stream) + 1n }));
    return [...appends].sort((a, b) => next(a) - next(b));
  }
}

const place = ({ stream, revision }: Pick<ModelEvent, "stream" | "revision">): string => `${stream}@${revision}`;

const outcomeOf = async (done: Promise<{ revision: bigint }>): Promise<ModelOutcome> => {
  try {
    return await done;
  } catch (error) {
    const type = (error as { type?: string }).type; // an error of the client
    if (type === "wrong-expected-version" || type === "stream-deleted") return { refused: type };
    throw error;
  }
};

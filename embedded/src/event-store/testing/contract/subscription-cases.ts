// Subscriptions: confirmation, catch-up, "caught up", live; where they begin and how they end.
import assert from "node:assert/strict";
import type { AllStreamSubscription, StreamSubscription } from "@eventstore/db-client";
import { type ContractCase, collect, events, expecting, freshStream, type Kit } from "./contract.js";

const cases: ContractCase[] = [];
const contract = (name: string, run: ContractCase["run"]) => cases.push({ name, run });

/** Longer than any server takes; what is waited for is an event, never this. */
const PATIENCE = 15_000;

/** Writes down what a subscription tells, and waits for it to have told something. */
class Heard {
  readonly told: string[] = [];
  private changed: () => void = () => {};
  readonly subscription: StreamSubscription | AllStreamSubscription;

  constructor(subscription: StreamSubscription | AllStreamSubscription) {
    this.subscription = subscription;
    const tell = (what: string) => {
      this.told.push(what);
      this.changed();
    };
    // Both kinds of subscription are readables with these events.
    const readable = subscription as StreamSubscription;
    readable.on("confirmation", () => tell("confirmed"));
    readable.on("caughtUp", () => tell("caught up"));
    readable.on("error", (error) => tell(`error ${(error as { type?: string }).type}`));
    readable.on("data", ({ event, link }) => tell(`${(link ?? event)?.revision} ${event?.type}`));
  }

  note(what: string): void {
    this.told.push(what);
    this.changed();
  }

  async until(wanted: (told: readonly string[]) => boolean): Promise<readonly string[]> {
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      this.changed();
    }, PATIENCE);
    while (!wanted(this.told) && !late) await new Promise<void>((resolve) => (this.changed = resolve));
    clearTimeout(patience);
    if (late) throw new Error(`Waited in vain; heard: ${this.told.join(", ")}`);
    return this.told;
  }

  async end(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}

const has = (what: string) => (told: readonly string[]) => told.includes(what);
const append = (kit: Kit, stream: string, ...types: string[]) =>
  kit.client.appendToStream(
    stream,
    types.map((type) => kit.library.jsonEvent({ type, data: {} })),
  );

contract("a subscription to a stream is confirmed, catches up, says so, and goes on live", async (kit) => {
  const stream = freshStream();
  await append(kit, stream, "A", "B");
  const heard = new Heard(kit.client.subscribeToStream(stream));
  await heard.until(has("caught up"));
  await append(kit, stream, "C");
  await append(kit, stream, "D", "E");
  await heard.until(has("4 E"));
  assert.deepEqual(heard.told, ["confirmed", "0 A", "1 B", "caught up", "2 C", "3 D", "4 E"]);
  await heard.end();
});

contract("a subscription begins after the revision it is given", async (kit) => {
  const stream = freshStream();
  await append(kit, stream, "A", "B", "C");
  const heard = new Heard(kit.client.subscribeToStream(stream, { fromRevision: 0n }));
  await heard.until(has("caught up"));
  assert.deepEqual(heard.told, ["confirmed", "1 B", "2 C", "caught up"]);
  await heard.end();
});

contract("a subscription from the end gets only what comes", async (kit) => {
  const stream = freshStream();
  await append(kit, stream, "A", "B");
  const heard = new Heard(kit.client.subscribeToStream(stream, { fromRevision: kit.library.END }));
  await heard.until(has("confirmed"));
  await heard.until(has("caught up"));
  await append(kit, stream, "C");
  await heard.until(has("2 C"));
  assert.deepEqual(heard.told, ["confirmed", "caught up", "2 C"]);
  await heard.end();
});

contract("a subscription to a stream that is not there yet waits for it", async (kit) => {
  const stream = freshStream();
  const heard = new Heard(kit.client.subscribeToStream(stream));
  await heard.until(has("confirmed"));
  await append(kit, stream, "A");
  await heard.until(has("0 A"));
  await heard.end();
});

contract("a subscription to a tombstoned stream ends with stream-deleted, live and from the start", async (kit) => {
  const stream = freshStream();
  await append(kit, stream, "A");
  const live = new Heard(kit.client.subscribeToStream(stream));
  await live.until(has("caught up"));
  await kit.client.tombstoneStream(stream, expecting("any"));
  await live.until(has("error stream-deleted"));
  const late = new Heard(kit.client.subscribeToStream(stream));
  await late.until(has("error stream-deleted"));
});

contract("a subscription follows links where that is asked", async (kit) => {
  const [target, links] = [freshStream(), freshStream()];
  await append(kit, target, "Linked");
  await kit.client.appendToStream(links, kit.library.binaryEvent({ type: "$>", data: Buffer.from(`0@${target}`) }));
  const heard = new Heard(kit.client.subscribeToStream(links, { resolveLinkTos: true }));
  await heard.until(has("0 Linked"));
  await heard.end();
});

contract("a subscription to $all begins after the position it is given and goes on live", async (kit) => {
  const stream = freshStream();
  await append(kit, stream, "A", "B", "C");
  const [first] = await collect(kit.client.readStream(stream));
  assert.ok(first?.event?.position);
  const heard = new Heard(kit.client.subscribeToAll({ fromPosition: first.event.position }));
  const own: string[] = [];
  heard.subscription.on("data", ({ event }) => {
    if (event?.streamId === stream) own.push(event.type);
  });
  await heard.until(has("caught up"));
  await append(kit, stream, "D");
  await heard.until(() => own.includes("D"));
  assert.deepEqual(own, ["B", "C", "D"]);
  await heard.end();
});

contract("a filtered subscription gets what matches, in order, before and after it caught up", async (kit) => {
  const prefix = freshStream("filtered");
  await append(kit, `${prefix}_a`, "A");
  await append(kit, freshStream(), "Other");
  const filter = kit.library.streamNameFilter({ prefixes: [prefix] });
  const heard = new Heard(kit.client.subscribeToAll({ filter }));
  await heard.until(has("caught up"));
  await append(kit, freshStream(), "Other");
  await append(kit, `${prefix}_b`, "B");
  await heard.until(has("0 B"));
  assert.deepEqual(heard.told, ["confirmed", "0 A", "caught up", "0 B"]);
  await heard.end();
});

contract("a filtered subscription is told how far the search came, though nothing matches", async (kit) => {
  let noted: () => void = () => {};
  const reached: bigint[] = [];
  const filter = kit.library.streamNameFilter({
    prefixes: [freshStream("nothing")],
    maxSearchWindow: 32,
    checkpointInterval: 1,
    checkpointReached: (_subscription, position) => {
      reached.push(position.commit);
      noted();
    },
  });
  const heard = new Heard(kit.client.subscribeToAll({ filter }));
  noted = () => heard.note("checkpoint");
  await heard.until(has("caught up"));
  const before = reached.length;
  const { position } = await kit.client.appendToStream(freshStream(), events(kit, 100));
  await heard.until(() => reached.length >= before + 3);
  assert.deepEqual(
    reached,
    [...reached].sort((a, b) => Number(a - b)),
  );
  assert.ok(position && (reached.at(-1) ?? 0n) <= position.commit);
  await heard.end();
});

contract("fifty subscriptions hear of one append", async (kit) => {
  const stream = freshStream();
  await append(kit, stream, "A");
  const all = Array.from({ length: 50 }, () => new Heard(kit.client.subscribeToStream(stream)));
  await Promise.all(all.map((heard) => heard.until(has("caught up"))));
  await append(kit, stream, "B");
  await Promise.all(all.map((heard) => heard.until(has("1 B"))));
  await Promise.all(all.map((heard) => heard.end()));
});

export const subscriptionCases: readonly ContractCase[] = cases;

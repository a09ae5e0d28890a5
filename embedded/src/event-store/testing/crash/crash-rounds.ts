// Rounds of: thirty-two writers and a subscriber, kill -9 at a random moment, start again, and the question whether
// every acknowledged event is there once, in order, without a gap and without half a batch.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { type AllStreamSubscription, type Position, START } from "@eventstore/db-client";
import { collect } from "../contract/contract.js";
import { KillableServer } from "./killable-server.js";
import { CrashWriter } from "./writer.js";

const WRITERS = 32;
/** Milliseconds from the start of the writers to the kill. */
const LONGEST_LIFE = 250;

export interface CrashReport {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly inDoubt: number;
  /** Appends in doubt that turned out to have been written. */
  readonly inDoubtWritten: number;
}

export const crashRounds = async (dataFolder: string, rounds: number): Promise<CrashReport> => {
  const writers = Array.from({ length: WRITERS }, (_, index) => new CrashWriter(`crash-${index}`));
  const log = new FollowedLog();
  let [inDoubt, inDoubtWritten] = [0, 0];
  let server = await KillableServer.start(dataFolder);
  for (let round = 1; round <= rounds; round += 1) {
    log.follow(server);
    const writing = writers.map((writer) => writer.writeUntilCut(server.client));
    await pause(Math.random() * LONGEST_LIFE);
    await server.kill();
    await Promise.all(writing);
    server = await KillableServer.start(dataFolder);
    for (const writer of writers) {
      if (writer.inDoubt === undefined) continue;
      inDoubt += 1;
      if (await checkStream(server, writer)) inDoubtWritten += 1;
    }
    await log.check(server);
  }
  for (const writer of writers) {
    writer.checked = 0;
    await checkStream(server, writer);
  }
  await server.kill();
  const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);
  return { rounds, acknowledged, inDoubt, inDoubtWritten };
};

/** The stream is what was acknowledged and, whole or not at all, what was in doubt. True if that was written. */
const checkStream = async ({ client }: KillableServer, writer: CrashWriter): Promise<boolean> => {
  const from = writer.checked;
  const expected = writer.acknowledged.slice(from);
  const doubtful = writer.inDoubt?.events.map(({ id }) => id) ?? [];
  let found: { id: string; revision: bigint }[] = [];
  try {
    const read = await collect(client.readStream(writer.stream, { fromRevision: BigInt(from) }));
    found = read.map(({ event }) => ({ id: event?.id ?? "", revision: event?.revision ?? -1n }));
  } catch (error) {
    assert.equal((error as { type?: string }).type, "stream-not-found");
    assert.equal(expected.length, 0, "an acknowledged stream is missing");
  }
  const ids = found.map(({ id }) => id);
  writer.checked = writer.acknowledged.length;
  const written = ids.length > expected.length;
  assert.deepEqual(ids, written ? [...expected, ...doubtful] : expected);
  assert.deepEqual(
    found.map(({ revision }) => revision),
    found.map((_, index) => BigInt(from + index)),
  );
  return written;
};

/** $all as a subscriber sees it that goes on from its position after every crash. */
class FollowedLog {
  private position: Position | undefined;
  private readonly seen: string[] = [];
  private subscription: AllStreamSubscription | undefined;

  follow({ client }: KillableServer): void {
    this.subscription = client.subscribeToAll({ fromPosition: this.position ?? START });
    // The end of a server is the end of its subscriptions; the next server gets a new one.
    this.subscription.on("error", () => {});
    this.subscription.on("data", ({ event }) => {
      if (event === undefined) return;
      this.position = event.position;
      this.seen.push(`${event.position.commit} ${event.id}`);
    });
  }

  /** Whatever the subscriber was shown is in the log, at that place, and nothing between was left out. */
  async check({ client }: KillableServer): Promise<void> {
    this.subscription?.removeAllListeners("data");
    const log: string[] = [];
    const from = this.seen.length - 2_000;
    for await (const { event } of client.readAll({ fromPosition: this.startOf(from) }))
      if (event !== undefined) log.push(`${event.position?.commit} ${event.id}`);
    assert.deepEqual(this.seen.slice(Math.max(0, from)), log.slice(0, Math.min(this.seen.length, 2_000)));
  }

  private startOf(index: number): Position | typeof START {
    const entry = this.seen[index];
    if (index <= 0 || entry === undefined) return START;
    const commit = BigInt(entry.split(" ")[0] ?? 0);
    return { commit, prepare: commit };
  }
}

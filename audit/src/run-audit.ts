// The audit trail: follows the log, chains every event as it is sealed, and signs checkpoints. The checkpoints are all that it keeps: it goes on
// from the last one.
import { createPublicKey } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EventStore } from "@tabel/event-store";
import { backoffDelay, type Logger } from "@tabel/platform";
import type { CheckpointKeeper } from "./checkpoint-keeper.js";
import { sealedLine } from "./sealed-line.js";
import type { Signer } from "./signing.js";
import { canonical, type Checkpoint, checkpointHash, LEAF_BYTES, leafOf, linkOf, readCheckpoints } from "./verifier.js";

export interface RunAuditOptions {
  readonly store: Pick<EventStore, "subscribeToSealed" | "readSealed">;
  readonly keeper: CheckpointKeeper;
  readonly signer: Signer;
  readonly log: Pick<Logger, "warn" | "error">;
  readonly clock: () => string;
  /** A checkpoint after so many events at the latest. */
  readonly most?: number;
  /** And so long after the first event that none covers, in milliseconds. */
  readonly withinMs?: number;
}

export interface AuditRunner {
  /** Resolves when everything up to the position is signed. */
  reached(position: bigint): Promise<void>;
  /** Why it signs no more: the log or the checkpoints are not those that were signed. */
  failure(): string | undefined;
  /** Settles when it signs no more, by `stop` or by a failure. */
  readonly ended: Promise<void>;
  /** Signs what is left and ends. */
  stop(): Promise<void>;
}

/** The log is not the one that was signed: signing on would make a fork look like one story. */
class NotTheSignedLog extends Error {
  override readonly name = "NotTheSignedLog";
}

const waits = { first: 500, most: 30_000 };

export const runAudit = (options: RunAuditOptions): AuditRunner => {
  const { store, keeper, signer, log, clock, most = 1_000, withinMs = 5_000 } = options;
  const ending = new AbortController();
  const waiting = new Set<{ readonly position: bigint; readonly resolve: () => void }>();
  let signedTo = -1n;
  let failed: string | undefined;

  const told = (position: bigint): void => {
    signedTo = position;
    for (const each of waiting)
      if (each.position <= position) {
        waiting.delete(each);
        each.resolve();
      }
  };

  const goOn = async () => {
    const signed = readCheckpoints(await keeper.lines(), createPublicKey(signer.publicKey));
    if (signed.faults[0] !== undefined) throw new NotTheSignedLog(signed.faults[0]);
    const { last, leaves } = signed;
    if (last === undefined) return { ...signed, after: undefined };
    const after = BigInt(last.position);
    for await (const event of store.readSealed({ after: after - 1n })) {
      if (event.position === after && leafOf(sealedLine(event)).equals(leaves.subarray(-LEAF_BYTES))) {
        told(after);
        return { ...signed, after };
      }
      break;
    }
    throw new NotTheSignedLog(`the event at position ${after} is not the one that was signed`);
  };

  const follow = async (): Promise<void> => {
    const { tree, after, last, link: begun } = await goOn();
    let [link, position, previous] = [begun, after, last];
    let pending: Buffer[] = [];
    let signing = Promise.resolve();
    let due: NodeJS.Timeout | undefined;
    const broken = new AbortController();
    const signal = AbortSignal.any([ending.signal, broken.signal]);

    const write = async (): Promise<void> => {
      clearTimeout(due);
      due = undefined;
      if (pending.length === 0 || position === undefined) return;
      const leaves = pending;
      pending = [];
      const checkpoint: Checkpoint = {
        format: 1,
        size: (previous?.size ?? 0) + leaves.length,
        position: String(position),
        link: link.toString("hex"),
        root: tree.root(),
        previous: previous === undefined ? null : checkpointHash(previous),
        at: clock(),
      };
      previous = checkpoint;
      const signature = (await signer.sign(Buffer.from(canonical(checkpoint)))).toString("base64");
      await keeper.append(JSON.stringify({ checkpoint, signature, leaves: Buffer.concat(leaves).toString("base64") }));
      told(BigInt(checkpoint.position));
    };
    /** One after the other; a failure ends the following, which begins again from what is kept. */
    const sign = (): Promise<void> => (signing = signing.then(write));
    const soon = (): void => {
      due ??= setTimeout(() => void sign().catch(() => broken.abort()), withinMs);
    };

    try {
      for await (const { events } of store.subscribeToSealed({ after: after ?? "start", signal }))
        for (const event of events) {
          const leaf = leafOf(sealedLine(event));
          tree.append(leaf);
          link = linkOf(link, leaf);
          ({ position } = event);
          pending.push(leaf);
          if (pending.length >= most) await sign();
          else soon();
        }
      await sign();
    } finally {
      clearTimeout(due);
    }
  };

  const run = async (): Promise<void> => {
    for (let attempt = 1; !ending.signal.aborted; attempt += 1) {
      try {
        await follow();
      } catch (error) {
        if (error instanceof NotTheSignedLog) {
          failed = error.message;
          log.error({ reason: failed }, "the audit trail signs no more: this is not the log that was signed");
          return;
        }
        log.warn({ err: error }, "the audit trail broke; it goes on from the last checkpoint");
        await sleep(backoffDelay(waits, attempt), undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  };
  const running = run();

  return {
    reached: (position) =>
      signedTo >= position ? Promise.resolve() : new Promise((resolve) => waiting.add({ position, resolve })),
    failure: () => failed,
    ended: running,
    stop: async () => {
      ending.abort();
      await running;
    },
  };
};

// What a new store holds before its first client comes: the system events that a new EventStoreDB node writes, so that
// readers of $all meet them here as in production.
import { randomUUID } from "node:crypto";
import { uuidBytes } from "../protocol/uuid.js";
import type { Store } from "../storage/store.js";

const SYSTEM_METADATA: Readonly<Record<string, object>> = {
  // The node's statistics and scavenge logs are kept for a day and a month.
  "$$$stats-127.0.0.1:2113": { $maxAge: 86_400 },
  $$$scavenges: { $maxAge: 2_592_000 },
};

/** Rejects if they cannot be written. */
export const writeSystemEvents = async (store: Store): Promise<void> => {
  for (const [streamName, metadata] of Object.entries(SYSTEM_METADATA)) {
    const data = Buffer.from(JSON.stringify(metadata));
    const event = {
      id: uuidBytes(randomUUID()),
      type: "$metadata",
      isJson: true,
      customMetadata: Buffer.alloc(0),
      data,
    };
    const outcome = await store.write({ kind: "append", streamName, expected: { kind: "any" }, events: [event] });
    if (outcome.kind === "refused") throw new Error(`The new event store cannot be written: ${outcome.reason}`);
  }
};

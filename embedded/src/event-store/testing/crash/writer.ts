// A writer of the crash test: appends to its stream until the server is gone, and knows what was acknowledged. What was
// under way when the server died it sends again, word for word, to the next one.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type EventStoreDBClient, jsonEvent, type JSONEventType, type JSONEventData } from "@eventstore/db-client";

type Event = JSONEventData<JSONEventType>;

interface Append {
  readonly expected: bigint;
  readonly events: readonly Event[];
}

export class CrashWriter {
  readonly stream: string;
  /** The ids of the acknowledged events by revision. */
  readonly acknowledged: string[] = [];
  /** How many of them were found in the stream already. */
  checked = 0;
  /** Sent and not answered when the server died. */
  inDoubt: Append | undefined;

  constructor(stream: string) {
    this.stream = stream;
  }

  /** Resolves when the server no longer answers. */
  async writeUntilCut(client: EventStoreDBClient): Promise<void> {
    for (;;) {
      const append = this.inDoubt ?? this.next();
      this.inDoubt = append;
      let revision: bigint;
      try {
        const expectedRevision = append.expected < 0n ? "no_stream" : append.expected;
        const result = await client.appendToStream(this.stream, [...append.events], { expectedRevision });
        revision = result.nextExpectedRevision;
      } catch (error) {
        const { type } = error as { type?: string }; // an error of the client
        assert.notEqual(type, "wrong-expected-version", "a repetition was not recognised");
        return;
      }
      assert.equal(revision, append.expected + BigInt(append.events.length));
      this.inDoubt = undefined;
      for (const { id } of append.events) this.acknowledged.push(id);
    }
  }

  private next(): Append {
    const count = 1 + Math.floor(Math.random() * 5);
    const expected = BigInt(this.acknowledged.length) - 1n;
    const events = Array.from({ length: count }, (_, index) =>
      jsonEvent({ id: randomUUID(), type: "Written", data: { index, of: count, text: "x".repeat(200) } }),
    );
    return { expected, events };
  }
}

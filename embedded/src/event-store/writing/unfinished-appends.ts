// Appends whose events are still coming, or which wait to be written, lie in memory. Together they may take so much;
// whoever would go past it is refused, because making them wait for each other could leave all of them waiting.
import { status } from "@grpc/grpc-js";
import { ProtocolError } from "../protocol/errors.js";

/** Bytes of the messages of all unfinished appends of all calls, and of what is made of them. */
const LIMIT = 256 * 1024 * 1024;
/** Bytes that an append, or an event of it, takes beside its message, about. */
const OVERHEAD = 500;

/** What a message takes for as long as it is needed. */
export const weightOf = (wireBytes: number, events: number): number => wireBytes + OVERHEAD * (1 + events);

export class UnfinishedAppends {
  private bytes = 0;

  /** Throws a ProtocolError where there is no room. */
  take(bytes: number): void {
    if (this.bytes + bytes > LIMIT)
      throw new ProtocolError(
        status.RESOURCE_EXHAUSTED,
        "Too many appends are begun and not finished: finish some first.",
      );
    this.bytes += bytes;
  }

  give(bytes: number): void {
    this.bytes -= bytes;
  }
}

// Appends whose events are still coming lie in memory. Together they may take so much; whoever would go past it is
// refused, because making them wait for each other could leave all of them waiting.
import { status } from "@grpc/grpc-js";
import { ProtocolError } from "./protocol/errors.js";

/** Bytes of events in all unfinished appends of all calls. */
const LIMIT = 256 * 1024 * 1024;

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

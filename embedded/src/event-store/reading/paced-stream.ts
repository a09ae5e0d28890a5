// Sends answers no faster than the client takes them. Whoever sends awaits; nothing is buffered beyond the window of
// the connection, so a reader that stops reading costs one answer.
import type { ServerWritableStream } from "@grpc/grpc-js";

export class PacedStream {
  private readonly call: ServerWritableStream<unknown, Buffer>;
  private wake: (() => void) | undefined;
  private ended = false;

  constructor(call: ServerWritableStream<unknown, Buffer>) {
    this.call = call;
    const end = () => {
      this.ended = true;
      this.wakeUp();
    };
    call.on("cancelled", end).on("close", end).on("error", end);
    call.on("drain", () => this.wakeUp());
  }

  /** The connection it comes by, as address and port. */
  get peer(): string {
    return this.call.getPeer();
  }

  /** The client has gone or cancelled. */
  get isOver(): boolean {
    return this.ended || this.call.cancelled;
  }

  /** True if the answer may be followed by the next at once; otherwise await `drained` first. */
  send(message: Buffer): boolean {
    return this.isOver || this.call.write(message);
  }

  drained(): Promise<void> {
    return this.isOver ? Promise.resolve() : new Promise((resolve) => (this.wake = resolve));
  }

  /** Resolves when `subscribe` calls back or the client goes; `subscribe` returns how to withdraw. */
  until(subscribe: (wake: () => void) => () => void): Promise<void> {
    if (this.isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const withdraw = subscribe(() => {
        this.wake = undefined;
        resolve();
      });
      this.wake = () => {
        withdraw();
        resolve();
      };
    });
  }

  end(): void {
    if (!this.isOver) this.call.end();
  }

  fail(error: Error): void {
    if (!this.isOver) this.call.emit("error", error);
  }

  private wakeUp(): void {
    const { wake } = this;
    this.wake = undefined;
    wake?.();
  }
}

// Word of a commit for those who wait at the end of $all or of a stream. Nobody is handed events: whoever is woken
// reads them from the log at its own pace, so a slow subscriber costs no memory.
export class CommitSignal {
  private allWaiters = new Set<() => void>();
  private readonly streamWaiters = new Map<string, Set<() => void>>();

  announce(streams: Iterable<string>): void {
    const woken = this.allWaiters;
    this.allWaiters = new Set();
    for (const wake of woken) wake();
    for (const stream of streams) {
      const waiters = this.streamWaiters.get(stream);
      if (waiters === undefined) continue;
      this.streamWaiters.delete(stream);
      for (const wake of waiters) wake();
    }
  }

  /** Calls `wake` once, at the next commit. Returns how to stop waiting. */
  onceAny(wake: () => void): () => void {
    this.allWaiters.add(wake);
    return () => this.allWaiters.delete(wake);
  }

  /** Calls `wake` once, at the next commit that writes to the stream. Returns how to stop waiting. */
  onceStream(stream: string, wake: () => void): () => void {
    const waiters = this.streamWaiters.get(stream) ?? new Set();
    this.streamWaiters.set(stream, waiters.add(wake));
    return () => {
      waiters.delete(wake);
      if (waiters.size === 0 && this.streamWaiters.get(stream) === waiters) this.streamWaiters.delete(stream);
    };
  }
}

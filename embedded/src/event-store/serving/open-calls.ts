// The calls under way, so that a stopping server can end each with a reason instead of cutting it off.
export class OpenCalls {
  private readonly calls = new Set<() => void>();

  /** `end` is called when the server stops. Returns what to call when the call is over by itself. */
  add(end: () => void): () => void {
    this.calls.add(end);
    return () => this.calls.delete(end);
  }

  endAll(): void {
    for (const end of this.calls) end();
    this.calls.clear();
  }
}

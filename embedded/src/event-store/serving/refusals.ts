// Says on standard error what the server refused: at most one line a kind and interval, with how often it happened, so
// that a flood of nonsense is seen and does not flood the log. Never what a message contained.
const INTERVAL = 5_000; // milliseconds

interface Kind {
  count: number;
  last: string;
  readonly timer: NodeJS.Timeout;
}

export class Refusals {
  private readonly kinds = new Map<string, Kind>();
  private readonly say: (line: string) => void;

  constructor(say: (line: string) => void = (line) => process.stderr.write(`${line}\n`)) {
    this.say = say;
  }

  /** `kind` is one of a few fixed texts; `detail` says more of this case. */
  report(kind: string, detail: string): void {
    const known = this.kinds.get(kind);
    if (known !== undefined) {
      known.count += 1;
      known.last = detail;
      return;
    }
    this.say(`event store: ${kind}: ${detail}`);
    const timer = setTimeout(() => this.summarise(kind), INTERVAL).unref();
    this.kinds.set(kind, { count: 0, last: detail, timer });
  }

  close(): void {
    for (const [kind, { timer }] of this.kinds) {
      clearTimeout(timer);
      this.summarise(kind);
    }
  }

  private summarise(kind: string): void {
    const known = this.kinds.get(kind);
    this.kinds.delete(kind);
    if (known !== undefined && known.count > 0)
      this.say(`event store: ${kind}: ${known.count} more, the last: ${known.last}`);
  }
}

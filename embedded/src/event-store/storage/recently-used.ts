// A memory of bounded size that keeps what was used lately. Two generations: when the young one is full it becomes the
// old one, whose entries come back when they are used and are forgotten with it otherwise. So at least `limit` is kept
// and at most twice as much, and nothing is moved about: a Map whose oldest entry is deleted at each insertion grows
// slower with every hole it has at its beginning.
export class RecentlyUsed<Value> {
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();
  private weight = 0;
  private readonly limit: number;
  private readonly weigh: (key: string, value: Value) => number;

  /** `limit` is what a generation may weigh. An entry is weighed again when it is set again. */
  constructor(limit: number, weigh: (key: string, value: Value) => number = () => 1) {
    this.limit = limit;
    this.weigh = weigh;
  }

  get(key: string): Value | undefined {
    const known = this.young.get(key);
    if (known !== undefined) return known;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: Value): void {
    this.young.set(key, value);
    this.weight += this.weigh(key, value);
    if (this.weight < this.limit) return;
    this.old = this.young;
    this.young = new Map();
    this.weight = 0;
  }
}

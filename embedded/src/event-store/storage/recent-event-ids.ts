// The ids of the latest events, so that an append with no particular expected revision is recognised when it comes
// again. EventStoreDB keeps as many as fit in a fixed amount of memory; so does this, and it refills it from the log
// when the store opens, so a repetition is known across a restart.
export const REMEMBERED_IDS = 50_000;

export class RecentEventIds {
  private positions = new Map<string, number>();

  remember(id: Buffer, position: number): void {
    const key = id.toString("latin1");
    this.positions.delete(key);
    this.positions.set(key, position);
    if (this.positions.size <= REMEMBERED_IDS) return;
    for (const oldest of this.positions.keys()) {
      this.positions.delete(oldest);
      return;
    }
  }

  position(id: Buffer): number | undefined {
    return this.positions.get(id.toString("latin1"));
  }
}

// Many at once, but no more than so many, and none after a stop.

/** Runs every item, `limit` at once; the first failure ends it, after what is under way has settled. */
export const eachOf = async <Item>(
  items: readonly Item[],
  limit: number,
  run: (item: Item) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> => {
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (!failed && signal?.aborted !== true) {
      const item = items[next];
      if (next >= items.length || item === undefined) return;
      next += 1;
      try {
        await run(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
};

/** Lets the process answer others between two pieces of computation. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const inChunks = <Item>(items: readonly Item[], size: number): Item[][] => {
  const chunks: Item[][] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
};

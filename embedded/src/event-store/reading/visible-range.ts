// Which events of a stream its metadata leaves visible: the last so many ($maxCount), none before a revision ($tb), none
// older than so many seconds ($maxAge).
import { createdOf } from "../storage/event-record.js";
import type { Store } from "../storage/store.js";
import type { StreamMetadata } from "../storage/stream-metadata.js";

/** What $maxCount and $tb leave. */
export const firstVisibleRevision = (metadata: StreamMetadata, lastRevision: number): number =>
  Math.max(0, metadata.truncateBefore, metadata.maxCount === undefined ? 0 : lastRevision - metadata.maxCount + 1);

export const isTooOld = (record: Buffer, { maxAge }: StreamMetadata): boolean =>
  maxAge !== undefined && createdOf(record) < Date.now() - maxAge * 1000;

/** What $maxAge leaves of the revisions `from` to `last`: the first, or the one behind the last. Their times ascend. */
export const firstYoungRevision = (
  store: Store,
  streamId: number,
  from: number,
  last: number,
  metadata: StreamMetadata,
): number => {
  if (metadata.maxAge === undefined) return from;
  let [low, high] = [from, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isTooOld(store.streamRecord(streamId, middle), metadata)) low = middle + 1;
    else high = middle;
  }
  return low;
};

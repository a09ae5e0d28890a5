// Which events of a stream its metadata leaves visible ($tb, $maxCount). $maxAge is judged event by event.
import { createdOf } from "./storage/event-record.js";
import type { StreamMetadata } from "./storage/stream-metadata.js";

export const firstVisibleRevision = (metadata: StreamMetadata, lastRevision: number): number =>
  Math.max(
    0,
    metadata.truncateBefore,
    metadata.maxCount === undefined ? 0 : lastRevision - Math.ceil(metadata.maxCount) + 1,
  );

export const isTooOld = (record: Buffer, { maxAge }: StreamMetadata): boolean =>
  maxAge !== undefined && createdOf(record) < Date.now() - maxAge * 1000;

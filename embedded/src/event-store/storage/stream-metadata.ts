// Stream metadata: the last event of `$$name` says what of the stream `name` is to be shown. A soft delete is a
// `$tb` (truncate before) at the largest revision there is.
export interface StreamMetadata {
  /** Only the last so many events are shown. */
  readonly maxCount: number | undefined;
  /** Seconds an event is shown for. */
  readonly maxAge: number | undefined;
  /** Events of a lower revision are not shown. */
  readonly truncateBefore: number;
  readonly softDeleted: boolean;
}

export const NO_METADATA: StreamMetadata = {
  maxCount: undefined,
  maxAge: undefined,
  truncateBefore: 0,
  softDeleted: false,
};

const METADATA_PREFIX = "$$";
/** EventNumber.DeletedStream of EventStoreDB, the largest int64. */
const DELETED_STREAM = "9223372036854775807";

export const METADATA_TYPE = "$metadata";

export const metadataStreamOf = (stream: string): string => METADATA_PREFIX + stream;
export const isMetadataStream = (stream: string): boolean => stream.startsWith(METADATA_PREFIX);
/** The stream that a metadata stream describes. */
export const describedStream = (metadataStream: string): string => metadataStream.slice(METADATA_PREFIX.length);

const parseObject = (json: Buffer): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(json.toString("utf8"));
    // JSON.parse gives an object for everything that is neither a list nor a plain value.
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

const positive = (value: unknown): number | undefined => (typeof value === "number" && value > 0 ? value : undefined);

/** Metadata that is not a JSON object says nothing, as in EventStoreDB. */
export const parseMetadata = (json: Buffer): StreamMetadata => {
  const fields = parseObject(json);
  if (fields === undefined) return NO_METADATA;
  const truncateBefore = positive(fields["$tb"]) ?? 0;
  return {
    maxCount: positive(fields["$maxCount"]),
    maxAge: positive(fields["$maxAge"]),
    truncateBefore,
    softDeleted: truncateBefore > Number.MAX_SAFE_INTEGER,
  };
};

/** The metadata that deletes a stream. As in EventStoreDB it replaces what was there. */
export const DELETING_METADATA: Buffer = Buffer.from(`{"$tb":${DELETED_STREAM}}`);

/** The metadata that reopens a deleted stream at that revision, every other field kept. */
export const reopeningMetadata = (current: Buffer | undefined, firstRevision: number): Buffer =>
  Buffer.from(JSON.stringify({ ...(current && parseObject(current)), $tb: firstRevision }));

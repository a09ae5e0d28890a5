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

/** A metadata stream shows its last event only; metadata written for it says nothing. */
export const METADATA_OF_METADATA: StreamMetadata = { ...NO_METADATA, maxCount: 1 };

const METADATA_PREFIX = "$$";
/** EventNumber.DeletedStream of EventStoreDB, the largest int64. */
const DELETED_STREAM = "9223372036854775807";
const DELETED_REVISION = Number(DELETED_STREAM);

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

/** Undefined where the field is absent, NaN where EventStoreDB could not read it. */
const integer = (value: unknown, least: number): number | undefined => {
  if (value === undefined) return undefined;
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= DELETED_REVISION ? Number(value) : NaN;
};

/** Metadata that is not a JSON object, or has one field that cannot be right, says nothing, as in EventStoreDB. */
export const parseMetadata = (json: Buffer): StreamMetadata => {
  const fields = parseObject(json);
  if (fields === undefined) return NO_METADATA;
  const [maxCount, maxAge] = [integer(fields["$maxCount"], 1), integer(fields["$maxAge"], 1)];
  const truncateBefore = integer(fields["$tb"], 0) ?? 0;
  if ([maxCount, maxAge, truncateBefore].some(Number.isNaN)) return NO_METADATA;
  return { maxCount, maxAge, truncateBefore, softDeleted: truncateBefore === DELETED_REVISION };
};

/** The metadata that deletes a stream. As in EventStoreDB it replaces what was there. */
export const DELETING_METADATA: Buffer = Buffer.from(`{"$tb":${DELETED_STREAM}}`);

/** The metadata that reopens a deleted stream at that revision, every other field kept. */
export const reopeningMetadata = (current: Buffer | undefined, firstRevision: number): Buffer =>
  Buffer.from(JSON.stringify({ ...(current && parseObject(current)), $tb: firstRevision }));

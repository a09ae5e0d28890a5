// A message as it stands in the feed, and the envelope that it goes out in.
import { type Attributes, schemaAddress } from "@tabel/integration-contracts";

export interface FeedRecord {
  /** Counts all records: the cursor of whoever reads the feed. */
  readonly number: bigint;
  readonly type: string;
  readonly key: string;
  readonly sequence: bigint;
  readonly id: string;
  readonly time: string;
  readonly position: bigint;
  readonly traceparent: string | null;
  /** JSON. */
  readonly data: string;
}

/** @param source which Tabel this is, as CloudEvents says it */
export const envelopeOf = (record: FeedRecord, source: string): Attributes => ({
  specversion: "1.0",
  id: record.id,
  source,
  type: record.type,
  subject: record.key,
  time: record.time,
  datacontenttype: "application/json",
  dataschema: schemaAddress(record.type),
  sequence: String(record.sequence),
  position: String(record.position),
  ...(record.traceparent === null ? {} : { traceparent: record.traceparent }),
});

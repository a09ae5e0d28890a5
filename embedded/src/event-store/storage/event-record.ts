// How one event lies in the log: a fixed header, then the event already encoded as the protocol's RecordedEvent
// without its id, so that a read copies bytes instead of building a message. A checksum covers everything behind it.
//
// Stored for ever: a change of this layout needs a new FORMAT_VERSION and a reader for the old one.
import { crc32 } from "node:zlib";
import {
  bytesFieldLength,
  bytesTag,
  varintLength,
  varintTag,
  writeBytes,
  writeVarint,
} from "../protocol/wire-writer.js";

export const FORMAT_VERSION = 1;

/** The revision that a tombstone has in EventStoreDB (the largest int64), as varint. */
const TOMBSTONE_REVISION_VARINT = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
/** How a tombstone's revision is written in header and index. */
export const TOMBSTONE_REVISION = 0xffffffff;

// Header offsets.
const CHECKSUM = 0; // uint32, of all bytes behind it
const VERSION = 4; // uint8
const POSITION = 5; // uint32
const STREAM_ID = 9; // uint32
const REVISION = 13; // uint32
const CREATED = 17; // float64, milliseconds since the Unix epoch
const EVENT_ID = 25; // 16 bytes
const NAME_OFFSET = 41; // uint32, then uint32 length; offsets from the start of the record
const TYPE_OFFSET = 49; // uint32, then uint32 length
const DATA_OFFSET = 57; // uint32; data runs to the end
const BODY = 61;

// Fields of ReadResp.ReadEvent.RecordedEvent.
const STREAM_IDENTIFIER = 2;
const STREAM_REVISION = 3;
const PREPARE_POSITION = 4;
const COMMIT_POSITION = 5;
const METADATA = 6;
const CUSTOM_METADATA = 7;
const DATA = 8;
const STREAM_NAME = 3; // of StreamIdentifier
const MAP_KEY = 1;
const MAP_VALUE = 2;

const KEY_TYPE = Buffer.from("type");
const KEY_CREATED = Buffer.from("created");
const KEY_CONTENT_TYPE = Buffer.from("content-type");
const JSON_CONTENT = Buffer.from("application/json");
/** Where in its map entry the length of the content type stands: behind four tags and lengths and the key. */
const CONTENT_TYPE_LENGTH = 5 + KEY_CONTENT_TYPE.length;
const BINARY_CONTENT = Buffer.from("application/octet-stream");

const TICKS_PER_MILLISECOND = 10_000n;

export interface NewEvent {
  readonly position: number;
  readonly streamId: number;
  readonly streamName: string;
  /** TOMBSTONE_REVISION for a tombstone. */
  readonly revision: number;
  /** Milliseconds since the Unix epoch. */
  readonly created: number;
  readonly id: Buffer;
  readonly type: string;
  readonly isJson: boolean;
  readonly customMetadata: Buffer;
  readonly data: Buffer;
}

const mapEntryLength = (key: Buffer, value: Buffer) => bytesFieldLength(key.length) + bytesFieldLength(value.length);

const writeMapEntry = (target: Buffer, offset: number, key: Buffer, value: Buffer): number => {
  target[offset] = bytesTag(METADATA);
  const entry = writeVarint(target, offset + 1, mapEntryLength(key, value));
  return writeBytes(target, writeBytes(target, entry, MAP_KEY, key), MAP_VALUE, value);
};

export const encodeEvent = (event: NewEvent): Buffer => {
  const name = Buffer.from(event.streamName, "utf8");
  const type = Buffer.from(event.type, "utf8");
  const created = Buffer.from((BigInt(event.created) * TICKS_PER_MILLISECOND).toString(), "latin1");
  const contentType = event.isJson ? JSON_CONTENT : BINARY_CONTENT;
  const tombstone = event.revision === TOMBSTONE_REVISION;
  const identifierLength = bytesFieldLength(name.length);
  const length =
    BODY +
    bytesFieldLength(identifierLength) +
    1 +
    (tombstone ? TOMBSTONE_REVISION_VARINT.length : varintLength(event.revision)) +
    2 * (1 + varintLength(event.position)) +
    bytesFieldLength(mapEntryLength(KEY_TYPE, type)) +
    bytesFieldLength(mapEntryLength(KEY_CREATED, created)) +
    bytesFieldLength(mapEntryLength(KEY_CONTENT_TYPE, contentType)) +
    (event.customMetadata.length > 0 ? bytesFieldLength(event.customMetadata.length) : 0) +
    (event.data.length > 0 ? bytesFieldLength(event.data.length) : 0);
  const record = Buffer.allocUnsafe(length);
  record[VERSION] = FORMAT_VERSION;
  record.writeUInt32LE(event.position, POSITION);
  record.writeUInt32LE(event.streamId, STREAM_ID);
  record.writeUInt32LE(event.revision, REVISION);
  record.writeDoubleLE(event.created, CREATED);
  record.set(event.id, EVENT_ID);

  let at = BODY;
  record[at] = bytesTag(STREAM_IDENTIFIER);
  at = writeVarint(record, at + 1, identifierLength);
  at = writeBytes(record, at, STREAM_NAME, name);
  record.writeUInt32LE(at - name.length, NAME_OFFSET);
  record.writeUInt32LE(name.length, NAME_OFFSET + 4);
  record[at++] = varintTag(STREAM_REVISION);
  if (tombstone) {
    record.set(TOMBSTONE_REVISION_VARINT, at);
    at += TOMBSTONE_REVISION_VARINT.length;
  } else at = writeVarint(record, at, event.revision);
  record[at] = varintTag(PREPARE_POSITION);
  at = writeVarint(record, at + 1, event.position);
  record[at] = varintTag(COMMIT_POSITION);
  at = writeVarint(record, at + 1, event.position);
  at = writeMapEntry(record, at, KEY_TYPE, type);
  record.writeUInt32LE(at - type.length, TYPE_OFFSET);
  record.writeUInt32LE(type.length, TYPE_OFFSET + 4);
  at = writeMapEntry(record, at, KEY_CREATED, created);
  at = writeMapEntry(record, at, KEY_CONTENT_TYPE, contentType);
  if (event.customMetadata.length > 0) at = writeBytes(record, at, CUSTOM_METADATA, event.customMetadata);
  if (event.data.length > 0) at = writeBytes(record, at, DATA, event.data);
  record.writeUInt32LE(at - event.data.length, DATA_OFFSET);
  record.writeUInt32LE(crc32(record.subarray(VERSION)), CHECKSUM);
  return record;
};

/** What is wrong with the bytes found at a position, or undefined if they are the event that belongs there. */
export const faultOf = (record: Buffer, position: number): string | undefined => {
  if (record.length < BODY) return `it is ${record.length} bytes long, shorter than its header`;
  if (record[VERSION] !== FORMAT_VERSION) return `its format is ${record[VERSION]}, not ${FORMAT_VERSION}`;
  if (record.readUInt32LE(CHECKSUM) !== crc32(record.subarray(VERSION))) return "its checksum does not match";
  if (record.readUInt32LE(POSITION) !== position) return `it is the event of position ${record.readUInt32LE(POSITION)}`;
  return undefined;
};

export const positionOf = (record: Buffer): number => record.readUInt32LE(POSITION);
export const streamIdOf = (record: Buffer): number => record.readUInt32LE(STREAM_ID);
export const revisionOf = (record: Buffer): number => record.readUInt32LE(REVISION);
export const createdOf = (record: Buffer): number => record.readDoubleLE(CREATED);
/** A view of sixteen bytes. */
export const eventIdOf = (record: Buffer): Buffer => record.subarray(EVENT_ID, EVENT_ID + 16);
export const dataOf = (record: Buffer): Buffer => record.subarray(record.readUInt32LE(DATA_OFFSET));
/** Whether its content type is JSON's: the other one is longer. Behind the type stand its time and its content type. */
export const isJsonOf = (record: Buffer): boolean => {
  const created = record.readUInt32LE(TYPE_OFFSET) + record.readUInt32LE(TYPE_OFFSET + 4);
  const contentType = created + 2 + record.readUInt8(created + 1);
  return record[contentType + CONTENT_TYPE_LENGTH] === JSON_CONTENT.length;
};
/** RecordedEvent without its id: every field but the first. */
export const bodyOf = (record: Buffer): Buffer => record.subarray(BODY);

const text = (record: Buffer, header: number): string => {
  const offset = record.readUInt32LE(header);
  return record.toString("utf8", offset, offset + record.readUInt32LE(header + 4));
};
export const streamNameOf = (record: Buffer): string => text(record, NAME_OFFSET);
export const typeOf = (record: Buffer): string => text(record, TYPE_OFFSET);

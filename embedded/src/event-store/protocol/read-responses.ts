// Encodes ReadResp. An event is nearly all copied from its record: this is the path every read and subscription takes.
import { bodyOf, eventIdOf } from "../storage/event-record.js";
import { uuidText } from "./uuid.js";
import {
  bytesFieldLength,
  bytesTag,
  messageField,
  textField,
  varintField,
  varintLength,
  varintTag,
  writeVarint,
} from "./wire-writer.js";

export type UuidForm = "structured" | "text";

// Fields of ReadResp.
const EVENT = 1;
const CONFIRMATION = 2;
const CHECKPOINT = 3;
const STREAM_NOT_FOUND = 4;
const FIRST_STREAM_POSITION = 5;
const LAST_STREAM_POSITION = 6;
const CAUGHT_UP = 8;
// Fields of ReadEvent.
const READ_EVENT_EVENT = 1;
const READ_EVENT_LINK = 2;
const READ_EVENT_COMMIT_POSITION = 3;
// Fields of RecordedEvent, UUID and StreamIdentifier.
const RECORDED_EVENT_ID = 1;
const UUID_STRUCTURED = 1;
const UUID_TEXT = 2;
const STREAM_NAME = 3;

const TEXT_LENGTH = 36;
const TEXT_ID_LENGTH = 2 + 2 + TEXT_LENGTH;

const structuredId = (id: Buffer): Buffer =>
  messageField(
    RECORDED_EVENT_ID,
    messageField(UUID_STRUCTURED, varintField(1, id.readBigInt64BE(0)), varintField(2, id.readBigInt64BE(8))),
  );

const writeTextId = (target: Buffer, offset: number, id: Buffer): number => {
  target[offset] = bytesTag(RECORDED_EVENT_ID);
  target[offset + 1] = 2 + TEXT_LENGTH;
  target[offset + 2] = bytesTag(UUID_TEXT);
  target[offset + 3] = TEXT_LENGTH;
  target.write(uuidText(id), offset + 4, "latin1");
  return offset + TEXT_ID_LENGTH;
};

/** A RecordedEvent as a field of ReadEvent. */
const recordedEvent = (field: number, record: Buffer, form: UuidForm): Buffer => {
  const body = bodyOf(record);
  const id = form === "structured" ? structuredId(eventIdOf(record)) : undefined;
  const length = (id?.length ?? TEXT_ID_LENGTH) + body.length;
  const target = Buffer.allocUnsafe(bytesFieldLength(length));
  target[0] = bytesTag(field);
  let at = writeVarint(target, 1, length);
  if (id === undefined) at = writeTextId(target, at, eventIdOf(record));
  else at += id.copy(target, at);
  target.set(body, at);
  return target;
};

/** The answer for an ordinary event, in one buffer. */
export const eventResponse = (record: Buffer, position: number, form: UuidForm): Buffer => {
  if (form === "structured") return resolvedResponse(record, undefined, position, form);
  const body = bodyOf(record);
  const recordedLength = TEXT_ID_LENGTH + body.length;
  const readEventLength = bytesFieldLength(recordedLength) + 1 + varintLength(position);
  const target = Buffer.allocUnsafe(bytesFieldLength(readEventLength));
  target[0] = bytesTag(EVENT);
  let at = writeVarint(target, 1, readEventLength);
  target[at] = bytesTag(READ_EVENT_EVENT);
  at = writeVarint(target, at + 1, recordedLength);
  at = writeTextId(target, at, eventIdOf(record));
  target.set(body, at);
  at += body.length;
  target[at] = varintTag(READ_EVENT_COMMIT_POSITION);
  writeVarint(target, at + 1, position);
  return target;
};

/** The answer for an event that was reached through a link; without `event` the link leads nowhere. */
export const resolvedResponse = (
  event: Buffer | undefined,
  link: Buffer | undefined,
  position: number,
  form: UuidForm,
): Buffer => {
  const parts: Buffer[] = [];
  if (event !== undefined) parts.push(recordedEvent(READ_EVENT_EVENT, event, form));
  if (link !== undefined) parts.push(recordedEvent(READ_EVENT_LINK, link, form));
  return messageField(EVENT, ...parts, varintField(READ_EVENT_COMMIT_POSITION, position));
};

export const confirmationResponse = (subscriptionId: string): Buffer =>
  messageField(CONFIRMATION, textField(1, subscriptionId));

export const checkpointResponse = (position: number): Buffer =>
  messageField(CHECKPOINT, varintField(1, position), varintField(2, position));

export const streamNotFoundResponse = (streamName: string): Buffer =>
  messageField(STREAM_NOT_FOUND, messageField(1, textField(STREAM_NAME, streamName)));

export const firstStreamPositionResponse = (revision: number): Buffer => varintField(FIRST_STREAM_POSITION, revision);
export const lastStreamPositionResponse = (revision: number): Buffer => varintField(LAST_STREAM_POSITION, revision);
export const caughtUpResponse = (): Buffer => messageField(CAUGHT_UP);

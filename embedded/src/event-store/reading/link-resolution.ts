// A link is an event of type `$>` whose data is `revision@stream`. Reads that resolve links show the event it leads to
// beside the link, or the link alone where that event is gone.
import { firstVisibleRevision, isTooOld } from "./visible-range.js";
import { eventResponse, resolvedResponse, type UuidForm } from "../protocol/read-responses.js";
import { dataOf, positionOf, typeOf } from "../storage/event-record.js";
import type { Store } from "../storage/store.js";

const LINK_TYPE = "$>";
const LINK_TARGET = /^(\d{1,10})@(.+)$/s;

/** The answer for an event of the log, its link followed if asked. */
export const readResponse = (store: Store, record: Buffer, resolveLinks: boolean, form: UuidForm): Buffer => {
  const position = positionOf(record);
  if (!resolveLinks || typeOf(record) !== LINK_TYPE) return eventResponse(record, position, form);
  const link = Buffer.from(record);
  return resolvedResponse(linkedEvent(store, link), link, position, form);
};

const linkedEvent = (store: Store, link: Buffer): Buffer | undefined => {
  const [, revisionText, streamName] = LINK_TARGET.exec(dataOf(link).toString("utf8")) ?? [];
  if (revisionText === undefined || streamName === undefined) return undefined;
  const revision = Number(revisionText);
  const { id, lastRevision, tombstoned } = store.state(streamName);
  if (lastRevision < 0) return undefined;
  const { parsed } = store.metadata(streamName);
  if (tombstoned || parsed.softDeleted || revision > lastRevision) return undefined;
  if (revision < firstVisibleRevision(parsed, lastRevision)) return undefined;
  const event = store.streamRecord(id, revision);
  return isTooOld(event, parsed) ? undefined : event;
};

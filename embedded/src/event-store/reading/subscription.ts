// Subscriptions: confirmation, everything after the given place, "caught up", then whatever is committed. A subscriber
// is a cursor into the log and nothing else; it reads at its own pace and waits for word of a commit at the end.
import { randomUUID } from "node:crypto";
import { checkNameLength } from "../writing/append-limits.js";
import { eventFilter } from "./event-filter.js";
import { readResponse } from "./link-resolution.js";
import type { PacedStream } from "./paced-stream.js";
import { invalidArgument, streamDeleted } from "../protocol/errors.js";
import type { FilterOptions, ReadRequest, ReadTarget } from "../protocol/read-request.js";
import { caughtUpResponse, checkpointResponse, confirmationResponse } from "../protocol/read-responses.js";
import type { Store } from "../storage/store.js";
import { nextTurn, TURN_EVENTS } from "./turns.js";
import { firstVisibleRevision, firstYoungRevision, isTooOld } from "./visible-range.js";

/** EventStoreDB searches in pages of 32 events where the client does not say how many. */
const DEFAULT_SEARCH_WINDOW = 32;

/** StreamRevision.End of EventStoreDB. */
const END_REVISION = 2n ** 64n - 1n;

/** Runs until the client goes. Throws a ProtocolError, or DamagedStore. */
export const subscribe = async (store: Store, request: ReadRequest, client: PacedStream): Promise<void> => {
  const { target } = request;
  if (request.direction === "backwards") throw invalidArgument("A subscription runs forwards.");
  if (target.kind === "stream" && request.filter !== undefined)
    throw invalidArgument("Only subscriptions to $all can be filtered.");
  if (target.kind === "stream") checkNameLength(target.name);
  if (target.kind === "stream") await subscribeToStream(store, target, request, client);
  else await subscribeToAll(store, target.from, request, client);
};

const subscribeToStream = async (
  store: Store,
  target: ReadTarget & { kind: "stream" },
  request: ReadRequest,
  client: PacedStream,
): Promise<void> => {
  const { name, from } = target;
  if (store.state(name).tombstoned) throw streamDeleted(name);
  const fromEnd = from === "end" || from === END_REVISION;
  let next = from === "start" ? 0 : fromEnd ? store.state(name).lastRevision + 1 : Number(from) + 1;
  client.send(confirmationResponse(randomUUID()));
  // Metadata hides what was written before the subscriber came to the end; from then on it gets every event.
  let live = fromEnd;
  if (live) client.send(caughtUpResponse());
  for (let seen = 1; !client.isOver;) {
    const { id, lastRevision, tombstoned } = store.state(name);
    if (tombstoned) throw streamDeleted(name);
    const { parsed: metadata } = store.metadata(name);
    const missing = lastRevision < 0 || metadata.softDeleted;
    if (!live && !missing) next = Math.max(next, firstVisibleRevision(metadata, lastRevision));
    if (next > lastRevision || (missing && !live)) {
      if (!live && !missing) {
        live = true;
        client.send(caughtUpResponse());
      }
      await client.until((wake) => store.commits.onceStream(name, wake));
      continue;
    }
    if (++seen % TURN_EVENTS === 0) await nextTurn();
    const event = store.streamRecord(id, next);
    if (!live && isTooOld(event, metadata)) {
      next = firstYoungRevision(store, id, next, lastRevision, metadata);
      continue;
    }
    next += 1;
    if (!client.send(readResponse(store, event, request.resolveLinks, request.uuidForm))) await client.drained();
  }
};

const subscribeToAll = async (
  store: Store,
  from: "start" | "end" | bigint,
  request: ReadRequest,
  client: PacedStream,
): Promise<void> => {
  const shows = request.filter && eventFilter(request.filter, client.peer);
  const checkpointEvery = request.filter && checkpointInterval(request.filter);
  let position = from === "start" ? 0 : from === "end" ? store.head : Math.min(Number(from), store.head);
  client.send(confirmationResponse(randomUUID()));
  let caughtUp = false;
  let sinceCheckpoint = 0;
  for (let seen = 1; !client.isOver;) {
    if (position >= store.head) {
      if (!caughtUp) client.send(caughtUpResponse());
      caughtUp = true;
      await client.until((wake) => store.commits.onceAny(wake));
      continue;
    }
    position += 1;
    if (++seen % TURN_EVENTS === 0) await nextTurn();
    let room = true;
    const record = store.record(position);
    if (shows === undefined || shows(record))
      room = client.send(readResponse(store, record, request.resolveLinks, request.uuidForm));
    if (checkpointEvery !== undefined && ++sinceCheckpoint >= checkpointEvery) {
      sinceCheckpoint = 0;
      room = client.send(checkpointResponse(position));
    }
    if (!room) await client.drained();
  }
};

/** Events looked at between two checkpoints. Throws a ProtocolError. */
const checkpointInterval = ({ searchWindow, checkpointIntervalMultiplier }: FilterOptions): number => {
  if (checkpointIntervalMultiplier === 0) throw invalidArgument("A checkpoint interval of 0 is none: it is 1 or more.");
  return Math.max(1, searchWindow ?? DEFAULT_SEARCH_WINDOW) * checkpointIntervalMultiplier;
};

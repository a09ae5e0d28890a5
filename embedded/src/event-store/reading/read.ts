// Reads that end: a stream or $all, forwards or backwards, up to a number of events.
import { checkNameLength } from "../writing/append-limits.js";
import { eventFilter } from "./event-filter.js";
import { readResponse } from "./link-resolution.js";
import type { PacedStream } from "./paced-stream.js";
import { invalidArgument, streamDeleted } from "../protocol/errors.js";
import type { ReadRequest, ReadTarget } from "../protocol/read-request.js";
import {
  firstStreamPositionResponse,
  lastStreamPositionResponse,
  streamNotFoundResponse,
} from "../protocol/read-responses.js";
import type { Store } from "../storage/store.js";
import { nextTurn, TURN_EVENTS } from "./turns.js";
import { firstVisibleRevision, firstYoungRevision } from "./visible-range.js";

/** Answers a read and ends the stream. Throws a ProtocolError, or DamagedStore. */
export const read = async (store: Store, request: ReadRequest, client: PacedStream): Promise<void> => {
  const maximum = Number(request.count ?? 0n);
  if (maximum <= 0) throw invalidArgument(`A read of ${maximum} events asks for nothing.`);
  const { target } = request;
  if (target.kind === "stream" && request.filter !== undefined)
    throw invalidArgument("Only reads of $all can be filtered.");
  if (target.kind === "stream") checkNameLength(target.name);
  if (target.kind === "stream") await readStream(store, target, request, maximum, client);
  else await readAll(store, target.from, request, maximum, client);
  client.end();
};

const readStream = async (
  store: Store,
  target: ReadTarget & { kind: "stream" },
  request: ReadRequest,
  maximum: number,
  client: PacedStream,
): Promise<void> => {
  const { id, lastRevision, tombstoned } = store.state(target.name);
  if (tombstoned) throw streamDeleted(target.name);
  const { parsed: metadata } = store.metadata(target.name);
  if (lastRevision < 0 || metadata.softDeleted) {
    client.send(streamNotFoundResponse(target.name));
    return;
  }
  const unhidden = firstVisibleRevision(metadata, lastRevision);
  const first = firstYoungRevision(store, id, unhidden, lastRevision, metadata);
  const forwards = request.direction === "forwards";
  const step = forwards ? 1 : -1;
  let revision = startRevision(target.from, forwards, first, lastRevision);
  let sent = 0;
  for (let seen = 1; sent < maximum && revision >= first && revision <= lastRevision; revision += step, seen += 1) {
    sent += 1;
    const event = store.streamRecord(id, revision);
    if (!client.send(readResponse(store, event, request.resolveLinks, request.uuidForm))) await client.drained();
    if (client.isOver) return;
    if (seen % TURN_EVENTS === 0) await nextTurn();
  }
  if (request.compatibility < 1 || client.isOver) return;
  if (forwards && sent === 0 && revision !== first) client.send(firstStreamPositionResponse(first));
  client.send(lastStreamPositionResponse(lastRevision));
};

const startRevision = (from: "start" | "end" | bigint, forwards: boolean, first: number, last: number): number => {
  if (from === "start") return forwards ? first : 0;
  if (from === "end") return forwards ? last + 1 : last;
  const revision = Number(from);
  return forwards ? Math.max(revision, first) : Math.min(revision, last);
};

const readAll = async (
  store: Store,
  from: "start" | "end" | bigint,
  request: ReadRequest,
  maximum: number,
  client: PacedStream,
): Promise<void> => {
  const head = store.head;
  const shows = request.filter && eventFilter(request.filter, client.peer);
  const forwards = request.direction === "forwards";
  const step = forwards ? 1 : -1;
  let position = startPosition(from, forwards, head);
  let sent = 0;
  for (let seen = 1; sent < maximum && position >= 1 && position <= head; position += step, seen += 1) {
    if (seen % TURN_EVENTS === 0) await nextTurn();
    if (client.isOver) return;
    const record = store.record(position);
    if (shows !== undefined && !shows(record)) continue;
    sent += 1;
    if (!client.send(readResponse(store, record, request.resolveLinks, request.uuidForm))) await client.drained();
  }
};

/** Forwards a position is inclusive; backwards it is where the reading begins, behind the event before it. */
const startPosition = (from: "start" | "end" | bigint, forwards: boolean, head: number): number => {
  if (from === "start") return forwards ? 1 : 0;
  if (from === "end") return forwards ? head + 1 : head;
  const position = Number(from);
  return forwards ? Math.max(position, 1) : Math.min(position - 1, head);
};

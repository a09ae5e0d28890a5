// Reads the log once for several builds and gives each its share, in parts large enough that a row is written once for
// many events.
import type { EventStore, Recorded } from "@tabel/event-store";
import { beforeAll } from "../ownership/checkpoints.js";
import type { Build } from "./build.js";

/** Events of one transaction of a build; what they take in memory bounds that of the rebuild. More of them save no CPU. */
export const usualEventsAtOnce = 1_500;
/** Decoded events of one hand-over. */
const readAtOnce = 500;

export interface FillOptions {
  readonly store: Pick<EventStore, "subscribeToAll">;
  readonly builds: readonly Build[];
  /** The last position that is taken in; the end of the log where there is none. */
  readonly upTo?: bigint;
  readonly signal: AbortSignal;
  readonly eventsAtOnce: number;
  /** Told when a build cannot go on; the others do. Throws what is no fault of the build. */
  readonly onFailed: (build: Build, error: unknown) => Promise<void>;
  readonly onStep: (events: number, position: bigint) => void;
}

/** Those that share a connection take turns on it. */
export const bySession = (builds: readonly Build[]): Build[][] => {
  const groups = new Map<object, Build[]>();
  for (const build of builds) groups.set(build.session, [...(groups.get(build.session) ?? []), build]);
  return [...groups.values()];
};

/** Each build's own events: told apart once for all of them, because most are read by few. */
const shares = (builds: Iterable<Build>, events: readonly Recorded[]): ReadonlyMap<Build, readonly Recorded[]> => {
  const shareOf = new Map<Build, Recorded[]>();
  const readers = new Map<string, Recorded[][]>();
  for (const build of builds) {
    const share: Recorded[] = [];
    shareOf.set(build, share);
    for (const type of new Set(build.projection.reads.map((definition) => definition.type)))
      readers.set(type, [...(readers.get(type) ?? []), share]);
  }
  for (const event of events) for (const share of readers.get(event.type) ?? []) share.push(event);
  return shareOf;
};

/** With so many types most of the log is wanted: asking for them costs the server more than it spares. */
const mostTypes = 40;

/** What the server is asked for; undefined for everything. */
const typesOf = (builds: readonly Build[]): readonly string[] | undefined => {
  const types = new Set(builds.flatMap(({ projection }) => projection.reads.map(({ type }) => type)));
  return types.size <= mostTypes ? [...types] : undefined;
};

/** Reads through once. Answers those that have begun again meanwhile and want another reading. */
const readThrough = async (options: FillOptions): Promise<readonly Build[]> => {
  const { store, builds, upTo, signal, eventsAtOnce, onFailed, onStep } = options;
  const begunAgain: Build[] = [];
  const going = new Set(builds);
  const positions = builds.map((build) => build.position());
  const start = positions.reduce((least, next) => (next < least ? next : least), positions[0] ?? beforeAll);
  if (upTo !== undefined && start >= upTo) return begunAgain;

  const takeAll = async (events: readonly Recorded[], position: bigint): Promise<void> => {
    const shareOf = shares(going, events);
    const recordedAt = events.at(-1)?.recordedAt;
    const taking = bySession([...going]).map(async (group) => {
      for (const build of group)
        try {
          if (await build.take(shareOf.get(build) ?? [], position, recordedAt)) continue;
          begunAgain.push(build);
          going.delete(build);
        } catch (error) {
          await onFailed(build, error);
          going.delete(build);
        }
    });
    // When one connection fails the others end their transactions first.
    for (const outcome of await Promise.allSettled(taking)) if (outcome.status === "rejected") throw outcome.reason;
    onStep(events.length, position);
  };

  const ending = new AbortController();
  const types = typesOf(builds);
  const subscription = store.subscribeToAll({
    ...(types === undefined ? {} : { types }),
    after: start === beforeAll ? "start" : start,
    signal: AbortSignal.any([signal, ending.signal]),
    maxBatch: Math.min(readAtOnce, eventsAtOnce),
  });
  let next = subscription.next();
  next.catch(() => undefined); // looked at when its turn comes
  let waiting: Recorded[] = [];
  try {
    while (going.size > 0 && !signal.aborted) {
      const { value: batch } = await next;
      if (batch === undefined) break;
      const isLast = upTo === undefined ? batch.caughtUp : batch.caughtUp || batch.position >= upTo;
      if (!isLast) {
        next = subscription.next();
        next.catch(() => undefined);
      }
      for (const event of batch.events) if (upTo === undefined || event.position <= upTo) waiting.push(event);
      if (!isLast && waiting.length < eventsAtOnce) continue;
      const position = upTo !== undefined && isLast ? upTo : batch.position;
      await takeAll(waiting, position);
      waiting = [];
      if (isLast) break;
    }
  } finally {
    ending.abort();
    await subscription.return().catch(() => undefined);
  }
  return begunAgain;
};

/** Returns at the end, or when the signal aborts: after the transactions that were running. */
export const fill = async (options: FillOptions): Promise<void> => {
  for (let { builds } = options; builds.length > 0 && !options.signal.aborted;)
    builds = await readThrough({ ...options, builds });
};

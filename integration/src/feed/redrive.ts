// What could not be told is told after all, when the program that could not tell it has been mended: in the order of the log for each
// person, with the periods as they stood then, in one transaction a person. Numbers and sequences go on from where the feed stands.
import { evolvePeriods, type PeriodState } from "@tabel/domain";
import type { EventStore, KeyVault, Recorded } from "@tabel/event-store";
import type pg from "pg";
import { nobody, type Person } from "../translation/person.js";
import { isPeriodFact, periodEvents, readEvents, type PeriodFact } from "../translation/read-events.js";
import { translateFact, translatePeriod, translateSheet } from "../translation/translate.js";
import { FeedFenced, moveFeed, readStanding, type Said } from "./feed-writer.js";
import { peopleIn } from "./people.js";
import { type Fact, personOf } from "./write-feed.js";

export interface ParkedEvent {
  readonly number: string;
  readonly position: bigint;
  readonly stream: string;
  readonly type: string;
  readonly key: string;
  /** Null where a program parked it that did not note it. */
  readonly eventId: string | null;
  readonly error: string;
}

const mostShown = 10_000;

type Row = Omit<ParkedEvent, "position"> & { readonly position: string };

const columns = `number, position, stream, type, key, event_id as "eventId", error`;

const parkedOf = (row: Row): ParkedEvent => ({ ...row, position: BigInt(row.position) });

/** The first of them. */
export const parkedEvents = async (pool: Pick<pg.Pool, "query">): Promise<readonly ParkedEvent[]> => {
  const { rows } = await pool.query<Row>(
    `select ${columns} from integration.parked_event order by position, number limit ${mostShown}`,
  );
  return rows.map(parkedOf);
};

/** Whom something could not be told of; the longest waiting first. */
const parkedKeys = async (pool: Pick<pg.Pool, "query">): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ key: string }>(
    "select key from integration.parked_event group by key order by min(position), min(number)",
  );
  return rows.map(({ key }) => key);
};

/** All of one key: a part of them would be told without what lies between. */
const parkedOfKey = async (pool: Pick<pg.Pool, "query">, key: string): Promise<readonly ParkedEvent[]> => {
  const { rows } = await pool.query<Row>(
    `select ${columns} from integration.parked_event where key = $1 order by position, number`,
    [key],
  );
  return rows.map(parkedOf);
};

export interface RedriveOptions {
  readonly store: Pick<EventStore, "subscribeToAll">;
  readonly pool: pg.Pool;
  readonly vault: KeyVault;
  readonly signal: AbortSignal;
}

export interface Redriven {
  readonly told: number;
  /** Whom nothing was told of, and the first that could not be. */
  readonly still: readonly { readonly key: string; readonly position: bigint; readonly error: string }[];
}

type Store = Pick<EventStore, "subscribeToAll">;

/** Events of some types, from after a position on until `enough` says so or the end of the log is there. */
const read = async (
  store: Store,
  after: bigint,
  types: readonly string[],
  signal: AbortSignal,
  enough: (event: Recorded) => boolean,
): Promise<Recorded[]> => {
  const ending = new AbortController();
  const found: Recorded[] = [];
  const from = {
    after: after < 0n ? ("start" as const) : after,
    types,
    signal: AbortSignal.any([signal, ending.signal]),
  };
  for await (const { events, caughtUp } of store.subscribeToAll(from)) {
    for (const event of events) {
      if (enough(event)) return found;
      found.push(event);
    }
    if (caughtUp) return found;
  }
  return found;
};

const types = readEvents.map(({ type }) => type);
const periodTypes = periodEvents.map(({ type }) => type);

const eventOf = async (store: Store, parked: ParkedEvent, signal: AbortSignal): Promise<Fact> => {
  const { position, stream, type, eventId } = parked;
  const near = await read(store, position - 1n, types, signal, (event) => event.position > position);
  // Several of one command are at one place.
  const event = near.find((each) =>
    eventId === null ? each.stream === stream && each.type === type : each.id === eventId,
  );
  if (event === undefined) throw new Error(`position ${position} has no ${type} of ${stream}`);
  if (event.fault !== undefined) throw new Error(event.fault);
  return event as Fact; // only these types were asked for
};

/** A conflict with the writer of the feed is over when it has written; it moves far less often than this. */
const mostConflicts = 50;

export const redriveEvents = async (options: RedriveOptions): Promise<Redriven> => {
  const { store, pool, vault, signal } = options;
  const people = peopleIn(vault);
  const periodFacts: (Recorded & PeriodFact)[] = [];
  let periodsRead = -1n;
  /** Goes on where it stopped. */
  const readPeriods = async (upTo: bigint): Promise<void> => {
    if (upTo <= periodsRead) return;
    const further = await read(store, periodsRead, periodTypes, signal, ({ position }) => position > upTo);
    periodFacts.push(...(further as typeof periodFacts)); // as asked for
    periodsRead = upTo;
  };

  /** Everything of a person from the first that is parked: the parked facts, and the periods that passed meanwhile. */
  const retell = (person: Person, key: string, facts: readonly Fact[], from: bigint, upTo: bigint) => {
    const meanwhile = periodFacts.filter(({ position }) => position >= from && position <= upTo);
    const own = facts.filter((fact) => !isPeriodFact(fact));
    let periods: readonly PeriodState[] = periodFacts
      .filter(({ position }) => position < from)
      .reduce<readonly PeriodState[]>(evolvePeriods, []);
    let now = person;
    const said: Said[] = [];
    const inOrder = [...own, ...meanwhile].toSorted((one, other) => Number(one.position - other.position));
    for (const fact of inOrder) {
      if (isPeriodFact(fact)) periods = evolvePeriods(periods, fact);
      const translated = isPeriodFact(fact)
        ? translatePeriod(key, now, fact, periods)
        : personOf(fact) === undefined
          ? { person: now, drafts: [] }
          : translateFact(now, fact as Parameters<typeof translateFact>[1], String(fact.position), periods); // about a person
      const drafts = isPeriodFact(fact) ? translated.drafts : [...translateSheet(fact), ...translated.drafts];
      now = translated.person;
      said.push(...drafts.map((draft) => ({ event: fact, draft })));
    }
    return { person: now, said };
  };

  const redrive = async (key: string): Promise<number> => {
    for (let conflicts = 0; ; conflicts += 1) {
      const standing = await readStanding(pool);
      // After the standing: whoever parks or closes meanwhile moves it, and all of this is read once more.
      const parked = await parkedOfKey(pool, key);
      if (parked.length === 0) return 0;
      await readPeriods(standing.position);
      const facts: Fact[] = [];
      for (const each of parked) facts.push(await eventOf(store, each, signal));
      const aboutPerson = facts.some((fact) => isPeriodFact(fact) || personOf(fact) !== undefined);
      const erased = aboutPerson && !(await people.writable([key])).has(key);
      const from = parked[0]?.position ?? 0n;
      try {
        await moveFeed(pool, people, standing, standing, async (transaction) => {
          const before = aboutPerson ? (await transaction.people([key])).get(key) : undefined;
          const after = aboutPerson
            ? retell(before ?? nobody, key, facts, from, standing.position)
            : {
                person: nobody,
                said: facts.flatMap((event) => translateSheet(event).map((draft) => ({ event, draft }))),
              };
          if (!erased) {
            if (aboutPerson) await transaction.keep(new Map([[key, after.person]]));
            await transaction.say(after.said);
          }
          await transaction.unpark(parked.map(({ number }) => number));
        });
        return parked.length;
      } catch (error) {
        if (!(error instanceof FeedFenced) || conflicts === mostConflicts) throw error;
      }
    }
  };

  let told = 0;
  const still: Redriven["still"][number][] = [];
  for (const key of await parkedKeys(pool)) {
    if (signal.aborted) break;
    try {
      told += await redrive(key);
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const [first] = await parkedOfKey(pool, key);
      still.push({ key, position: first?.position ?? 0n, error: reason });
    }
  }
  return { told, still };
};

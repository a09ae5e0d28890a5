// Follows the log and writes the feed: what other systems are told, with ids, numbers and sequences that follow from the log
// alone. Kafka, webhooks and the feed over HTTP all read what is written here, so that they say the same.
import { setImmediate as turn } from "node:timers/promises";
import { evolvePeriods } from "@tabel/domain";
import type { EventStore, KeyVault, Recorded } from "@tabel/event-store";
import type { Logger } from "@tabel/platform";
import type pg from "pg";
import type { Person } from "../translation/person.js";
import { isPeriodFact, isSheetFact, readEvents, type PeriodFact, type ReadFact } from "../translation/read-events.js";
import { translateFact, translatePeriod, translateSheet } from "../translation/translate.js";
import {
  type FeedStanding,
  type FeedTransaction,
  moveFeed,
  type Parked,
  readStanding,
  type Said,
} from "./feed-writer.js";
import { peopleIn } from "./people.js";

export interface WriteFeedOptions {
  readonly store: Pick<EventStore, "subscribeToAll">;
  readonly pool: pg.Pool;
  readonly vault: KeyVault;
  readonly log: Pick<Logger, "error">;
  readonly signal: AbortSignal;
  readonly onMoved: (standing: FeedStanding, caughtUp: boolean) => void;
}

/** Events of one transaction. */
const slice = 500;
/** People of a period that are in memory at once. */
const page = 500;
const noFact = -1n;

const words = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

export type Fact = Recorded & ReadFact;

const waits = "waits behind what could not be told of the same person";

/** The person whom a fact is about; undefined for sheets and periods, and where it cannot be read. */
export const personOf = (fact: Fact): string | undefined =>
  isPeriodFact(fact) || isSheetFact(fact) ? undefined : fact.data.employeeId;

/** Facts about persons and sheets, in their order; periods stand still meanwhile. */
const takeFacts = async (
  facts: readonly Fact[],
  standing: FeedStanding,
  transaction: FeedTransaction,
  writable: ReadonlySet<string>,
): Promise<readonly Parked[]> => {
  const ids = [...new Set(facts.flatMap((fact) => personOf(fact) ?? []))];
  const people: Map<string, Person> = await transaction.people(ids);
  const blocked = await transaction.blocked(ids);
  const changed = new Map<string, Person>();
  const said: Said[] = [];
  const parked: Parked[] = [];
  for (const fact of facts) {
    const person = personOf(fact);
    if (person !== undefined && blocked.has(person)) {
      parked.push({ event: fact, key: person, error: waits });
      continue;
    }
    try {
      if (fact.fault !== undefined) throw new Error(fact.fault);
      const drafts = [...translateSheet(fact)];
      if (!isPeriodFact(fact) && !isSheetFact(fact) && writable.has(fact.data.employeeId)) {
        const { employeeId } = fact.data;
        const before = people.get(employeeId);
        const after = translateFact(before, fact, String(fact.position), standing.periods);
        if (after.person !== before) {
          people.set(employeeId, after.person);
          changed.set(employeeId, after.person);
        }
        drafts.push(...after.drafts);
      }
      said.push(...drafts.map((draft) => ({ event: fact, draft })));
    } catch (error) {
      parked.push({ event: fact, key: person ?? fact.stream, error: words(error) });
      if (person !== undefined) blocked.add(person);
    }
  }
  await transaction.keep(changed);
  await transaction.say(said);
  await transaction.park(parked);
  return parked;
};

/** A period's opening or closing says something of many people: page by page, in one transaction. */
const takePeriod = async (
  fact: Recorded & PeriodFact,
  { periods }: Pick<FeedStanding, "periods">,
  transaction: FeedTransaction,
): Promise<readonly Parked[]> => {
  const parked: Parked[] = [];
  let after = "";
  for (;;) {
    const only = fact.type === "PeriodOpened" ? "waiting" : "all";
    const { people, last } = await transaction.page(after, only, page);
    if (last === undefined) return parked;
    const changed = new Map<string, Person>();
    const said: Said[] = [];
    const failed: Parked[] = [];
    const blocked = await transaction.blocked([...people.keys()]);
    for (const [employeeId, person] of people) {
      if (blocked.has(employeeId)) continue; // counted when what is parked of them is told (redrive.ts)
      try {
        const translated = translatePeriod(employeeId, person, fact, periods);
        if (translated.person !== person) changed.set(employeeId, translated.person);
        said.push(...translated.drafts.map((draft) => ({ event: fact, draft })));
      } catch (error) {
        failed.push({ event: fact, key: employeeId, error: words(error) });
      }
    }
    await transaction.keep(changed);
    await transaction.say(said);
    await transaction.park(failed);
    parked.push(...failed);
    after = last;
    await turn(); // an hour's requests do not wait for a month's closing
  }
};

/** Runs of facts that are taken together; an event of a period stands alone. Events at one position stay together. */
function* runsOf(events: readonly Recorded[]): Generator<readonly Recorded[]> {
  let run: Recorded[] = [];
  for (const event of events) {
    const alone = isPeriodFact(event);
    const full = run.length >= slice && run.at(-1)?.position !== event.position;
    if (run.length > 0 && (alone || full)) {
      yield run;
      run = [];
    }
    if (alone) yield [event];
    else run.push(event);
  }
  if (run.length > 0) yield run;
}

/** Returns when the signal aborts. Throws FeedFenced, and what store, vault and database throw. */
export const writeFeed = async (options: WriteFeedOptions): Promise<void> => {
  const { store, pool, vault, log, signal, onMoved } = options;
  const people = peopleIn(vault);
  let standing = await readStanding(pool);

  const take = async (run: readonly Recorded[], position: bigint): Promise<void> => {
    const facts = run as readonly Fact[]; // only these types are subscribed to
    const [first] = facts;
    let parked: readonly Parked[] = [];
    if (first !== undefined && isPeriodFact(first) && first.fault === undefined) {
      const periods = evolvePeriods(standing.periods, first);
      standing = await moveFeed(pool, people, standing, { position, periods }, async (transaction) => {
        parked = await takePeriod(first, { periods }, transaction);
      });
    } else {
      const { periods } = standing;
      const ids = facts.flatMap(({ data }) => ("employeeId" in data ? data.employeeId : []));
      const writable = ids.length === 0 ? new Set<string>() : await people.writable(ids);
      standing = await moveFeed(pool, people, standing, { position, periods }, async (transaction) => {
        parked = await takeFacts(facts, standing, transaction, writable);
      });
    }
    for (const { event, error } of parked)
      log.error(
        { position: String(event.position), type: event.type, error },
        "an event could not be told to others; it is parked and the rest goes on",
      );
  };

  const after = standing.position === noFact ? "start" : standing.position;
  const types = readEvents.map(({ type }) => type);
  for await (const batch of store.subscribeToAll({ after, signal, types })) {
    for (const run of runsOf(batch.events)) {
      if (signal.aborted) return;
      await take(run, run.at(-1)?.position ?? batch.position);
    }
    if (batch.position > standing.position) await take([], batch.position);
    onMoved(standing, batch.caughtUp);
  }
};

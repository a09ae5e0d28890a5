// Parked events get another try, with everything that waits behind them, in the log's order: after a fault in a projection
// was mended. It is done beside the owner, which then reads again where its projections stand. Where a period was closed meanwhile,
// people were paid without them: such rows stay, unless somebody decides otherwise.
import type { EventStore, Recorded } from "@tabel/event-store";
import { type ParkedEventRow, parkedEventTable, selectList, viewsSchema } from "@tabel/read-models";
import type pg from "pg";
import { beforeAll } from "../ownership/checkpoints.js";
import { journalWriter } from "../writing/journal-writer.js";
import { keyedWriter } from "../writing/keyed-writer.js";
import { openSession } from "../ownership/ownership.js";
import { openParking, type ParkedEvent } from "./parking.js";
import { type Part, planBatch, type Step } from "../folding/plan.js";
import { isJournal, type Journal, type Keyed, type Projection } from "../projection.js";
import { liveCheckpoints } from "../rebuild/exchange.js";
import { keepFrozenRows } from "../rebuild/frozen-rows.js";
import type { Session } from "../session.js";
import { byStanding } from "../ownership/versions.js";
import type { Writer } from "../writing/writer.js";

export interface RedriveOptions {
  readonly store: Pick<EventStore, "readAll">;
  readonly pool: pg.Pool;
  readonly projection: Projection;
  readonly live?: string;
  readonly onParked?: (parked: ParkedEvent) => void;
  /** Lets rows change that people have relied on (`frozen` of the projection). */
  readonly changeFrozen?: boolean;
}

export interface Redriven {
  readonly tried: number;
  /** What is parked of the projection now. */
  readonly parked: number;
}

const parkedOf = (session: Session, live: string, projection: string) =>
  session.run<ParkedEventRow>({
    name: "parked to redrive",
    text: `select ${selectList(parkedEventTable)} from "${live}".parked_event where projection = $1 order by position, key`,
    values: [projection],
  });

/** A log's events one after the other, as far as they are wanted; asked again for what came in meanwhile. */
const reading = (store: RedriveOptions["store"], types: ReadonlySet<string>) => {
  let read = beforeAll;
  return async (upTo: bigint, take: (event: Recorded) => void): Promise<void> => {
    if (read >= upTo) return;
    for await (const event of store.readAll(read === beforeAll ? {} : { after: read })) {
      if (event.position > upTo) break;
      if (types.has(event.type)) take(event);
    }
    read = upTo;
  };
};

interface Redo {
  take(event: Recorded): void;
  /** Whose rows will be written. */
  keys(): readonly string[];
  /** Writes what was taken, parking again what still fails. */
  writer(session: Session, onParked: (parked: ParkedEvent) => void): Promise<Writer>;
}

const redoJournal = (journal: Journal, parked: readonly ParkedEventRow[], live: string): Redo => {
  const wanted = new Set(parked.map(({ position }) => position));
  const events: Recorded[] = [];
  return {
    take: (event) => {
      if (wanted.has(event.position)) events.push(event);
    },
    keys: () => [],
    writer: async (session, onParked) => {
      const parking = await openParking(journal.name, live, session, onParked);
      const writer = journalWriter({ journal, schema: live, session, parking, by: "upsert" });
      writer.plan(events);
      return writer;
    },
  };
};

const redoKeyed = (projection: Keyed, parked: readonly ParkedEventRow[], live: string): Redo => {
  // From here on a key, or a stream whose event could not even be read, has taken nothing in.
  const blockedSince = new Map<string, bigint>();
  for (const { position, key } of parked) if (!blockedSince.has(key)) blockedSince.set(key, position);
  const isBlocked = (name: string, { position }: Recorded): boolean =>
    (blockedSince.get(name) ?? position + 1n) <= position;
  const parts: Part[] = [];
  // An event for everyone is taken in by itself, as live: what rows follow before it must not be worked out with what it changes.
  let run: Step[] | undefined;
  const begin = (steps: Step[]): Step[] => {
    parts.push({ is: "steps", steps });
    return steps;
  };
  // What all keys share is folded again from the first event: a step has to see it as it was then.
  let shared = projection.shared?.initial;
  return {
    take: (event) => {
      const plan = planBatch(projection, [event], shared);
      shared = plan.shared;
      for (const part of plan.parts) {
        if (part.is === "steps") {
          const blocked = part.steps.filter(({ key }) => isBlocked(key, event) || isBlocked(event.stream, event));
          if (blocked.length > 0) (run ??= begin([])).push(...blocked);
          continue;
        }
        run = undefined;
        if (part.is === "refused") parts.push(part);
        else {
          // Nobody queued it for a key that had no row.
          const keys = [...blockedSince.keys()].filter((key) => isBlocked(key, event));
          if (keys.length > 0) begin(keys.map((key) => ({ event, key, shared: part.shared, forEveryone: true })));
        }
      }
    },
    keys: () => [...new Set(parts.flatMap((part) => (part.is === "steps" ? part.steps.map(({ key }) => key) : [])))],
    writer: async (session, onParked) => {
      const parking = await openParking(projection.name, live, session, onParked);
      const writer = keyedWriter({ projection, schema: live, session, parking, shared, by: "upsert" });
      writer.planned(parts);
      return writer;
    },
  };
};

/** @throws FrozenRowsDiffer, with nothing done; NewerVersion; or where the rows are of an older version: those are mended by their rebuild */
export const redrive = async (options: RedriveOptions): Promise<Redriven> => {
  const { store, pool, projection, live = viewsSchema, onParked = () => undefined } = options;
  const own = await openSession(pool);
  const { session } = own;
  const standing = async (how?: "for update"): Promise<bigint> => {
    const rows = await liveCheckpoints(session, live, how);
    if (byStanding([projection], rows).current.length === 0)
      throw new Error(`the rows of ${projection.name} are not of version ${projection.version}; rebuild it instead`);
    return rows.find(({ projection: name }) => name === projection.name)?.position ?? beforeAll;
  };
  try {
    const parked = await parkedOf(session, live, projection.name);
    if (parked.length === 0) return { tried: 0, parked: 0 };
    const redo = isJournal(projection) ? redoJournal(projection, parked, live) : redoKeyed(projection, parked, live);
    const types = new Set(projection.reads.map(({ type }) => type));
    // From the start: what keys share follows from all events, and a place in the log before an event cannot be worked out.
    const read = reading(store, types);
    await read(await standing(), (event) => redo.take(event));
    let writer: Writer | undefined;
    await session.transaction(async () => {
      // No owner can write from here on, nor queue more behind what is parked.
      await read(await standing("for update"), (event) => redo.take(event));
      await session.run({
        name: "unpark",
        text: `delete from "${live}".parked_event where projection = $1 and (position = any($2) or $3)`,
        values: [projection.name, parked.map(({ position }) => position), !isJournal(projection)],
      });
      const refuseChanged =
        options.changeFrozen === true ? undefined : await keepFrozenRows({ projection, session, live }, redo.keys());
      writer = await redo.writer(session, onParked);
      await writer.write("isolating");
      await refuseChanged?.();
      await session.run({
        name: "rows were redriven",
        text: `update "${live}".checkpoint set generation = generation + 1 where projection = $1`,
        values: [projection.name],
      });
    });
    writer?.committed();
    return { tried: parked.length, parked: (await parkedOf(session, live, projection.name)).length };
  } finally {
    own.release();
  }
};

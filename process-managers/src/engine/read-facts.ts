// Facts on their way to the instances that they are about: from the log, from the timers, from refusals, from what is tried again.
import type { EventStore, Recorded } from "@tabel/event-store";
import type { DomainEvent } from "@tabel/domain";
import type { Fact, RefusedFact, TimerFact } from "../process/fact.js";
import type { Due } from "../process/intent.js";
import type { AnyProcess, Json } from "../process/process.js";
import { instanceKey } from "./rows.js";
import type { Session } from "./session.js";
import type { Incoming } from "./work-out.js";

const eventFact = (event: Recorded): Fact => ({
  is: "event",
  id: event.id,
  // The store's catalogue is the domain's: what it decodes has the shape that the domain declares for the type.
  event: { type: event.type, data: event.data } as DomainEvent,
  stream: event.stream,
  position: event.position,
  recordedAt: event.recordedAt,
  erased: event.erased,
  ...(event.metadata.imported === true ? { imported: true } : {}),
});

/** An event as each instance of a process sees it. An event that cannot be read is about its stream. */
export const incomingOf = (process: AnyProcess, event: Recorded): readonly Incoming[] => {
  if (!process.reads.some(({ type }) => type === event.type)) return [];
  const fact = eventFact(event);
  const of = {
    process,
    fact,
    correlationId: event.metadata.$correlationId,
    at: event.recordedAt,
  };
  const unreadable = { ...of, instance: event.stream, unreadable: true };
  if (event.fault !== undefined || fact.is !== "event") return [unreadable];
  try {
    return [...new Set(process.instances(fact.event))].map((instance) => ({ ...of, instance }));
  } catch {
    return [unreadable]; // whom it is about cannot be told
  }
};

interface TimerDue {
  readonly id: string;
  readonly process: string;
  readonly instance: string;
  readonly key: string;
  readonly timer: string;
  readonly at: Due;
  readonly dueAt: string;
  readonly correlationId: string;
}

/** Timers that are due, the first due first; no more than so many. */
export const timersDue = async (
  session: Session,
  processes: ReadonlyMap<string, AnyProcess>,
  now: string,
  most: number,
): Promise<readonly Incoming[]> => {
  const due = await session.run<TimerDue>(
    `select id, process, instance, key, timer, at, due_at as "dueAt", correlation_id as "correlationId"
     from processes.timer where due_at <= $1 and process = any($2) order by due_at, id limit $3`,
    [now, [...processes.keys()], most],
  );
  return due.flatMap(({ id, process: name, instance, key, timer, at, dueAt, correlationId }) => {
    const process = processes.get(name);
    const fact: TimerFact = { is: "timer", id, timer, key, at };
    return process === undefined ? [] : [{ process, instance, fact, correlationId, at: dueAt }];
  });
};

interface OpenFact {
  readonly process: string;
  readonly instance: string;
  readonly factId: string;
  readonly position: bigint | null;
  readonly body: RefusedFact | TimerFact | null;
  readonly correlationId: string;
  readonly at: string;
}

const openColumns = `process, instance, fact_id as "factId", position, body, correlation_id as "correlationId", at`;

/** Refusals that their process has not seen yet. */
export const refusalsNew = async (
  session: Session,
  processes: ReadonlyMap<string, AnyProcess>,
  most: number,
): Promise<readonly Incoming[]> => {
  const rows = await session.run<OpenFact>(
    `select ${openColumns} from processes.fact where status = 'new' and process = any($1) order by seq limit $2`,
    [[...processes.keys()], most],
  );
  return rows.flatMap(({ process: name, instance, body, correlationId, at }) => {
    const process = processes.get(name);
    if (process === undefined || body === null) return [];
    return [{ process, instance, fact: body, correlationId, at }];
  });
};

const eventAt = async (store: Pick<EventStore, "readAll">, factId: string, position: bigint) => {
  for await (const event of store.readAll(position > 0n ? { after: position - 1n } : {})) {
    if (event.id === factId) return event;
    if (event.position > position) return undefined;
  }
  return undefined;
};

/** Facts of one instance that are tried again. */
export interface Retried {
  readonly key: string;
  readonly incoming: readonly Incoming[];
  /** The event could not be read before, and stands for its stream: it is settled when the instances it is about have it. */
  readonly ofStreams: readonly string[];
}

/** What waits behind a fact that somebody wants tried again, or passed over, of one instance and in order. */
export const factsToRetry = async (
  session: Session,
  store: Pick<EventStore, "readAll">,
  processes: ReadonlyMap<string, AnyProcess>,
  most: number,
): Promise<Retried | undefined> => {
  const [first] = await session.run<{ process: string; instance: string }>(
    `select process, instance from processes.fact behind
     where process = any($1) and (status = 'retry' or (status = 'waits' and not exists (
       select from processes.fact parked where parked.process = behind.process
         and parked.instance in (behind.instance, behind.stream) and parked.status = 'parked')))
     order by seq limit 1`,
    [[...processes.keys()]],
  );
  const process = first && processes.get(first.process);
  if (first === undefined || process === undefined) return undefined;
  const rows = await session.run<OpenFact>(
    `select ${openColumns} from processes.fact
     where process = $1 and instance = $2 and status in ('parked', 'waits', 'retry') order by seq limit $3`,
    [first.process, first.instance, most],
  );
  const incoming: Incoming[] = [];
  const ofStreams: string[] = [];
  for (const { factId, instance, position, body, correlationId, at } of rows) {
    if (body !== null) incoming.push({ process, instance, fact: body, correlationId, at });
    const event = position === null ? undefined : await eventAt(store, factId, position);
    if (event === undefined) continue;
    const all = incomingOf(process, event);
    if (instance !== event.stream) incoming.push(...all.filter((each) => each.instance === instance));
    else {
      incoming.push(...all);
      if (all.every(({ unreadable }) => unreadable !== true)) ofStreams.push(factId);
    }
  }
  return { key: instanceKey(first.process, first.instance), incoming, ofStreams };
};

/** The states of the instances that facts are about. */
export const statesOf = async (
  session: Pick<Session, "run">,
  incoming: readonly Pick<Incoming, "process" | "instance">[],
): Promise<ReadonlyMap<string, Json>> => {
  const asked = new Map(incoming.map((each) => [instanceKey(each.process.name, each.instance), each]));
  if (asked.size === 0) return new Map();
  const each = [...asked.values()];
  const rows = await session.run<{ process: string; instance: string; state: Json }>(
    `select kept.process, kept.instance, kept.state from processes.instance kept
     join unnest($1::text[], $2::integer[], $3::text[]) as asked (process, version, instance)
       on kept.process = asked.process and kept.version = asked.version and kept.instance = asked.instance`,
    [
      each.map(({ process }) => process.name),
      each.map(({ process }) => process.version),
      each.map(({ instance }) => instance),
    ],
  );
  return new Map(rows.map(({ process, instance, state }) => [instanceKey(process, instance), state]));
};

/** Instances that wait behind a fact that was set aside. */
export const blockedInstances = async (session: Session, names: readonly string[]): Promise<Set<string>> => {
  const rows = await session.run<{ process: string; instance: string }>(
    `select distinct process, instance from processes.fact
     where process = any($1) and status in ('parked', 'waits', 'retry')`,
    [names],
  );
  return new Set(rows.map(({ process, instance }) => instanceKey(process, instance)));
};

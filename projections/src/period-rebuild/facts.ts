// The events that can touch a period, by employee and in the log's order. What is read costs what the period costs: the facts
// of employment, which hold until they change, the absences of those who have one in the period, and the period's own sheets.
import {
  absenceStream,
  employeeEvents,
  EmployeeId,
  employeeStream,
  ScheduleAssigned,
  spanEvents,
  timesheetStream,
  UnitId,
} from "@tabel/domain";
import type { EventStore, Recorded } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import type { Whereabouts } from "./scope.js";

export type FactsStore = Pick<EventStore, "subscribeToAll" | "readStream">;

/** What figures follow from and a report names. Nothing else of an event is kept: there are many of them at once. */
export type Fact = Pick<Recorded, "type" | "data" | "position" | "revision" | "stream" | "recordedAt">;

/** What the calculation looks at. */
export interface Looks {
  /** Types of events that change a figure; all others are passed over. */
  readonly at: ReadonlySet<string>;
  /** Of these the ones of which no personal field is looked at: nobody opens them. */
  readonly pastPersonal: readonly string[];
}

export interface ReadFactsOptions {
  readonly store: FactsStore;
  readonly whereabouts: Whereabouts;
  readonly looks: Looks;
  /** The last position that counts. */
  readonly upTo: bigint;
  readonly signal: AbortSignal;
  readonly onEvents: (more: number) => void;
}

export type FactsByEmployee = ReadonlyMap<string, readonly Fact[]>;

const streamsAtOnce = 32;
/** From so many people on, their facts of employment are read through the log's index of types instead of one by one. */
const manyPeople = 4_000;

const subjectOf = ({ data }: Recorded): string | undefined => {
  const { employeeId } = data as { readonly employeeId?: unknown }; // declared events name whom they are about
  return typeof employeeId === "string" ? employeeId : undefined;
};

export const factOf = ({ type, data, position, revision, stream, recordedAt }: Recorded): Fact => ({
  type,
  data,
  position,
  revision,
  stream,
  recordedAt,
});

const inOrder = (a: Fact, b: Fact): number =>
  a.position < b.position ? -1 : a.position > b.position ? 1 : Number(a.revision - b.revision);

/**
 * Keeps of events what is needed of them. Thousands of people work the same schedule: it is kept once, and what the domain works out
 * for a schedule is worked out once too.
 */
const keeper = (): ((event: Recorded) => Fact) => {
  const schedules = new Map<string, unknown>();
  const types = new Map<string, string>();
  return (event) => {
    const fact = factOf(event);
    const type = types.get(fact.type);
    if (type === undefined) types.set(fact.type, fact.type);
    if (fact.type !== ScheduleAssigned.type) return { ...fact, type: type ?? fact.type };
    const data = fact.data as { readonly schedule: unknown }; // as declared
    const text = JSON.stringify(data.schedule);
    const schedule = schedules.get(text) ?? data.schedule;
    schedules.set(text, schedule);
    return { ...fact, type: type ?? fact.type, data: { ...data, schedule } };
  };
};

export const readFacts = async (options: ReadFactsOptions): Promise<FactsByEmployee> => {
  const { store, whereabouts, looks, upTo, signal, onEvents } = options;
  const facts = new Map<string, Fact[]>(whereabouts.people.map((employeeId) => [employeeId, []]));
  const kept = keeper();
  const take = (events: readonly Recorded[]): void => {
    for (const event of events)
      if (event.position <= upTo && looks.at.has(event.type)) facts.get(subjectOf(event) ?? "")?.push(kept(event));
    onEvents(events.length);
  };

  const readStreams = (streams: readonly string[]): Promise<void> =>
    eachOf(
      streams,
      streamsAtOnce,
      async (stream) => {
        const events: Recorded[] = [];
        for await (const event of store.readStream(stream)) events.push(event);
        take(events);
      },
      signal,
    );

  /** Through the log's index of types. */
  const readTypes = async (
    definitions: readonly { readonly type: string }[],
    { after, only }: { readonly after: bigint | "start"; readonly only?: (stream: string) => boolean },
  ): Promise<void> => {
    const enough = new AbortController();
    const types = definitions.map(({ type }) => type).filter((type) => looks.at.has(type));
    const ending = AbortSignal.any([signal, enough.signal]);
    const reading = { after, signal: ending, types, unopened: looks.pastPersonal };
    for await (const { events, position, caughtUp } of store.subscribeToAll(
      only === undefined ? reading : { ...reading, only },
    )) {
      take(events);
      if (caughtUp || position >= upTo) break;
    }
    enough.abort();
  };

  const employments = whereabouts.people.map((id) => employeeStream(EmployeeId.parse(id)));
  if (employments.length < manyPeople) await readStreams(employments);
  else await readTypes(employeeEvents, { after: "start" });
  const { alone, together } = whereabouts.absences;
  await readStreams(alone.map((id) => absenceStream(EmployeeId.parse(id))));
  if (together !== undefined) {
    const streams = new Set(together.people.map((id) => absenceStream(EmployeeId.parse(id))));
    await readTypes(spanEvents, { after: together.after, only: (stream) => streams.has(stream) });
  }
  for (const month of whereabouts.months)
    await readStreams(whereabouts.units.map((id) => timesheetStream(UnitId.parse(id), month)));
  for (const events of facts.values()) events.sort(inOrder);
  return facts;
};

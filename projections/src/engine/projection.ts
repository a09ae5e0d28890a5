// What a projection is: a value. It says which events it reads, which rows they make, and how; the engine does the rest
// (reading, batching, loading, writing, checkpoints, retries). Its functions are pure: no clock, no I/O, no chance, so
// that rows depend on the events alone and a rebuild gives the same bytes.
import type { EventDefinition, EventOf } from "@tabel/domain";
import type { Event, Recorded } from "@tabel/event-store";
import type { Table, TableOf } from "@tabel/read-models";

/** For an event that concerns every row there is at that moment (a period that is opened). */
export const everyone = Symbol("everyone");

/** Each kind of event with its own data, so that `switch (event.type)` knows them. */
export type RecordedOf<E> = E extends Event ? Recorded<E> : never;

/** The recorded events of a list of event types. */
export type EventsOf<Definitions extends readonly EventDefinition[]> = RecordedOf<EventOf<Definitions[number]>>;

interface Described {
  readonly name: string;
  /** Counts up with each change of what the rows mean; the tables of an older version are thrown away and filled anew. */
  readonly version: number;
  readonly reads: readonly EventDefinition[];
}

/** One row a key, folded from its events in order, and rows in further tables that follow from it. */
export interface KeyedProjection<
  Row extends object,
  E extends Recorded,
  Shared,
  OfTable = TableOf<Row>,
> extends Described {
  readonly table: OfTable;
  /** The keys of the rows that the event changes. */
  keys(event: E): readonly string[] | typeof everyone;
  /** What all keys need to know together; small, kept in memory and with the checkpoint. */
  readonly shared?: {
    readonly initial: Shared;
    evolve(shared: Shared, event: E): Shared;
  };
  /** The row after the event; undefined where none is left. The same row again writes nothing. */
  project(row: Row | undefined, event: E, at: { readonly key: string; readonly shared: Shared }): Row | undefined;
  readonly derives?: readonly Table[];
  /** Called once a batch for each key with events: the rows of `derives` that they change. */
  derive?(change: Change<Row, E, Shared>): readonly RowChange[];
  /**
   * Where nobody reads the tables yet, rows that follow are not derived batch by batch but once, at last: a month's sheet is
   * then worked out and written one time, however many facts shape it.
   */
  readonly settle?: {
    /** Whether some of them follow only from what stood before this event for everyone: those are asked for just before it. */
    finalBy(event: E): boolean;
    /** Whether an event for everyone can change the row itself; any other row is passed over. */
    waits(row: Row): boolean;
    /** What follows from the events of a key themselves: such rows do not wait. */
    atOnce(events: readonly E[]): readonly RowChange[];
    /** All rows that follow from a row; with an event, those that it makes final. */
    rows(standing: Standing<Row, E, Shared>): readonly RowPut[];
  };
  /** Rows that people have relied on, be they right or wrong: what would change one afterwards is refused unless that was asked for. */
  readonly frozen?: {
    /** Some of `derives`; each has the key of `table` among its own. */
    readonly tables: readonly Table[];
    /** Of these the ones in which a row that was not there says as much as one that was. */
    readonly tooMany: readonly Table[];
    /** The property of theirs that says which are frozen, and the values that are. */
    readonly by: string;
    values(shared: Shared): readonly string[];
    /** Whether something that the rows of this key followed from cannot be known any more. */
    unknowable(row: Row): boolean;
  };
}

export interface Standing<Row, E, Shared> {
  readonly key: string;
  readonly row: Row;
  /** As it is before the event, where there is one. */
  readonly shared: Shared;
  readonly finalBy: E | undefined;
}

export interface Change<Row, E, Shared> {
  readonly key: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  readonly events: readonly E[];
  readonly shared: Shared;
}

/** Rows that each follow from one event alone, never changed afterwards. */
export interface JournalProjection<Row extends object, E extends Recorded, OfTable = TableOf<Row>> extends Described {
  readonly table: OfTable;
  entries(event: E): readonly Row[];
}

export interface RowPut {
  readonly table: Table;
  readonly put: object;
}

/** A change in a derived table. The `clear`s of a key come before its `put`s. */
export type RowChange =
  | RowPut
  /** Removes the rows that have these values; the same properties in every `clear` of one table. */
  | { readonly table: Table; readonly clear: Readonly<Record<string, string>> };

// Methods are compared bivariantly, so that projections of all rows and events fit into one list. The engine keeps each
// projection's rows and events apart from the others', which is what makes that sound.
export type Keyed = KeyedProjection<object, Recorded, unknown, Table>;
export type Journal = JournalProjection<object, Recorded, Table>;
export type Projection = Keyed | Journal;

export const isJournal = (projection: Projection): projection is Journal => "entries" in projection;

export const tablesOf = (projection: Projection): readonly Table[] =>
  isJournal(projection) ? [projection.table] : [projection.table, ...(projection.derives ?? [])];

/** Declares a keyed projection; event types follow from `reads`. */
export const projection = <
  const Definitions extends readonly EventDefinition[],
  Row extends object,
  Shared = undefined,
>(
  value: KeyedProjection<Row, EventsOf<Definitions>, Shared> & { readonly reads: Definitions },
): Keyed => value;

/** Declares a journal; event types follow from `reads`. */
export const journal = <const Definitions extends readonly EventDefinition[], Row extends object>(
  value: JournalProjection<Row, EventsOf<Definitions>> & { readonly reads: Definitions },
): Journal => value;

export const put = <Row extends object>(table: TableOf<Row>, row: Row): RowPut => ({ table, put: row });

export const clear = <Row extends object>(
  table: TableOf<Row>,
  values: { readonly [Name in keyof Row & string]?: string },
): RowChange => ({ table, clear: values as Readonly<Record<string, string>> }); // absent properties are not enumerated

// What an import wants of one stream: rows in order, each decided by the domain, all of them appended at once.
import { isRefusal, type Aggregate, type Command, type Decision, type DomainEvent, type Refusal } from "@tabel/domain";
import type { ContentIds } from "./content-id.js";

/** The row that a wish came from, for the fault when the domain refuses it. */
export interface SourceRow {
  readonly file: string;
  readonly line: number;
  readonly cells: Readonly<Record<string, unknown>>;
}

type Meta = Command<unknown>["meta"];

/** One row's wish. Its decisions hold together: where one of them is refused, none of the row's events are appended. */
export interface Step<State, Event extends DomainEvent> {
  readonly row: SourceRow;
  /** What its command id follows from, besides the stream; the whole row unless given. */
  readonly id?: readonly unknown[];
  readonly decisions: readonly ((meta: Meta, state: State) => Decision<Event>)[];
}

export interface StreamWork<State, Event extends DomainEvent> {
  readonly stream: string;
  readonly fold: Aggregate<State, Event>;
  readonly steps: readonly Step<State, Event>[];
}

export interface Refused {
  readonly row: SourceRow;
  readonly refusal: Refusal;
}

export interface Settled<State, Event extends DomainEvent> {
  readonly state: State;
  readonly events: readonly Event[];
  readonly refused: readonly Refused[];
  /** Follows from the rows that were not refused. */
  readonly command: () => { readonly id: string; readonly hash: string };
}

/** Decides every row of a work on a state. Pure: the same work on the same state settles alike. */
export const settle = <State, Event extends DomainEvent>(
  work: StreamWork<State, Event>,
  initial: State,
  ids: ContentIds,
  { actor, at }: Pick<Meta, "actor" | "at">,
): Settled<State, Event> => {
  const events: Event[] = [];
  const refused: Refused[] = [];
  const accepted: unknown[] = [];
  let state = initial;
  for (const step of work.steps) {
    // Few decisions make an identifier of it, and it costs more than most of them.
    let newId: string | undefined;
    const meta: Meta = {
      get newId() {
        return (newId ??= ids.id([work.stream, step.row.file, step.id ?? step.row.cells]));
      },
      actor,
      at,
    };
    const own: Event[] = [];
    let after = state;
    let refusal: Refusal | undefined;
    for (const decide of step.decisions) {
      const decision = decide(meta, after);
      if (isRefusal(decision)) {
        refusal = decision;
        break;
      }
      for (const event of decision) {
        own.push(event);
        after = work.fold.evolve(after, event);
      }
    }
    if (refusal === undefined) {
      events.push(...own);
      accepted.push([work.stream, step.row.file, step.row.cells]);
      state = after;
    } else refused.push({ row: step.row, refusal });
  }
  return { state, events, refused, command: () => ({ id: ids.id(accepted), hash: ids.hash(accepted) }) };
};

const MOST_STEPS = 400;

/** Parts small enough for one append each (EventStoreDB takes 1 MiB at once); all but long works have a single one. */
export const inParts = <State, Event extends DomainEvent>(
  work: StreamWork<State, Event>,
): readonly StreamWork<State, Event>[] => {
  if (work.steps.length <= MOST_STEPS) return [work];
  const parts: StreamWork<State, Event>[] = [];
  for (let from = 0; from < work.steps.length; from += MOST_STEPS)
    parts.push({ ...work, steps: work.steps.slice(from, from + MOST_STEPS) });
  return parts;
};

// Specifications of processes: given(process, facts).thenIntends(intents). Used by specs only.
// Whatever a process does is tried on the way: its state survives JSON, the same fact gives the same intents, keys are unique.
import { expect } from "@jest/globals";
import type { DomainEvent, Inquiry } from "@tabel/domain";
import type { EventFact, Fact, RefusedFact, TimerFact } from "../process/fact.js";
import type { Due, Intent } from "../process/intent.js";
import type { Process } from "../process/process.js";

/** An id for the n-th fact of a spec. */
const idOf = (place: number): string => `00000000-0000-5000-8000-${String(place).padStart(12, "0")}`;

/** A fact of a spec; its place among the others gives it its id. */
export type Unplaced<Kind> = Kind extends unknown ? Omit<Kind, "id"> : never;

/** An event of the log; recorded on 2 February 2026 at 09:00 UTC unless said otherwise. */
export const happened = <E extends DomainEvent>(
  event: E,
  recordedAt = "2026-02-02T09:00:00.000Z",
): Unplaced<EventFact<E>> => ({ is: "event", event, stream: "spec", position: 0n, recordedAt, erased: false });

export const cameDue = (timer: string, at: Due, key = timer): Unplaced<TimerFact> => ({ is: "timer", timer, key, at });

export const wasRefused = (command: string, code: string, key: string): Unplaced<RefusedFact> => ({
  is: "refused",
  command,
  code,
  key,
});

/** The facts that a process may be told in a spec. */
export type FactsOf<Of> = Of extends { evolve(state: never, event: infer E extends DomainEvent, at: never): unknown }
  ? readonly Unplaced<Fact<E>>[]
  : never;

const placed = <E extends DomainEvent>(unplaced: Unplaced<Fact<E>>, place: number): Fact<E> =>
  ({ ...unplaced, id: idOf(place) }) as Fact<E>; // a fact without its id, and the id

/** The state after facts. */
export const stateAfter = <State, E extends DomainEvent, Known>(
  process: Process<State, E, Known>,
  facts: readonly Unplaced<Fact<E>>[],
): State => {
  let state = process.initial;
  for (const fact of facts.map(placed)) {
    if (fact.is !== "event") continue;
    expect(process.reads.map(({ type }) => type)).toContain(fact.event.type);
    state = process.evolve(state, fact.event, fact.recordedAt);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  }
  return state;
};

const reaction = <State, E extends DomainEvent, Known>(
  process: Process<State, E, Known>,
  state: State,
  fact: Fact<E>,
  known: Known,
): readonly Intent[] => {
  const intents = process.react(state, fact, known);
  expect(process.react(state, fact, known)).toEqual(intents);
  const keys = intents.map((intent) => `${intent.do} ${intent.key}`);
  expect(keys).toEqual([...new Set(keys)]);
  return intents;
};

/** The last of some facts. */
const lastOf = <E extends DomainEvent>(facts: readonly Unplaced<Fact<E>>[]): Fact<E> => {
  const last = facts.map(placed).at(-1);
  if (last === undefined) throw new TypeError("a spec of a process needs a fact");
  return last;
};

/** What the last fact leads to when the process asks about others: the folded streams answer, as they stand at that instant. */
export const intentsOf = async <State, E extends DomainEvent, Known>(
  process: Process<State, E, Known>,
  facts: readonly Unplaced<Fact<E>>[],
  inquiry: Inquiry,
): Promise<readonly Intent[]> => {
  const state = stateAfter(process, facts);
  const known = (await process.learn?.(state, lastOf(facts), inquiry)) as Known; // undefined where nothing is asked
  return reaction(process, state, lastOf(facts), known);
};

/** @param known what `learn` would tell; left out for processes that need nothing */
export const given = <State, E extends DomainEvent, Known>(
  process: Process<State, E, Known>,
  facts: readonly Unplaced<Fact<E>>[],
  ...[known]: undefined extends Known ? [known?: Known] : [known: Known]
) => {
  const intents = () => reaction(process, stateAfter(process, facts), lastOf(facts), known as Known); // left out only where undefined
  return {
    /** What the last fact leads to, in its order. */
    thenIntends: (...wanted: readonly Intent[]): void => expect(intents()).toEqual(wanted),
    thenNothing: (): void => expect(intents()).toEqual([]),
  };
};

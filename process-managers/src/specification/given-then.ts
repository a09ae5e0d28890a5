// Specifications of processes: given(process, facts).thenIntends(intents). Used by specs only.
// Whatever a process does is tried on the way: its state survives JSON, the same fact gives the same intents, keys are unique.
import { expect } from "@jest/globals";
import type { DomainEvent } from "@tabel/domain";
import type { EventFact, Fact, RefusedFact, TimerFact } from "../process/fact.js";
import type { Due, Intent } from "../process/intent.js";
import type { Process } from "../process/process.js";

/** An id for the n-th fact of a spec. */
const idOf = (place: number): string => `00000000-0000-5000-8000-${String(place).padStart(12, "0")}`;

type Unplaced<Kind> = Omit<Kind, "id">;

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

/** A state after facts, and the intents of the last of them. */
export const run = <State, E extends DomainEvent, Known>(
  process: Process<State, E, Known>,
  facts: readonly Unplaced<Fact<E>>[],
  known: Known,
): { readonly state: State; readonly intents: readonly Intent[] } => {
  let state = process.initial;
  let intents: readonly Intent[] = [];
  facts.forEach((unplaced, place) => {
    const fact = { ...unplaced, id: idOf(place) } as Fact<E>; // a fact without its id, and the id
    if (fact.is === "event") {
      expect(process.reads.map(({ type }) => type)).toContain(fact.event.type);
      state = process.evolve(state, fact.event);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
    intents = process.react(state, fact, known);
    expect(process.react(state, fact, known)).toEqual(intents);
    const keys = intents.map((intent) => `${intent.do} ${intent.key}`);
    expect(keys).toEqual([...new Set(keys)]);
  });
  return { state, intents };
};

/** @param known what `learn` would tell; left out for processes that need nothing */
export const given = <State, E extends DomainEvent, Known>(
  process: Process<State, E, Known>,
  facts: readonly Unplaced<Fact<E>>[],
  ...[known]: undefined extends Known ? [known?: Known] : [known: Known]
) => ({
  /** What the last fact leads to, in its order. */
  thenIntends: (...intents: readonly Intent[]): void =>
    expect(run(process, facts, known as Known).intents).toEqual(intents), // left out only where it is undefined
  thenNothing: (): void => expect(run(process, facts, known as Known).intents).toEqual([]),
});

// Specifications of decisions, as given / when / then. Used by specs only.
// Every decision that appends is decided once more on what it appended: the same command twice appends nothing the second time.
import { expect } from "@jest/globals";
import { isRefusal, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import type { DomainEvent } from "../kernel/event.js";
import { UserId } from "../kernel/identifiers.js";
import { explain, refusals, type RefusalCode } from "../kernel/refusals.js";

const COMMAND_ID = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";

/** A command as the pipeline would hand it over; actor `hr` unless named. */
export const command = <Data>(data: Data, actor = "hr", newId = COMMAND_ID): Command<Data> => ({
  data,
  meta: { newId, actor: UserId.parse(actor), at: "2026-02-02T09:00:00.000Z" },
});

export const fold = <State, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  events: readonly Event[],
  from: State = aggregate.initial,
): State => events.reduce(aggregate.evolve, from);

/** What a decision appends; a refusal counts as nothing. */
export const appended = <Event extends DomainEvent>(decision: Decision<Event>): readonly Event[] =>
  isRefusal(decision) ? [] : decision;

const sentenceIsComplete = (code: RefusalCode, details: Parameters<typeof explain>[1]): void => {
  const wanted = [...refusals[code].says.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  expect({ code, details: Object.keys(details) }).toEqual({ code, details: expect.arrayContaining(wanted) });
};

export const given = <State, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  history: readonly Event[] = [],
) => ({
  when: (decide: (state: State) => Decision<Event>) => {
    const state = fold(aggregate, history);
    const decision = decide(state);
    return {
      thenAppends: (...events: Event[]) => {
        expect(decision).toEqual(events);
        expect(appended(decide(fold(aggregate, events, state)))).toEqual([]);
      },
      /** Decides and answers the events, for specs that look at parts of them. */
      thenAppendsSome: (): readonly Event[] => {
        expect({ refusal: isRefusal(decision) ? decision : undefined }).toEqual({ refusal: undefined });
        const events = appended(decision);
        expect(events.length).toBeGreaterThan(0);
        expect(appended(decide(fold(aggregate, events, state)))).toEqual([]);
        return events;
      },
      thenNothing: () => expect(decision).toEqual([]),
      /** Refused with this code and at least these details; every place in its sentence must be filled. */
      thenRefused: (code: RefusalCode, details: Record<string, unknown> = {}) => {
        expect(decision).toMatchObject({ refused: code, details });
        if (isRefusal(decision)) sentenceIsComplete(decision.refused, decision.details);
      },
    };
  },
});

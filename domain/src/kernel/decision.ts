// What a decision answers: events to append, nothing (already so), or a refusal. Refusals are values; exceptions are for
// what should never be.
import type { DomainEvent } from "./event.js";
import type { Instant, UserId } from "./identifiers.js";
import type { RefusalCode, RefusalDetails } from "./refusals.js";

export interface Refusal {
  readonly refused: RefusalCode;
  /** Field of the command that is at fault, as a JSON pointer, where there is one. */
  readonly path?: string;
  /** Values for the sentence that explains it; never personal data. */
  readonly details: RefusalDetails;
}

export type Decision<Event extends DomainEvent> = readonly Event[] | Refusal;

export const refuse = (refused: RefusalCode, details: RefusalDetails = {}, path?: string): Refusal =>
  path === undefined ? { refused, details } : { refused, details, path };

/** The wish is already fulfilled: not an error, and nothing to append. */
export const nothingToDo = (): readonly never[] => [];

export const isRefusal = (decision: Decision<DomainEvent>): decision is Refusal => "refused" in decision;

/** A command as decisions see it. Time, ids and actor come from outside, so that a decision can be repeated exactly. */
export interface Command<Data> {
  readonly data: Data;
  readonly meta: {
    /** Names what the decision makes (a request, for example): the same for a repeated command, and nowhere used twice. */
    readonly newId: string;
    readonly actor: UserId;
    readonly at: Instant;
  };
}

/** One aggregate: how its state is folded. Shared by the command service and the tests. */
export interface Aggregate<State, Event extends DomainEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
}

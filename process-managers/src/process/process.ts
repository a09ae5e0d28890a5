// A process manager: a pure function from its state and a fact to intents. No clock, no I/O, no chance.
import type { DomainEvent, EventDefinition, EventOf, Inquiry, Instant } from "@tabel/domain";
import { afterImport } from "./after-import.js";
import type { Fact } from "./fact.js";
import type { Intent } from "./intent.js";

/** A value that PostgreSQL gives back as it was: state is kept as JSON. Ids, dates and codes only, never personal data. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface Process<State = unknown, E extends DomainEvent = DomainEvent, Known = unknown> {
  /** For ever: `when-…-then-…`. What was done once is remembered by it. */
  readonly name: string;
  /** Counts up when `evolve` folds otherwise: the state is folded anew from the log, beside the old one. */
  readonly version: number;
  readonly reads: readonly EventDefinition[];
  /** Which instances an event is about; none where it is about none. Ids that name nobody by name. */
  instances(event: E): readonly string[];
  /** Of an instance that nothing is known of. A state that is null is not kept: an instance that is over ends so. */
  readonly initial: State;
  /** Folded from events alone, so that a new version can fold the log anew. Never throws. */
  evolve(state: State, event: E, recordedAt: Instant): State;
  /**
   * What `react` must know of others, asked of the folded streams as they stand at that moment: no read model, which may be
   * behind. Left out where the state says all. Writes nothing.
   */
  learn?(state: State, fact: Fact<E>, inquiry: Inquiry): Promise<Known>;
  /** Commands that may follow from what was imported, where it is a matter of today; every other is left out. */
  readonly commandsAfterImport?: readonly string[];
  /** The state is that after the fact's own event. The same arguments give the same intents. */
  react(state: State, fact: Fact<E>, known: Known): readonly Intent[];
}

/** A process whose types are closed up, so that different ones stand in one list. */
export type AnyProcess = Process<Json, DomainEvent, unknown>;

/** Declares a process; its events are those that it reads. What was imported leads to what `afterImport` leaves of it. */
export const process = <State, const Reads extends readonly EventDefinition[], Known = undefined>(
  declared: Omit<Process<State, EventOf<Reads[number]>, Known>, "reads"> & { readonly reads: Reads },
): Process<State, EventOf<Reads[number]>, Known> => {
  if (!/^when-[a-z-]+-then-[a-z-]+$/.test(declared.name) || declared.name.length > 100)
    throw new TypeError(`a process is called when-…-then-…, not ${declared.name}`);
  const allowed = declared.commandsAfterImport;
  return { ...declared, react: (state, fact, known) => afterImport(declared.react(state, fact, known), fact, allowed) };
};

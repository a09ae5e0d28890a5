// What a process reacts to: an event of the log, a timer of its own that came due, a command of its own that was refused.
import type { DomainEvent, Instant } from "@tabel/domain";
import type { Due } from "./intent.js";

interface Identified {
  /** The same for ever: ids of commands and notifications follow from it. */
  readonly id: string;
}

export interface EventFact<E extends DomainEvent = DomainEvent> extends Identified {
  readonly is: "event";
  readonly event: E;
  readonly stream: string;
  readonly position: bigint;
  readonly recordedAt: Instant;
  /** Personal fields are null: the person's key is gone. */
  readonly erased: boolean;
  /** Taken over from another system: whoever tells people says nothing of it. */
  readonly imported?: true;
}

export interface TimerFact extends Identified {
  readonly is: "timer";
  readonly timer: string;
  /** Of the intent that set it. */
  readonly key: string;
  /** When it was to come due; after a standstill that is earlier than now. */
  readonly at: Due;
}

/** The domain said no. It would say so again: whoever wants something else done reacts to it. */
export interface RefusedFact extends Identified {
  readonly is: "refused";
  /** Of the intent. */
  readonly key: string;
  readonly command: string;
  /** The refusal's code. */
  readonly code: string;
}

export type Fact<E extends DomainEvent = DomainEvent> = EventFact<E> | TimerFact | RefusedFact;

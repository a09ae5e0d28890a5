// Who carries intents out: what the engine asks of whoever sends commands and of whoever tells people.
import type { Instant, NotificationFact } from "@tabel/domain";
import type pg from "pg";

/** Where an intent came from. */
export interface Origin {
  readonly process: string;
  readonly instance: string;
  readonly factId: string;
  readonly key: string;
  /** Follows from the four above: a UUIDv5, the same at every attempt. */
  readonly intentId: string;
  /** The conversation that the fact belongs to. */
  readonly correlationId: string;
}

/** What became of an attempt. Throw for what may pass by itself: it is tried again, later and later, then set aside. */
export type Outcome =
  | { readonly is: "done"; readonly told?: Readonly<Record<string, string | number>> }
  /** The domain says no; the process is given a fact of it. Never tried again. */
  | { readonly is: "refused"; readonly code: string };

/** Thrown where another attempt would end the same way: set aside at once, for a person to look at. */
export class PermanentFailure extends Error {
  override readonly name: string;
  /** @param code stands on the dead-letter list: a code, never a value */
  constructor(code: string) {
    super(code);
    this.name = `never: ${code}`;
  }
}

/** A problem of a command, as the command side words it. */
export interface CommandProblem {
  readonly code: string;
}

export interface CommandToCarryOut {
  readonly name: string;
  readonly data: object;
  readonly commandId: string;
  /** `process:<name>` */
  readonly actor: string;
  readonly correlationId: string;
  /** The fact that it follows from. */
  readonly causationId: string;
}

/**
 * The way to the command side: its in-process door, or HTTP. Throws for what may pass (no answer, overload). `faulty` is no
 * command, or another one under the same id: set aside at once.
 */
export type CarryOutCommand = (
  command: CommandToCarryOut,
) => Promise<
  | { readonly is: "done"; readonly position: string }
  | { readonly is: "refused" | "faulty"; readonly problem: CommandProblem }
>;

/**
 * Turns a notification's fact into whatever tells people. It writes on the transaction that marks the intent done, and nothing
 * else: both are there or neither. What leaves the database leaves later, from what was written.
 */
export type TellAbout = (
  fact: NotificationFact,
  origin: Origin & { readonly at: Instant },
  transaction: pg.ClientBase,
) => Promise<Outcome>;

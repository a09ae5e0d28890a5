// Decide and append until it is settled: again after a conflict, again after a silence of the store, never twice in the log.
import type { DomainEvent, Refusal } from "@tabel/domain";
import { ConcurrencyConflict, StoreUnavailable } from "@tabel/event-store";
import { setTimeout as pause } from "node:timers/promises";
import type { CommandAnswer } from "../answer.js";
import { CommandRefused, OutcomeUnknown, TooManyConflicts } from "../command-problems.js";
import { ServiceFull, type CommandService } from "../command-service.js";

export type Revision = bigint | "no-stream";

/** What one look at the log led to. */
export type Outcome<Event> =
  | { readonly is: "repeated"; readonly answer: CommandAnswer }
  | { readonly is: "nothing"; readonly answer: CommandAnswer; readonly revision: Revision }
  | { readonly is: "refused"; readonly refusal: Refusal; readonly revision?: Revision }
  | { readonly is: "decided"; readonly events: readonly Event[]; readonly revision: Revision };

export interface Steps<Event> {
  /** Reads and decides; appends nothing, so it may be done again at any time. */
  readonly look: (fresh: boolean) => Promise<Outcome<Event>>;
  /** The same events have the same ids, so that sending them again is the same append. */
  readonly append: (events: readonly Event[], expected: Revision) => Promise<CommandAnswer>;
  /** Whether the first look is at the store itself. */
  readonly fresh: boolean;
  /** Reading of `performance.now()` after which nothing is begun any more. */
  readonly deadline: number;
}

/** Jittered, so that writers of several processes do not meet again. Milliseconds. */
const waitAfterConflict = (conflicts: number): number => Math.random() * 5 * 2 ** conflicts;
const waitAfterSilence = (silences: number): number => (0.5 + Math.random()) * 30 * 2 ** Math.min(silences, 4);

/** @throws CommandRefused, TooManyConflicts, OutcomeUnknown, StoreUnavailable, ServiceFull, and what the steps throw */
export const carryOut = async <Event extends DomainEvent>(
  { look, append, fresh: freshFirst, deadline }: Steps<Event>,
  { limits, silence }: Pick<CommandService, "limits" | "silence">,
): Promise<CommandAnswer> => {
  let fresh = freshFirst;
  let conflicts = 0;
  let silences = 0;
  let silentSince: number | undefined;
  /** Where the stream stood when an append was sent of which nothing was heard. */
  let unanswered: Revision | undefined;

  const afterConflict = async (cause: ConcurrencyConflict): Promise<void> => {
    unanswered = undefined;
    conflicts += 1;
    if (conflicts > limits.conflicts) throw new TooManyConflicts(cause.stream, { cause });
    await pause(waitAfterConflict(conflicts));
  };

  const afterSilence = async (cause: StoreUnavailable): Promise<void> => {
    silences += 1;
    const now = performance.now();
    silentSince ??= now; // counted for this command too: reads may go well while its appends do not
    if (!silence.noticed() || now - silentSince > limits.patienceMs || now > deadline)
      throw unanswered === undefined ? cause : new OutcomeUnknown("an append was not answered", { cause });
    await pause(waitAfterSilence(silences));
  };

  for (;;) {
    if (performance.now() > deadline)
      throw unanswered === undefined
        ? new ServiceFull("no time was left in line")
        : new OutcomeUnknown("an append was not answered in time");
    try {
      const outcome = await look(fresh);
      if (fresh) silence.broken(); // else the store was perhaps not asked
      if (outcome.is === "repeated") return outcome.answer;
      if (outcome.is === "decided") {
        unanswered = outcome.revision;
        const answer = await append(outcome.events, outcome.revision);
        silence.broken();
        return answer;
      }
      // A no is given only on what the store itself says, never on what a cache may have missed.
      if (fresh) {
        // An append that may still arrive would make this answer false.
        if (unanswered !== undefined && (outcome.revision ?? unanswered) === unanswered)
          throw new OutcomeUnknown("an append is unanswered, and what it was decided on has changed");
        if (outcome.is === "refused") throw new CommandRefused(outcome.refusal);
        return outcome.answer;
      }
      fresh = true;
    } catch (error) {
      fresh = true;
      if (error instanceof ConcurrencyConflict) await afterConflict(error);
      else if (error instanceof StoreUnavailable) await afterSilence(error);
      else throw error;
    }
  }
};

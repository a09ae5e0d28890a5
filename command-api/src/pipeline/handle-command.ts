// The one way of every command: parse, wait in line for its stream, authorise, recognise a repeat, decide, append with
// the expected revision. Rules 1 to 4, 11 and 12 of the design stand here.
import { isRefusal, type Command, type DomainEvent, type Refusal } from "@tabel/domain";
import { ConcurrencyConflict, StoreUnavailable } from "@tabel/event-store";
import { setTimeout as pause } from "node:timers/promises";
import { missing } from "../rights/right.js";
import { answerFromTrace, answerToNothing, type CommandAnswer } from "./answer.js";
import { commandHash } from "./command-hash.js";
import { CommandRefused, OutcomeUnknown, TooManyConflicts } from "./command-problems.js";
import type { CommandRow, Envelope } from "./command-row.js";
import { ServiceFull, type CommandService } from "./command-service.js";
import { eventMetadata } from "./event-metadata.js";
import { parseCommand } from "./parse-command.js";
import { CommandIdReused, type Claim } from "./remembered-commands.js";
import { situationOf } from "./situation.js";

/** Jittered, so that writers of several processes do not meet again. Milliseconds. */
const waitAfterConflict = (conflicts: number): number => Math.random() * 5 * 2 ** conflicts;
const waitAfterSilence = (silences: number): number => (0.5 + Math.random()) * 30 * 2 ** Math.min(silences, 4);

type Revision = bigint | "no-stream";

/** What one look at the log led to. */
type Outcome<Event> =
  | { readonly is: "repeated"; readonly answer: CommandAnswer }
  | { readonly is: "nothing"; readonly answer: CommandAnswer; readonly revision: Revision }
  | { readonly is: "refused"; readonly refusal: Refusal; readonly revision?: Revision }
  | { readonly is: "decided"; readonly events: readonly Event[]; readonly revision: Revision };

/** @throws Problem for a faulty body; the errors of command-problems.ts; whatever the store throws besides */
export const handleCommand = async <Data, Input, State, Event extends DomainEvent, Facts>(
  row: CommandRow<Data, Input, State, Event, Facts>,
  body: unknown,
  envelope: Envelope,
  service: CommandService,
): Promise<CommandAnswer> => {
  const data = parseCommand(row.schema, body);
  const { commandId, actor } = envelope;
  const { store, limits, remembered, silence } = service;
  const command: Command<Data> = { data, meta: { commandId, actor, at: service.clock() } };
  const stream = row.stream(data, actor);
  const ids = Object.fromEntries(Object.entries(row.makes ?? {}).map(([name, made]) => [name, made.of(command)]));
  const about = { commandId, stream, ids };
  const deadline = performance.now() + limits.timeMs;

  const fingerprint = async (): Promise<string> => {
    const body = row.fingerprint === undefined ? data : await row.fingerprint(data, commandId);
    return commandHash(service.hashKey, { name: row.name, actor, data: body });
  };

  let hash = "";
  let claim: Claim<CommandAnswer> | undefined;

  /** Appends nothing, so it may be done again at any time. */
  const look = async (fresh: boolean): Promise<Outcome<Event>> => {
    const situation = situationOf(row.name, command, store, fresh);
    const forbidden = await missing(row.may, situation);
    if (forbidden !== undefined) return { is: "refused", refusal: forbidden };
    if (claim === undefined) {
      hash = await fingerprint();
      claim = remembered.claim(commandId, hash);
    }
    const { state, revision, commands } = await store.load(stream, row.aggregate, { fresh });
    const trace = commands.get(commandId);
    if (trace !== undefined) {
      if (trace.hash !== hash) throw new CommandIdReused(commandId);
      return { is: "repeated", answer: answerFromTrace(about, trace) };
    }
    if (claim.kept !== undefined) return { is: "repeated", answer: claim.kept };
    const decision = row.decide(command, state, await row.facts(situation, state));
    if (isRefusal(decision)) return { is: "refused", refusal: decision, revision };
    if (decision.length > 0) return { is: "decided", events: decision, revision };
    return { is: "nothing", answer: answerToNothing(about, { revision, commands }), revision };
  };

  const append = async (events: readonly Event[], expected: Revision): Promise<CommandAnswer> => {
    const metadata = eventMetadata(envelope, hash, row.concerns?.(data));
    const { revision, position, ids } = await store.append(stream, events, { expected, metadata });
    const traced = events.map(({ type }, index) => ({ id: ids[index] ?? "", type, revision, position }));
    return answerFromTrace(about, { hash, events: traced });
  };

  const carryOut = async (): Promise<CommandAnswer> => {
    let fresh = row.fresh ?? false;
    let conflicts = 0;
    let silences = 0;
    /** Where the stream stood when an append was sent of which nothing was heard. */
    let unanswered: Revision | undefined;
    for (;;) {
      try {
        if (performance.now() > deadline)
          throw unanswered === undefined ? new ServiceFull("no time was left in line") : new OutcomeUnknown(stream);
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
        if (!fresh) {
          fresh = true;
          continue;
        }
        // An append that may still arrive would make this answer false.
        if (unanswered !== undefined && (outcome.revision ?? unanswered) === unanswered)
          throw new OutcomeUnknown("an earlier append of this command is still unanswered");
        if (outcome.is === "refused") throw new CommandRefused(outcome.refusal);
        claim?.keep(outcome.answer);
        return outcome.answer;
      } catch (error) {
        fresh = true;
        if (error instanceof ConcurrencyConflict) {
          unanswered = undefined;
          conflicts += 1;
          if (conflicts > limits.conflicts) throw new TooManyConflicts(stream, { cause: error });
          await pause(waitAfterConflict(conflicts));
        } else if (error instanceof StoreUnavailable) {
          silences += 1;
          if (!silence.noticed() || performance.now() > deadline)
            throw unanswered === undefined ? error : new OutcomeUnknown(stream, { cause: error });
          await pause(waitAfterSilence(silences));
        } else throw error;
      }
    }
  };

  return service.admit(() =>
    service.lines.run(stream, async () => {
      let done = false;
      try {
        const answer = await carryOut();
        done = true;
        return answer;
      } catch (error) {
        done = error instanceof OutcomeUnknown;
        throw error;
      } finally {
        claim?.release(done);
      }
    }),
  );
};

// The one way of every command: parse, wait in line for its stream, authorise, recognise a repeat, decide, append with
// the expected revision. Rules 1 to 4, 11 and 12 of the design stand here.
import { isRefusal, type Command, type DomainEvent } from "@tabel/domain";
import { madeId } from "@tabel/event-store";
import { missing } from "../rights/right.js";
import { answerFromTrace, answerToNothing, type CommandAnswer } from "./answer.js";
import { carryOut, type Outcome, type Revision } from "./appending/carry-out.js";
import { commandHash } from "./repetition/command-hash.js";
import { OutcomeUnknown } from "./command-problems.js";
import { type CommandRow, type Envelope, type Reserved, senderOf } from "./command-row.js";
import type { CommandService } from "./command-service.js";
import { eventMetadata } from "./event-metadata.js";
import { parseCommand } from "./intake/parse-command.js";
import { CommandIdReused, type Claim } from "./repetition/remembered-commands.js";
import { situationOf } from "./situation.js";

/** @throws Problem for a faulty body; the errors of command-problems.ts; whatever the store throws besides */
export const handleCommand = async <Data, Input, State, Event extends DomainEvent, Facts>(
  row: CommandRow<Data, Input, State, Event, Facts>,
  body: unknown,
  envelope: Envelope,
  service: CommandService,
): Promise<CommandAnswer> => {
  const data = parseCommand(row.schema, body);
  const { commandId, actor } = envelope;
  const { store, limits, remembered } = service;
  const stream = row.stream(data, actor);
  const command: Command<Data> = { data, meta: { newId: madeId(commandId, stream), actor, at: service.clock() } };
  const ids = Object.fromEntries(Object.entries(row.makes ?? {}).map(([name, made]) => [name, made.of(command)]));
  const about = { commandId, stream, ids };

  const fingerprint = async (): Promise<string> => {
    const body = row.fingerprint === undefined ? data : await row.fingerprint(data, commandId);
    return commandHash(service.hashKey, { name: row.name, actor: senderOf(envelope), data: body });
  };

  let hash = "";
  let reserved: Reserved | undefined;
  let claim: Claim<CommandAnswer> | undefined;

  const look = async (fresh: boolean): Promise<Outcome<Event>> => {
    const situation = situationOf(row.name, command, store, fresh, envelope.byProcess?.process);
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
    if (decision.length > 0) {
      reserved = await row.reserve?.(command, situation, store);
      if (reserved !== undefined && isRefusal(reserved.decision))
        return { is: "refused", refusal: reserved.decision, revision };
    }
    if (decision.length > 0) return { is: "decided", events: decision, revision };
    const answer = answerToNothing(about, { revision, commands });
    claim.keep(answer);
    return { is: "nothing", answer, revision };
  };

  const append = async (events: readonly Event[], expected: Revision): Promise<CommandAnswer> => {
    const metadata = eventMetadata(envelope, hash, row.concerns?.(data));
    if (reserved !== undefined && !isRefusal(reserved.decision) && reserved.decision.length > 0)
      await store.append(reserved.stream, reserved.decision, { expected: reserved.revision, metadata });
    const { revision, position, ids } = await store.append(stream, events, { expected, metadata });
    const traced = events.map(({ type }, index) => ({ id: ids[index] ?? "", type, revision, position }));
    return answerFromTrace(about, { hash, events: traced });
  };

  const steps = { look, append, fresh: row.fresh ?? false, deadline: performance.now() + limits.timeMs };
  return service.admit(() =>
    service.lines.run(stream, async () => {
      let done = false;
      try {
        const answer = await carryOut(steps, service);
        done = true;
        return answer;
      } catch (error) {
        done = error instanceof OutcomeUnknown; // perhaps carried out: the id stays taken
        throw error;
      } finally {
        claim?.release(done);
      }
    }),
  );
};

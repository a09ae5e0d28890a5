// Asking what a command would do: parse, authorise, load and decide as it would, and tell instead of appending. It has no
// way to the store but reading.
import { isRefusal, refusals, type Command, type DomainEvent } from "@tabel/domain";
import { madeId } from "@tabel/event-store";
import { missing } from "../rights/right.js";
import { CommandRefused } from "./command-problems.js";
import type { CommandRow, Envelope } from "./command-row.js";
import type { CommandService } from "./command-service.js";
import { parseCommand } from "./intake/parse-command.js";
import { situationOf } from "./situation.js";

/** Whom the command is refused to whatever they ask for is told so, and nothing about anybody. */
const isForStrangers = (code: keyof typeof refusals): boolean =>
  refusals[code].kind === "forbidden" || refusals[code].kind === "not-found";

/** @throws Problem for a faulty body; CommandRefused to whom it is not for; whatever the store throws besides */
export const askBefore = <Data, Input, State, Event extends DomainEvent, Facts>(
  row: CommandRow<Data, Input, State, Event, Facts>,
  body: unknown,
  { commandId, actor, byProcess }: Envelope,
  { store, clock, admit }: Pick<CommandService, "store" | "clock" | "admit">,
): Promise<unknown> => {
  const { preCheck } = row;
  if (preCheck === undefined) throw new TypeError(`${row.name} has no pre-check`);
  const data = parseCommand(row.schema, body);
  const stream = row.stream(data, actor);
  const command: Command<Data> = { data, meta: { newId: madeId(commandId, stream), actor, at: clock() } };
  return admit(async () => {
    const situation = situationOf(row.name, command, store, false, byProcess?.process);
    const forbidden = await missing(row.may, situation);
    if (forbidden !== undefined) throw new CommandRefused(forbidden);
    const { state } = await store.load(stream, row.aggregate, { fresh: false });
    const facts = await preCheck.facts(situation, state);
    const decision = row.decide(command, state, facts);
    if (isRefusal(decision) && isForStrangers(decision.refused)) throw new CommandRefused(decision);
    return preCheck.tell(command, state, facts, decision);
  });
};

// The door for other systems whose commands come by another way than HTTP, such as a topic: past tokens, because whoever opens it
// has said already who sends, and through the same pipeline as every command. The sender is an account, a user without an employment;
// it may do what its roles let it do, and nothing else.
import { employmentOf, refuse, UserId } from "@tabel/domain";
import { readerOf } from "@tabel/event-store";
import { Problem } from "@tabel/platform";
import { commandProblem, refusalProblem } from "./command-problems.js";
import type { TabelCommand } from "./command-row.js";
import type { CommandService } from "./command-service.js";

export interface CommandOfAccount {
  readonly name: string;
  readonly data: unknown;
  /** A UUID in small letters. The same again is the same command, over HTTP too. */
  readonly commandId: string;
  /** A user's number. */
  readonly account: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/** `later`: nobody can say yet; the same command is to be sent again. */
export type OutcomeForAccount =
  | { readonly is: "done"; readonly position: string; readonly ids: Readonly<Record<string, string>> }
  | { readonly is: "refused"; readonly problem: Problem }
  | { readonly is: "later"; readonly why: string };

export interface AccountDoor {
  /** Names of the commands that may come through; none that hold a secret. */
  readonly commands: ReadonlySet<string>;
  /** Throws what is a fault of ours. */
  carryOut(command: CommandOfAccount): Promise<OutcomeForAccount>;
}

const ownCodes: ReadonlySet<string> = new Set(["concurrent-change"]);

/** Whether the same command may have another outcome without anybody changing it. */
const passes = ({ status, code }: Problem): boolean => status >= 500 || ownCodes.has(code);

export const accountDoor = (commands: readonly TabelCommand[], service: CommandService): AccountDoor => {
  const open = new Map(commands.filter(({ holdsSecret }) => !holdsSecret).map((command) => [command.name, command]));

  const send = async (command: TabelCommand, sent: CommandOfAccount): Promise<OutcomeForAccount> => {
    const { data, commandId, correlationId, traceparent } = sent;
    const actor = UserId.parse(sent.account);
    // Were the account somebody's number, the other system would decide and ask in that person's name.
    if ((await employmentOf({ ...readerOf(service.store, false), at: service.clock() }, actor)) !== undefined)
      return { is: "refused", problem: refusalProblem(refuse("not-permitted", { action: command.name })) };
    const envelope = { commandId, actor, correlationId, traceparent };
    const {
      commandId: _,
      stream: __,
      revision: ___,
      events: ____,
      position,
      ...ids
    } = await command.handle(data, envelope, service);
    return { is: "done", position, ids: ids as Readonly<Record<string, string>> }; // identifiers that the row makes
  };

  return {
    commands: new Set(open.keys()),
    carryOut: async (sent) => {
      const command = open.get(sent.name);
      if (command === undefined) throw new RangeError(`${sent.name} does not come through this door`);
      try {
        return await send(command, sent);
      } catch (error) {
        const problem = commandProblem(error);
        if (!(problem instanceof Problem)) throw error;
        return passes(problem) ? { is: "later", why: problem.code } : { is: "refused", problem };
      }
    },
  };
};

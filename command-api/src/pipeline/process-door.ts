// The door for processes of Tabel that run in the same program: past HTTP and tokens, and through the same pipeline as every
// command. Nothing outside the program reaches it.
import { theSystemItself } from "@tabel/domain";
import { currentTraceparent, Problem } from "@tabel/platform";
import { commandProblem, CommandRefused } from "./command-problems.js";
import type { TabelCommand } from "./command-row.js";
import type { CommandService } from "./command-service.js";

export interface CommandOfProcess {
  readonly name: string;
  readonly data: object;
  /** Follows from what the process reacts to: the same again is the same command. */
  readonly commandId: string;
  readonly process: string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** `faulty`: not a command, or another one under the same id; it never will be carried out. */
export type OutcomeForProcess =
  | { readonly is: "done"; readonly position: string }
  | { readonly is: "refused" | "faulty"; readonly problem: { readonly code: string } };

export type ProcessDoor = (command: CommandOfProcess) => Promise<OutcomeForProcess>;

/** Statuses under which the same command will never be taken in. */
const never: ReadonlySet<number> = new Set([400, 413, 422]);

/** Throws what may pass: no answer of the store, too many commands at once. */
export const processDoor = (commands: readonly TabelCommand[], service: CommandService): ProcessDoor => {
  const byName = new Map(commands.map((command) => [command.name, command]));
  return async ({ name, data, commandId, process, correlationId, causationId }) => {
    const command = byName.get(name);
    if (command === undefined) return { is: "faulty", problem: { code: "command-unknown" } };
    const sender = { actor: theSystemItself, byProcess: { process, causationId } };
    try {
      const envelope = { commandId, correlationId, traceparent: currentTraceparent(), ...sender };
      const { position } = await command.handle(data, envelope, service);
      return { is: "done", position };
    } catch (error) {
      const problem = commandProblem(error);
      if (!(problem instanceof Problem)) throw error;
      const { code } = problem;
      if (error instanceof CommandRefused || code === "person-erased") return { is: "refused", problem: { code } };
      if (never.has(problem.status)) return { is: "faulty", problem: { code } };
      throw error;
    }
  };
};

// Which command ids this process has seen, whatever their stream. A stream itself remembers its own commands for ever;
// this bounded memory is for what no stream can tell: the same id used on another stream, and commands that
// appended nothing. See docs/adr on idempotency for what is lost when it is full or the process restarts.
import { LRUCache } from "lru-cache";

interface Claim<Answer> {
  readonly hash: string;
  atWork: number;
  settled: boolean;
  /** The answer of a command that appended nothing; other answers are read from the stream. */
  answer: Answer | undefined;
}

/** The same command id came with another command, body or actor. */
export class CommandIdReused extends Error {
  override readonly name = "CommandIdReused";
}

export interface RememberedCommands<Answer extends object> {
  /**
   * Runs the work while the id is claimed for this hash. Throws CommandIdReused where the id stands for another one.
   * An id whose command was refused or failed is free again: nothing was appended under it.
   */
  during<Result>(commandId: string, hash: string, work: () => Promise<Result>): Promise<Result>;
  /** The answer that was kept for a command that appended nothing. */
  answerTo(commandId: string): Answer | undefined;
  keepAnswer(commandId: string, answer: Answer): void;
}

/** @param most Ids that are remembered after their command is done; the least recently used goes first. */
export const createRememberedCommands = <Answer extends object>(most: number): RememberedCommands<Answer> => {
  const atWork = new Map<string, Claim<Answer>>();
  const done = new LRUCache<string, Claim<Answer>>({ max: most });

  return {
    during: async (commandId, hash, work) => {
      const claim = atWork.get(commandId) ??
        done.get(commandId) ?? { hash, atWork: 0, settled: false, answer: undefined };
      if (claim.hash !== hash) throw new CommandIdReused(commandId);
      claim.atWork += 1;
      atWork.set(commandId, claim);
      try {
        const result = await work();
        claim.settled = true;
        return result;
      } finally {
        claim.atWork -= 1;
        if (claim.atWork === 0) atWork.delete(commandId);
        if (claim.settled) done.set(commandId, claim);
      }
    },
    answerTo: (commandId) => (atWork.get(commandId) ?? done.get(commandId))?.answer,
    keepAnswer: (commandId, answer) => {
      const claim = atWork.get(commandId);
      if (claim !== undefined) claim.answer = answer;
    },
  };
};

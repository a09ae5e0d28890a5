// Which command ids this process has seen, whatever their stream. A stream itself remembers its own commands for ever;
// this bounded memory is for what no stream can tell: the same id used on another stream, and commands that
// appended nothing. docs/adr/0006 says what is lost when it is full or the process restarts.
import { LRUCache } from "lru-cache";

/** The same command id came with another command, body or actor. */
export class CommandIdReused extends Error {
  override readonly name = "CommandIdReused";
}

export interface Claim<Answer> {
  /** The answer that was kept for this id. */
  readonly kept: Answer | undefined;
  /** For a command that appended nothing; other answers are read from the stream. */
  keep(answer: Answer): void;
  /** @param done False where nothing was appended or answered: the id is free again. */
  release(done: boolean): void;
}

export interface RememberedCommands<Answer extends object> {
  /** Holds the id for this fingerprint until it is released. Throws CommandIdReused where it stands for another one. */
  claim(commandId: string, hash: string): Claim<Answer>;
}

interface Memory<Answer> {
  readonly hash: string;
  holders: number;
  done: boolean;
  kept: Answer | undefined;
}

/** @param most Ids that are remembered after their command is done; the least recently used goes first. */
export const createRememberedCommands = <Answer extends object>(most: number): RememberedCommands<Answer> => {
  const atWork = new Map<string, Memory<Answer>>();
  const past = new LRUCache<string, Memory<Answer>>({ max: most });

  return {
    claim: (commandId, hash) => {
      const known = atWork.get(commandId) ?? past.get(commandId);
      if (known !== undefined && known.hash !== hash) throw new CommandIdReused(commandId);
      const memory = known ?? { hash, holders: 0, done: false, kept: undefined };
      memory.holders += 1;
      atWork.set(commandId, memory);
      return {
        kept: memory.kept,
        keep: (answer) => void (memory.kept = answer),
        release: (done) => {
          memory.done ||= done;
          memory.holders -= 1;
          if (memory.holders === 0) atWork.delete(commandId);
          if (memory.done) past.set(commandId, memory);
        },
      };
    },
  };
};

// What the handling of every command shares: the store, the clock, and the bounds within which commands are taken in.
import type { Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import type { CommandAnswer } from "./answer.js";
import { createRememberedCommands, type RememberedCommands } from "./repetition/remembered-commands.js";
import { createSilence, type Silence } from "./appending/silence.js";
import { createStreamQueue, type StreamQueue } from "./appending/stream-queue.js";

export interface CommandLimits {
  /** Commands at work or in line at once; more are refused with 503. */
  readonly atOnce: number;
  /** Of these, commands for one stream. */
  readonly perStream: number;
  /** Command ids remembered across streams. */
  readonly remembered: number;
  /** From taking a command in to its answer, waiting in line included, in milliseconds. */
  readonly timeMs: number;
  /** How long the store may be silent before commands stop trying again, in milliseconds. */
  readonly patienceMs: number;
  /** New decisions after others have moved the stream on. */
  readonly conflicts: number;
}

export const defaultLimits: CommandLimits = {
  atOnce: 512,
  perStream: 128,
  remembered: 100_000,
  timeMs: 15_000,
  patienceMs: 1_000,
  conflicts: 5,
};

export interface CommandService {
  readonly store: Pick<EventStore, "load" | "append">;
  readonly clock: () => Instant;
  /** Keys the fingerprints of commands. */
  readonly hashKey: Buffer;
  readonly limits: CommandLimits;
  readonly remembered: RememberedCommands<CommandAnswer>;
  readonly lines: StreamQueue;
  readonly silence: Silence;
  /** Runs the work, or throws ServiceFull. */
  admit<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Thrown when as many commands are at work as may be. */
export class ServiceFull extends Error {
  override readonly name = "ServiceFull";
}

export const createCommandService = (
  parts: Pick<CommandService, "store" | "clock" | "hashKey">,
  limits: CommandLimits = defaultLimits,
): CommandService => {
  let atWork = 0;
  return {
    ...parts,
    limits,
    remembered: createRememberedCommands(limits.remembered),
    lines: createStreamQueue(limits.perStream),
    silence: createSilence(limits.patienceMs),
    admit: async (work) => {
      if (atWork >= limits.atOnce) throw new ServiceFull(`${atWork} commands are at work already`);
      atWork += 1;
      try {
        return await work();
      } finally {
        atWork -= 1;
      }
    },
  };
};

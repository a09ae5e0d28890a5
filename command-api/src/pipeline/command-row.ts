// One row of the command table: command → schema → who may → stream → decision, and the facts it needs from elsewhere.
import type {
  Aggregate,
  Command,
  Decision,
  DomainEvent,
  EmployeeId,
  Instant,
  RefusalCode,
  StreamReader,
  UserId,
} from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import type { z } from "zod";
import type { Right } from "../rights/right.js";
import { CommandAnswer } from "./answer.js";
import type { CommandService } from "./command-service.js";
import { askBefore } from "./ask-before.js";
import { handleCommand } from "./handle-command.js";

/** Who sent a command, and what it belongs to. */
export interface Envelope {
  readonly commandId: string;
  readonly actor: UserId;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** Set where a process of Tabel sends it; the actor is then the system. */
  readonly byProcess?: ByProcess;
}

export interface ByProcess {
  /** Its name, such as when-a-step-waits-then-remind-and-escalate. */
  readonly process: string;
  /** The fact that the process reacts to. */
  readonly causationId: string;
}

/** Who sent it, as the events remember it. */
export const senderOf = ({ actor, byProcess }: Pick<Envelope, "actor" | "byProcess">): string =>
  byProcess === undefined ? actor : `process:${byProcess.process}`;

/** All that rights and facts may look at. */
export interface Situation<Data> extends StreamReader {
  readonly command: string;
  readonly data: Data;
  readonly actor: UserId;
  /** The process of Tabel that asks; undefined for people and for other systems. */
  readonly process: string | undefined;
  readonly at: Instant;
}

/** What is written ahead of a command, in a stream that orders such commands of all users. */
export interface Reserved {
  readonly stream: string;
  readonly revision: bigint | "no-stream";
  readonly decision: Decision<DomainEvent>;
}

export type Reservation<Data> = (
  command: Command<Data>,
  situation: Situation<Data>,
  store: Pick<EventStore, "load">,
) => Promise<Reserved>;

/** A reservation from its parts: its stream is read as it is in the store. */
export const reservation =
  <Data, State, Event extends DomainEvent, Facts>(parts: {
    readonly stream: string;
    readonly aggregate: Aggregate<State, Event>;
    readonly facts: (situation: Situation<Data>) => Promise<Facts>;
    readonly decide: (command: Command<Data>, state: State, facts: Facts) => Decision<Event>;
  }): Reservation<Data> =>
  async (command, situation, store) => {
    const { state, revision } = await store.load(parts.stream, parts.aggregate, { fresh: true });
    return { stream: parts.stream, revision, decision: parts.decide(command, state, await parts.facts(situation)) };
  };

/** An identifier that the decision makes from the command's own id: a repeat of the command finds the same one. */
export interface MadeId<Data> {
  readonly schema: z.ZodType<string, string>;
  readonly of: (command: Command<Data>) => string;
}

/** What a command can be asked before it is given: the same decision on the same facts, told and not appended. */
export interface PreCheck<Data, State, Event extends DomainEvent, Facts> {
  readonly says: string;
  readonly answer: z.ZodType;
  readonly example: unknown;
  /** With what the answer needs besides. */
  readonly facts: (situation: Situation<Data>, state: State) => Promise<Facts>;
  readonly tell: (command: Command<Data>, state: State, facts: Facts, decision: Decision<Event>) => unknown;
}

/** `NoInfer`: what a command's data are, its schema says; the functions only follow. */
export interface CommandRow<Data, Input, State, Event extends DomainEvent, Facts> {
  readonly name: string;
  /** One sentence for the documentation. */
  readonly says: string;
  readonly schema: z.ZodType<Data, Input>;
  /** A body that the schema accepts; stands in the documentation. */
  readonly example: NoInfer<Input>;
  readonly may: Right<NoInfer<Data>>;
  readonly stream: (data: NoInfer<Data>, actor: UserId) => string;
  readonly aggregate: Aggregate<State, Event>;
  /** Read at decision time, and again for every new decision. */
  readonly facts: (situation: Situation<NoInfer<Data>>, state: NoInfer<State>) => Facts | Promise<Facts>;
  readonly decide: (command: Command<NoInfer<Data>>, state: NoInfer<State>, facts: Facts) => Decision<NoInfer<Event>>;
  /**
   * Written before the command's own events, where a rule holds among users: it is harmless alone, and the same command again
   * finds it. A refusal there is the command's.
   */
  readonly reserve?: Reservation<NoInfer<Data>>;
  /** Whether even the first look is at the store itself: where an outdated no or yes is dear, and speed is not. */
  readonly fresh?: boolean;
  /** Whose matter it is, where others may act for them. */
  readonly concerns?: (data: NoInfer<Data>) => EmployeeId;
  readonly makes?: Readonly<Record<string, MadeId<NoInfer<Data>>>>;
  /** What of the body stands for it in the fingerprint, where it holds a secret. Default: the body itself. */
  readonly fingerprint?: (data: NoInfer<Data>, commandId: string) => Promise<unknown>;
  /** The answer holds a secret. */
  readonly answersSecret?: boolean;
  readonly preCheck?: PreCheck<NoInfer<Data>, NoInfer<State>, NoInfer<Event>, NoInfer<Facts>>;
  /** Refusals that this command can meet, for the documentation. */
  readonly refusals: readonly RefusalCode[];
}

/** A row whose types are closed up, so that rows of different commands stand in one table. */
export interface TabelCommand {
  readonly name: string;
  readonly says: string;
  readonly who: string;
  readonly schema: z.ZodType;
  readonly answer: z.ZodType;
  readonly example: unknown;
  readonly refusals: readonly RefusalCode[];
  /** Body or answer hold a secret: not to be sent where it is kept and read by others. */
  readonly holdsSecret: boolean;
  handle(body: unknown, envelope: Envelope, service: CommandService): Promise<CommandAnswer>;
  readonly preCheck:
    | (Pick<PreCheck<unknown, unknown, DomainEvent, unknown>, "says" | "answer" | "example"> & {
        ask(body: unknown, envelope: Envelope, service: CommandService): Promise<unknown>;
      })
    | undefined;
}

export const command = <Data, Input, State, Event extends DomainEvent, Facts>(
  row: CommandRow<Data, Input, State, Event, Facts>,
): TabelCommand => ({
  name: row.name,
  says: row.says,
  who: row.may.says,
  schema: row.schema,
  answer: CommandAnswer.extend(
    Object.fromEntries(Object.entries(row.makes ?? {}).map(([name, { schema }]) => [name, schema])),
  ),
  example: row.example,
  refusals: row.refusals,
  holdsSecret: row.fingerprint !== undefined || row.answersSecret === true,
  handle: (body, envelope, service) => handleCommand(row, body, envelope, service),
  preCheck: row.preCheck && {
    says: row.preCheck.says,
    answer: row.preCheck.answer,
    example: row.preCheck.example,
    ask: (body, envelope, service) => askBefore(row, body, envelope, service),
  },
});

/** For decisions that need nothing but their own stream. */
export const noFacts = (): Record<never, never> => ({});

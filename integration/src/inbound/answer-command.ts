// From a record to its answer: read, look its ids up, carry it out under the rights of the source's account, remember the answer.
import { madeId } from "@tabel/event-store";
import { Problem } from "@tabel/platform";
import type pg from "pg";
import type { RawRecord } from "../kafka/kafka-client.js";
import { answerOnce, type Answered, fingerprintOf } from "./answers.js";
import { remember, withOwnIds } from "./foreign-ids.js";
import { inboundProblem } from "./inbound-problems.js";
import type { InboundSource } from "./inbound-source.js";
import { type GivenRecord, readCommand, type ReadCommand } from "./read-command.js";
import { accepted, deadLetter, refused, replyRecord, replyText, type ReplyAbout } from "./replies.js";

export interface CommandFromOutside {
  readonly name: string;
  readonly data: unknown;
  readonly commandId: string;
  readonly account: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

export type OutcomeOfCommand =
  | { readonly is: "done"; readonly position: string; readonly ids: Readonly<Record<string, string>> }
  | { readonly is: "refused"; readonly problem: Problem }
  | { readonly is: "later"; readonly why: string };

/** Carries a command out once, however often it is asked; throws what is a fault of ours. */
export type CarryOutFromOutside = (command: CommandFromOutside) => Promise<OutcomeOfCommand>;

/** Nothing can be said yet: the record is to be taken again. */
export class NotNow extends Error {
  override readonly name = "NotNow";
}

/** A fault of ours; its cause is what was thrown. */
class OurFault extends Error {
  override readonly name = "OurFault";
}

export interface Answering {
  readonly pool: pg.Pool;
  readonly carryOut: CarryOutFromOutside;
  /** Keys the fingerprints of records. */
  readonly key: Buffer;
  /** Which Tabel answers. */
  readonly answersAs: string;
  readonly from: InboundSource;
  readonly clock: () => string;
  /** Told of faults of ours, by their kind alone. */
  readonly onFault: (fault: unknown, record: GivenRecord) => void;
}

export interface Answer {
  readonly outcome: "accepted" | "refused" | "dead";
  readonly code: string | undefined;
  readonly reply: RawRecord;
  readonly deadLetter: RawRecord | undefined;
}

/** A fault of ours is met so often, some seconds long, before the record is put aside for a person. */
const mostFaults = 8;

export const answering = (parts: Answering): ((record: GivenRecord) => Promise<Answer>) => {
  const { pool, carryOut, key, answersAs, from, clock, onFault } = parts;
  const { topic, source, account } = from;
  /** By partition: a record whose turn it is, and how often it met a fault. */
  const faults = new Map<number, { readonly offset: string; readonly count: number }>();

  const dead = (record: GivenRecord, about: ReplyAbout, problem: Problem): Answer => {
    // The same record is always answered alike: the reply's id and time are its own.
    const time = new Date(Number(record.timestamp) || 0).toISOString();
    const id = madeId(`${topic}/${record.partition}/${record.offset}`, "reply");
    const text = replyText(refused(about, problem), about, { id, source: answersAs, time });
    return {
      outcome: "dead",
      code: problem.code,
      reply: replyRecord(text, record, time),
      deadLetter: deadLetter(record, from, problem.code),
    };
  };

  const decide = async (command: ReadCommand, about: ReplyAbout, client: pg.ClientBase): Promise<Answered> => {
    const { commandId, name, correlationId, traceparent } = command;
    const translated = await withOwnIds(client, from, command);
    const outcome: OutcomeOfCommand =
      translated instanceof Problem
        ? { is: "refused", problem: translated }
        : await carryOut({ name, data: translated.data, commandId, account, correlationId, traceparent }).catch(
            (error: unknown) => {
              throw new OurFault("a command could not be carried out", { cause: error });
            },
          );
    if (outcome.is === "later") throw new NotNow(outcome.why);
    if (outcome.is === "done" && !(translated instanceof Problem) && translated.learned !== undefined)
      await remember(client, source, translated.learned);
    const answeredAt = clock();
    const reply =
      outcome.is === "done" ? accepted(about, outcome.position, outcome.ids) : refused(about, outcome.problem);
    const envelope = { id: madeId(commandId, `reply to ${source}`), source: answersAs, time: answeredAt };
    return { outcome: reply.outcome, reply: replyText(reply, about, envelope), answeredAt };
  };

  const isLastFault = (record: GivenRecord): boolean => {
    const before = faults.get(record.partition);
    const count = before?.offset === record.offset ? before.count + 1 : 1;
    faults.set(record.partition, { offset: record.offset, count });
    return count >= mostFaults;
  };

  return async (record) => {
    const command = readCommand(record, from);
    const about: ReplyAbout = { record, topic, ...command };
    if (command.is === "unreadable") return dead(record, about, command.problem);
    const fingerprint = fingerprintOf(key, command.name, record.value ?? Buffer.alloc(0));
    try {
      const asked = { source, commandId: command.commandId, fingerprint };
      const answered = await answerOnce(pool, asked, (client) => decide(command, about, client));
      if (answered === "other") return dead(record, about, inboundProblem("idempotency-key-reused"));
      const { outcome, reply, answeredAt } = answered;
      return { outcome, code: undefined, reply: replyRecord(reply, record, answeredAt), deadLetter: undefined };
    } catch (error) {
      // Store and database being away pass by themselves. What else a decision throws does not, and keeps nobody else waiting.
      if (!(error instanceof OurFault)) throw error;
      onFault(error.cause, record);
      if (!isLastFault(record)) throw error;
      return dead(record, about, inboundProblem("internal-error"));
    }
  };
};

// Takes the commands of other systems from their topics, on every instance: the broker gives each partition to one of them.
import type { Logger } from "@tabel/platform";
import { backoffDelay } from "@tabel/platform";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { createKeepUp } from "../keep-up.js";
import { UnpacksTooLarge } from "../kafka/bounded-unpacking.js";
import { consumeCommands, type Turn } from "../kafka/consume-commands.js";
import { openTopic, type RawRecord, type TopicWriter } from "../kafka/kafka-client.js";
import { causeOf } from "../kafka/kafka-faults.js";
import type { KafkaSettings, TopicSettings } from "../kafka/kafka-settings.js";
import { type Answer, answering, type CarryOutFromOutside, NotNow } from "./answer-command.js";
import { forgetOldAnswers } from "./answers.js";
import { deadLettersOf, type InboundSource, repliesOf } from "./inbound-source.js";
import type { GivenRecord } from "./read-command.js";

export interface TakeCommandsOptions {
  readonly sources: readonly InboundSource[];
  readonly kafka: KafkaSettings;
  readonly topics: TopicSettings;
  readonly pool: pg.Pool;
  readonly carryOut: CarryOutFromOutside;
  /** Keys what is kept of records to recognise them by. */
  readonly key: Buffer;
  /** Which Tabel answers, as CloudEvents says it. */
  readonly answersAs: string;
  readonly log: Pick<Logger, "debug" | "info" | "warn" | "error">;
  readonly clock: () => string;
  readonly onAnswer?: (source: string, outcome: Answer["outcome"]) => void;
}

export interface CommandTaker {
  /** What fails or waits at this moment, by source. */
  failing(): ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

const waits = { first: 100, most: 3_000 };
const heartbeatMs = 1_000;
const days = 24 * 60 * 60 * 1_000;
/** Of commands, replies and dead letters: they hold what concerns people, and are no archive. */
const retentionMs = 30 * days;
const forgetEveryMs = 60 * 60 * 1_000;

/** One request at a time: after a failure the writer begins anew, which two at once would do to each other. */
const oneAtATime = (writer: TopicWriter) => {
  let last: Promise<unknown> = Promise.resolve();
  return (records: readonly RawRecord[]): Promise<unknown> => {
    const sent = last.then(() => (records.length === 0 ? undefined : writer.send(records)));
    last = sent.catch(() => undefined); // told to whoever sends
    return sent;
  };
};

/** While a command is carried out nobody else is given its partition, however long the store takes to answer. */
const beatingDuring = async <Result>(turn: Turn, work: Promise<Result>): Promise<Result> => {
  const beating = setInterval(() => void turn.heartbeat().catch(() => undefined), heartbeatMs); // told by the next one
  try {
    return await work;
  } finally {
    clearInterval(beating);
  }
};

/** Waits, and says meanwhile that the partition is still worked on. */
const waitFor = async (milliseconds: number, turn: Turn, signal: AbortSignal): Promise<void> => {
  for (let left = milliseconds; left > 0 && turn.mine(); left -= heartbeatMs) {
    await sleep(Math.min(left, heartbeatMs), undefined, { signal }).catch(() => undefined);
    await turn.heartbeat();
  }
};

export const takeCommands = (options: TakeCommandsOptions): CommandTaker => {
  const { sources, kafka, topics, pool, carryOut, key, answersAs, log, clock, onAnswer } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const { keepUp, failing } = createKeepUp(log);
  const passing = { ...topics, retentionMs };

  const follow = async (from: InboundSource): Promise<void> => {
    const { source, topic } = from;
    const part = `commands of ${source}`;
    const answer = answering({
      pool,
      carryOut,
      key,
      answersAs,
      from,
      clock,
      onFault: (fault, { partition, offset }) =>
        log.error({ err: fault, source, topic, partition, offset }, "a command met a fault of ours"),
    });

    /** Until there is an answer; undefined when the partition is another's by then. */
    const answerOf = async (record: GivenRecord, turn: Turn): Promise<Answer | undefined> => {
      for (let failures = 1; turn.mine(); failures += 1)
        try {
          return await beatingDuring(turn, answer(record));
        } catch (error) {
          const cause = causeOf(error);
          failing.set(part, cause);
          if (!(error instanceof NotNow) || failures === 1) log.warn({ part, cause, failures }, "a command waits");
          await waitFor(backoffDelay(waits, failures), turn, signal);
        }
      return undefined;
    };

    const [replies, letters] = await Promise.all([
      openTopic(kafka, repliesOf(from), passing, log),
      openTopic(kafka, deadLettersOf(from), { ...passing, partitions: 1 }, log),
    ]);
    const [reply, bury] = [oneAtATime(replies), oneAtATime(letters)];
    try {
      await consumeCommands({
        kafka,
        topic,
        group: `tabel.commands.${source}`,
        // Stored in a form that every client reads, however a sender packs its records.
        topics: { ...passing, compression: "gzip" },
        log,
        signal,
        onJoined: () => void failing.delete(part),
        take: async (records, turn) => {
          const answers: Answer[] = [];
          for (const record of records) {
            const answered = await answerOf(record, turn);
            if (answered === undefined) return false;
            answers.push(answered);
            await turn.heartbeat();
          }
          await bury(answers.flatMap(({ deadLetter }) => deadLetter ?? []));
          await reply(answers.map((each) => each.reply));
          failing.delete(part);
          for (const [index, { outcome, code }] of answers.entries()) {
            onAnswer?.(source, outcome);
            if (outcome === "dead")
              log.warn(
                { source, topic, partition: records[index]?.partition, offset: records[index]?.offset, code },
                "a record was no command; it is in the dead-letter topic",
              );
          }
          return true;
        },
      });
    } catch (error) {
      if (!(error instanceof UnpacksTooLarge)) throw error;
      failing.set(part, error.message);
      log.error({ source, topic, cause: error.message }, "no more commands are taken from this topic until a restart");
      if (!signal.aborted) await once(signal, "abort"); // it would come again, and take its memory each time
    } finally {
      await Promise.all([replies.close(), letters.close()]);
    }
  };

  const forget = async (): Promise<void> => {
    while (!signal.aborted) {
      await forgetOldAnswers(pool);
      await sleep(forgetEveryMs, undefined, { signal }).catch(() => undefined);
    }
  };

  const running = Promise.all([
    ...sources.map((from) => keepUp(`commands of ${from.source}`, signal, () => follow(from))),
    ...(sources.length === 0 ? [] : [keepUp("old answers", signal, forget)]),
  ]);
  return {
    failing: () => failing,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

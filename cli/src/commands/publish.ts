// tabel publish: a topic's records sent again for one consumer, and how telling others stands.
import {
  brokerFault,
  figuresOf,
  parkedEvents,
  parkedRecords,
  redriveEvents,
  redriveRecords,
  replay,
} from "@tabel/integration";
import { allContracts, contractOf } from "@tabel/integration-contracts";
import type { Command } from "commander";
import { kafkaSettings, topicSettings } from "../composition/integration.js";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";
import { some } from "../terminal/figures.js";

const say = (text: string): void => void process.stdout.write(text);

interface Wish {
  readonly from?: string;
  readonly topic?: string;
  readonly toTopic?: string;
}

/** A position of the log, or a date or instant; a date is its beginning in UTC. */
const placeOf = (from: string): { position: bigint } | { time: string } => {
  if (/^\d{1,18}$/.test(from)) return { position: BigInt(from) };
  const time = /^\d{4}-\d{2}-\d{2}/.test(from) ? new Date(from) : undefined;
  if (time === undefined || Number.isNaN(time.getTime()))
    throw new StartFault(
      `--from ${JSON.stringify(from)} is neither a position of the log nor a date such as 2026-10-01.`,
    );
  return { time: time.toISOString() };
};

const known = (topic: string): string => {
  if (contractOf(topic) !== undefined) return topic;
  throw new StartFault(
    `There is no topic ${JSON.stringify(topic)}; there are ${allContracts.map(({ type }) => type).join(", ")}.`,
  );
};

/** A broker that is away, or lets nobody in, is said in a sentence; what was sent before may be sent again. */
const toBroker = async <Result>(sending: Promise<Result>): Promise<Result> => {
  try {
    return await sending;
  } catch (error) {
    const fault = brokerFault(error);
    throw fault === undefined
      ? error
      : new StartFault(`Not sent, or not to the end: ${fault}. Look at KAFKA_BROKERS and try again.`, { cause: error });
  }
};

const list = (): Promise<void> =>
  withParts(async ({ pool }) => {
    const { position, number, parkedEvents, topics } = await figuresOf(pool);
    say(`The feed has ${number} records, up to position ${position} of the log; ${parkedEvents} events are parked.\n`);
    for (const { topic, waiting, waitingSeconds, parked } of topics)
      say(`${topic}: ${waiting} wait (${waitingSeconds.toFixed(0)} s), ${parked} parked\n`);
  });

const publish = async ({ from, topic, toTopic }: Wish): Promise<void> => {
  if (from === undefined && topic === undefined) return list();
  if (from === undefined || topic === undefined) throw new StartFault("Say both: --from POSITION|DATE --topic TOPIC.");
  known(topic);
  const place = placeOf(from);
  const target = toTopic ?? topic;
  if (!/^[A-Za-z0-9._-]{1,249}$/.test(target))
    throw new StartFault(`${JSON.stringify(target)} cannot be the name of a topic.`);
  await withParts(async ({ pool, configuration, log, signal }) => {
    const { kafka, integrationSource: source } = configuration;
    if (kafka === undefined) throw new StartFault("No brokers are configured: set KAFKA_BROKERS.");
    const { sent, refused } = await toBroker(
      replay({
        pool,
        kafka: kafkaSettings(kafka),
        topics: topicSettings(kafka),
        source,
        log,
        signal,
        from: place,
        topic,
        toTopic: target,
      }),
    );
    say(`${sent} records of ${topic} were sent to ${target}${signal.aborted ? ", then it was stopped" : ""}.\n`);
    for (const { id, error } of refused) say(`Not taken by the broker: ${id} (${error})\n`);
    if (refused.length > 0 || signal.aborted) process.exitCode = 1;
  });
};

const parked = (): Promise<void> =>
  withParts(async ({ pool }) => {
    const [events, records] = await Promise.all([parkedEvents(pool), parkedRecords(pool)]);
    for (const { position, type, stream, error } of events) say(`event ${position}  ${type}  ${stream}  ${error}\n`);
    for (const { topic, number, error } of records) say(`record ${number}  ${topic}  ${error}\n`);
    if (events.length + records.length === 0) say("Nothing is parked.\n");
  });

const redrive = (): Promise<void> =>
  withParts(async ({ store, vault, pool, configuration, log, signal }) => {
    const { told, still } = await redriveEvents({ store, vault, pool, signal });
    say(`${some(told, "event")} told after all.\n`);
    for (const { key, position, error } of still) say(`Not yet, of ${key} from position ${position} on: ${error}\n`);
    const { kafka, integrationSource: source } = configuration;
    const waiting = (await parkedRecords(pool)).length;
    if (kafka !== undefined && waiting > 0) {
      const topics = topicSettings(kafka);
      const { sent, refused } = await toBroker(
        redriveRecords({ pool, kafka: kafkaSettings(kafka), topics, source, log }),
      );
      say(`${some(sent, "record")} sent after all.\n`);
      for (const { id, error } of refused) say(`Not taken by the broker: ${id} (${error})\n`);
    } else if (waiting > 0) say(`${some(waiting, "record")} wait for a broker: set KAFKA_BROKERS.\n`);
    if (still.length > 0 || (await parkedRecords(pool)).length > 0) process.exitCode = 1;
  });

export const register = (program: Command): void => {
  const command = program
    .command("publish")
    .description("send a topic's records again for one consumer; without options, how telling others stands")
    .option("--from <place>", "a position of the log, or a date such as 2026-10-01")
    .option("--topic <topic>", "such as tabel.absence.v1")
    .option("--to-topic <topic>", "where to, if not to the topic itself; made unless it is there")
    .action(publish);
  command
    .command("parked")
    .description("events that could not be told, and records that the broker does not take")
    .action(parked);
  command
    .command("redrive")
    .description(
      "tell and send them after all, after the fault was mended; whom of it still cannot be told keeps waiting",
    )
    .action(redrive);
};

// What goes back: a reply for each record, and besides a dead letter for those that were no command, as they came.
import { commandReply, type CommandReply, replyType, schemaAddress, toHeaders } from "@tabel/integration-contracts";
import type { Problem } from "@tabel/platform";
import type { RawRecord } from "../kafka/kafka-client.js";
import { largestRecord } from "../kafka/kafka-settings.js";
import type { InboundSource } from "./inbound-source.js";
import type { GivenRecord } from "./read-command.js";

export interface ReplyAbout {
  readonly record: GivenRecord;
  readonly topic: string;
  readonly commandId: string | null;
  readonly name: string | null;
  readonly correlationId: string | undefined;
}

export interface ReplyEnvelope {
  readonly id: string;
  /** Which Tabel answers. */
  readonly source: string;
  readonly time: string;
}

/** Codes and paths alone: sentences and details may say when somebody was away. Over HTTP the sender is told them. */
const problemIn = ({ code, status, title, errors = [] }: Problem): CommandReply["problem"] => ({
  code,
  status,
  title,
  errors: errors.slice(0, 50).map((each) => ({ path: each.path.slice(0, 1_000), code: each.code })),
});

const aboutRecord = ({ record, topic, commandId, name }: ReplyAbout) => ({
  commandId,
  command: name,
  record: { topic, partition: record.partition, offset: record.offset },
});

export const accepted = (about: ReplyAbout, position: string, ids: Readonly<Record<string, string>>): CommandReply => ({
  ...aboutRecord(about),
  outcome: "accepted",
  position,
  ids: { ...ids },
  problem: null,
});

export const refused = (about: ReplyAbout, problem: Problem): CommandReply => ({
  ...aboutRecord(about),
  outcome: "refused",
  position: null,
  ids: {},
  problem: problemIn(problem),
});

/** The reply as it is kept and sent: its headers and its value. */
export const replyText = (
  reply: CommandReply,
  { commandId, correlationId }: ReplyAbout,
  envelope: ReplyEnvelope,
): string =>
  JSON.stringify({
    headers: toHeaders({
      specversion: "1.0",
      ...envelope,
      type: replyType,
      ...(commandId === null ? {} : { subject: commandId }),
      datacontenttype: "application/json",
      dataschema: schemaAddress(replyType),
      ...(correlationId === undefined ? {} : { correlationid: correlationId }),
    }),
    value: JSON.stringify(commandReply.parse(reply)),
  });

export const replyRecord = (text: string, record: GivenRecord, time: string): RawRecord => {
  const { headers, value } = JSON.parse(text) as { headers: Record<string, string>; value: string }; // written above
  return { key: record.key, headers, value, timestamp: String(Date.parse(time)) };
};

const sizeOf = ({ key, headers, value }: GivenRecord): number =>
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + String(text ?? "").length + 10, 0);

/** The record as it came, and where from; without its value and headers where it is too large to be sent once more. */
export const deadLetter = (record: GivenRecord, { topic }: Pick<InboundSource, "topic">, code: string): RawRecord => {
  const fits = sizeOf(record) <= largestRecord - 1_000;
  return {
    key: fits || (record.key?.length ?? 0) < 1_000 ? record.key : null,
    value: fits ? record.value : null,
    headers: {
      ...(fits ? record.headers : {}),
      tabel_error: code,
      tabel_topic: topic,
      tabel_partition: String(record.partition),
      tabel_offset: record.offset,
      ...(fits ? {} : { tabel_omitted: "too large to be sent once more; it stands in its topic" }),
    },
    timestamp: record.timestamp,
  };
};

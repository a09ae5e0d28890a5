// Calls of the service Streams put together by hand, and their answers taken apart: what the official clients never send.
import { randomUUID } from "node:crypto";
import { WireReader } from "../../protocol/wire-reader.js";
import { bytesField, emptyField, messageField, textField } from "../../protocol/wire-writer.js";
import { frame, type GrpcStatus, type RawClient } from "./raw-client.js";

export const STREAMS = "/event_store.client.streams.Streams";

interface Field {
  readonly field: number;
  readonly value: Buffer | bigint;
}

/** The messages of an answer, without their prefixes. */
export const framed = (answer: Buffer): Buffer[] => {
  const found: Buffer[] = [];
  for (let at = 0; at < answer.length; at += 5 + answer.readUInt32BE(at + 1))
    found.push(answer.subarray(at + 5, at + 5 + answer.readUInt32BE(at + 1)));
  return found;
};

/** The field numbers of each message of a read's answer, with what a test wants to know of it. */
export const messages = (answer: Buffer): Field[] => {
  const found: Field[] = [];
  for (const message of framed(answer)) {
    const reader = new WireReader(message);
    reader.fields((field) => {
      // ReadResp's 5 and 6 are numbers, everything else is a message.
      found.push({ field, value: field === 5 || field === 6 ? reader.uint64() : reader.view() });
      return true;
    });
  }
  return found;
};

export const proposed = (field: number, id: string, type: string): Buffer => {
  const entry = (key: string, value: string) => messageField(2, textField(1, key), textField(2, value));
  const kind = [entry("type", type), entry("content-type", "application/json")];
  return messageField(field, messageField(1, textField(2, id)), ...kind, bytesField(4, Buffer.from("{}")));
};

export const identifier = (stream: string): Buffer => messageField(1, textField(3, stream));

/** An Append to a stream, expecting nothing, with those further messages. */
export const attempt = (
  client: RawClient,
  stream: string,
  ...parts: readonly Buffer[]
): Promise<GrpcStatus & { readonly answer: Buffer }> => {
  const options = frame(messageField(1, identifier(stream), emptyField(4)));
  return client.call(`${STREAMS}/Append`, Buffer.concat([options, ...parts]));
};

/** Throws where it is refused. */
export const append = async (client: RawClient, stream: string, ...types: readonly string[]): Promise<void> => {
  const { code, message } = await attempt(
    client,
    stream,
    ...types.map((type) => frame(proposed(2, randomUUID(), type))),
  );
  if (code !== 0) throw new Error(`${code} ${message}`);
};

/** The answers to a read with those options. */
export const read = async (client: RawClient, ...options: readonly Buffer[]) => {
  const { code, message, answer } = await client.call(`${STREAMS}/Read`, frame(messageField(1, ...options)));
  const fields = messages(answer);
  return { code, message, fields, events: fields.filter(({ field }) => field === 1).length };
};

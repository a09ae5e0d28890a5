// The AsyncAPI 3 document of the topics, generated from the contracts: https://www.asyncapi.com/docs/reference/specification/v3.0.0
import { z } from "zod";
import { allContracts } from "./all-contracts.js";
import { cloudEvent } from "./cloud-event.js";
import { allCommands } from "./commands/all-commands.js";
import { commandEvent } from "./commands/command-event.js";
import { commandReply, replyExample, replyType } from "./commands/command-reply.js";
import type { Contract } from "./contract.js";
import { jsonSchemaOf } from "./json-schema.js";
import { schemaAddress } from "./schema-address.js";

const headersOf = (envelope: z.ZodObject): object => {
  const { properties = {}, required = [] } = z.toJSONSchema(envelope, { io: "input", target: "draft-7" });
  const inHeaders = (name: string): string => (name === "datacontenttype" ? "content-type" : `ce_${name}`);
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [inHeaders(name), schema])),
    required: required.map(inHeaders),
  };
};

const messageOf = (of: Contract): object => ({
  name: of.type,
  title: of.type,
  summary: of.about,
  contentType: "application/json",
  headers: { $ref: "#/components/schemas/headers" },
  payload: { schemaFormat: "application/schema+json;version=draft-2020-12", schema: jsonSchemaOf(of) },
  bindings: { kafka: { key: { type: "string", description: of.key }, bindingVersion: "0.5.0" } },
  examples: [{ name: "usual", payload: of.example }],
});

const channelOf = (of: Contract): object => ({
  address: of.type,
  title: of.type,
  description: `${of.about} Schema: ${schemaAddress(of.type)}`,
  messages: { event: { $ref: `#/components/messages/${of.type}` } },
  bindings: { kafka: { topic: of.type, bindingVersion: "0.5.0" } },
});

const named = <Value>(of: (contract: Contract) => Value): Record<string, Value> =>
  Object.fromEntries(allContracts.map((each) => [each.type, of(each)]));

const topicParameter = {
  description: "As the installation calls it, one for each system that sends commands",
  examples: ["master-hr.commands"],
};

const commandMessages = Object.fromEntries(
  allCommands.map((each) => [
    each.type,
    {
      name: each.type,
      title: each.type,
      summary: each.about,
      contentType: "application/json",
      headers: { $ref: "#/components/schemas/commandHeaders" },
      payload: { schemaFormat: "application/schema+json;version=draft-2020-12", schema: jsonSchemaOf(each) },
      bindings: {
        kafka: { key: { type: "string", description: "employeeId, as the data have it" }, bindingVersion: "0.5.0" },
      },
      examples: [{ name: "usual", payload: each.example }],
    },
  ]),
);

const replyMessage = {
  name: replyType,
  title: replyType,
  summary: "The answer to a command: accepted with its position, or refused with the problem. Keyed as the command.",
  contentType: "application/json",
  headers: { $ref: "#/components/schemas/replyHeaders" },
  payload: {
    schemaFormat: "application/schema+json;version=draft-2020-12",
    schema: z.toJSONSchema(commandReply, { io: "input", target: "draft-2020-12" }),
  },
  examples: [{ name: "refused", payload: replyExample }],
};

const replyEnvelope = z.object({
  ...cloudEvent.omit({ sequence: true, position: true, traceparent: true }).shape,
  subject: z.string().optional().describe("The command's id"),
  correlationid: commandEvent.shape.correlationid,
});

const commandChannels = {
  commands: {
    address: "{topic}",
    title: "Commands of other systems",
    description:
      "CloudEvents 1.0 in binary mode; keyed by employee, whose commands are carried out in their order. Besides those described here an installation may allow any command of /docs, as tabel.command.<name>.v1 with the body that it has over HTTP.",
    parameters: { topic: topicParameter },
    messages: Object.fromEntries(allCommands.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
  },
  replies: {
    address: "{topic}.replies",
    title: "Answers to them",
    parameters: { topic: topicParameter },
    messages: { reply: { $ref: `#/components/messages/${replyType}` } },
  },
};

const commandOperations = {
  "receive commands": {
    action: "receive",
    channel: { $ref: "#/channels/commands" },
    summary: "Carried out once each, under the rights of the account that the installation gives to the topic",
    reply: { channel: { $ref: "#/channels/replies" } },
  },
};

/** `host` is a broker's address as other systems reach it. */
export const asyncApiDocument = (host = "kafka.example:9092"): object => ({
  asyncapi: "3.0.0",
  info: {
    title: "Tabel integration",
    version: "1.0.0",
    description:
      "CloudEvents 1.0 in binary mode. At least once: a record may come twice, with the same ce_id and ce_sequence. Within a key the sequence counts from 1 without gaps. Fields may be added to a version; anything else is a new version on a topic of its own.",
  },
  defaultContentType: "application/json",
  servers: { kafka: { host, protocol: "kafka", description: "As configured by KAFKA_BROKERS" } },
  channels: { ...named(channelOf), ...commandChannels },
  operations: {
    ...Object.fromEntries(
      allContracts.map((each) => [
        `publish ${each.type}`,
        { action: "send", channel: { $ref: `#/channels/${each.type}` }, summary: each.about },
      ]),
    ),
    ...commandOperations,
  },
  components: {
    schemas: {
      headers: headersOf(cloudEvent),
      commandHeaders: headersOf(commandEvent),
      replyHeaders: headersOf(replyEnvelope),
    },
    messages: { ...named(messageOf), ...commandMessages, [replyType]: replyMessage },
  },
});

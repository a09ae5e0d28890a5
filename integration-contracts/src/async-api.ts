// The AsyncAPI 3 document of the topics, generated from the contracts: https://www.asyncapi.com/docs/reference/specification/v3.0.0
import { z } from "zod";
import { allContracts } from "./all-contracts.js";
import { cloudEvent } from "./cloud-event.js";
import type { Contract } from "./contract.js";
import { jsonSchemaOf, schemaAddress } from "./json-schema.js";

const headers = (): object => {
  const { properties = {}, required = [] } = z.toJSONSchema(cloudEvent, { io: "input", target: "draft-7" });
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

/** `host` is a broker's address as other systems reach it. */
export const asyncApiDocument = (host = "kafka.example:9092"): object => ({
  asyncapi: "3.0.0",
  info: {
    title: "Tabel integration events",
    version: "1.0.0",
    description:
      "CloudEvents 1.0 in binary mode. At least once: a record may come twice, with the same ce_id and ce_sequence. Within a key the sequence counts from 1 without gaps. Fields may be added to a version; anything else is a new version on a topic of its own.",
  },
  defaultContentType: "application/json",
  servers: { kafka: { host, protocol: "kafka", description: "As configured by KAFKA_BROKERS" } },
  channels: named(channelOf),
  operations: Object.fromEntries(
    allContracts.map((each) => [
      `publish ${each.type}`,
      { action: "send", channel: { $ref: `#/channels/${each.type}` }, summary: each.about },
    ]),
  ),
  components: { schemas: { headers: headers() }, messages: named(messageOf) },
});

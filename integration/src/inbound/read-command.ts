// What a record asks for, told from its headers and bytes alone. Nothing that comes in a record throws here.
import {
  commandFromHeaders,
  commandOfType,
  givenAttributes,
  type GivenHeaders,
  headerOf,
} from "@tabel/integration-contracts";
import { problemFromZod, type Problem } from "@tabel/platform";
import { z } from "zod";
import { inboundProblem } from "./inbound-problems.js";
import type { InboundSource } from "./inbound-source.js";

export interface GivenRecord {
  readonly key: Buffer | null;
  readonly headers: GivenHeaders;
  readonly value: Buffer | null;
  readonly partition: number;
  readonly offset: string;
  /** Milliseconds since 1970. */
  readonly timestamp: string;
}

export interface ReadCommand {
  readonly is: "command";
  readonly commandId: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/** With as much of it as could be read, so that its sender can tell which record it was. */
export interface Unreadable {
  readonly is: "unreadable";
  readonly commandId: string | null;
  readonly name: string | null;
  readonly correlationId: string | undefined;
  readonly problem: Problem;
}

/** As over HTTP. */
export const mostBytes = 128 * 1024;

const uuid = z.uuid().transform((id) => id.toLowerCase());

/** JSON is UTF-8: bytes that are none must not become other text silently. */
const textOf = (value: Buffer): string => new TextDecoder("utf-8", { fatal: true }).decode(value);

const parsed = (value: Buffer): unknown => {
  try {
    return JSON.parse(textOf(value));
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names headers as the sender wrote them. */
const headerProblem = ({ issues }: z.ZodError, headers: GivenHeaders): Problem => {
  const asSent = issues.map((issue) => ({ ...issue, path: issue.path.map((name) => headerOf(String(name))) }));
  return problemFromZod(new z.ZodError(asSent), "header", headers);
};

export const readCommand = (
  record: GivenRecord,
  { commands }: Pick<InboundSource, "commands">,
): ReadCommand | Unreadable => {
  const given = givenAttributes(record.headers);
  const id = uuid.safeParse(given["id"]);
  const commandId = id.success ? id.data : null;
  const asked = commandOfType((given["type"] ?? "").slice(0, 200));
  const name = asked?.name ?? null;
  const unreadable = (problem: Problem, correlationId?: string): Unreadable => ({
    is: "unreadable",
    commandId,
    name,
    correlationId,
    problem,
  });
  let event;
  try {
    event = commandFromHeaders(record.headers);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return unreadable(headerProblem(error, record.headers));
  }
  const { correlationid: correlationId = event.id, traceparent } = event;
  if (asked === undefined || asked.version !== 1 || !commands.includes(asked.name))
    return unreadable(inboundProblem("command-not-open"), correlationId);
  if (record.value === null) return unreadable(inboundProblem("malformed-json"), correlationId);
  if (record.value.length > mostBytes) return unreadable(inboundProblem("body-too-large"), correlationId);
  const data = parsed(record.value);
  if (!isObject(data)) return unreadable(inboundProblem("malformed-json"), correlationId);
  // What is about one employee comes in that employee's partition, or its order would be chance.
  const { employeeId } = data;
  if (typeof employeeId === "string" && record.key?.toString("utf8") !== employeeId)
    return unreadable(inboundProblem("key-differs"), correlationId);
  return { is: "command", commandId: event.id, name: asked.name, data, correlationId, traceparent };
};

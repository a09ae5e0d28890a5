// What a request says about its command beside the body: its id, the conversation it belongs to, who sends it.
import { theSystemItself, UserId } from "@tabel/domain";
import { actorOf, currentTraceparent, platformProblems, Problem } from "@tabel/platform";
import type { Request } from "express";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { commandProblems } from "../pipeline/command-problems.js";
import type { Envelope } from "../pipeline/command-row.js";

export const CommandHeaders = z.object({
  "Idempotency-Key": z.uuid().optional().meta({
    description: "The command's id. Send the same again and it is carried out once. Without it the server makes one.",
    example: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11",
  }),
  "X-Correlation-Id": z.string().max(128).optional().meta({
    description: "The conversation that this command belongs to; stands in every event's metadata.",
    example: "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c11",
  }),
});

const CommandId = z.uuid().transform((id) => id.toLowerCase());

const commandIdOf = (header: string | undefined): string => {
  if (header === undefined) return randomUUID();
  const parsed = CommandId.safeParse(header);
  if (parsed.success) return parsed.data;
  throw new Problem(
    commandProblems["idempotency-key-invalid"],
    "Send one UUID as Idempotency-Key, such as 3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11.",
    { errors: [{ path: "/Idempotency-Key", in: "header", message: "must be a UUID", code: "invalid-format" }] },
  );
};

/** Anything else could not be searched for, or would make a log unreadable. */
const correlation = /^[\w.:-]{1,128}$/;

const correlationOf = (header: string | undefined): string =>
  header !== undefined && correlation.test(header) ? header : randomUUID();

/** No user's number has a colon, so nobody logs in as a process: only who holds the signing key makes such a token. */
const processToken = /^process:(when-[a-z-]+-then-[a-z-]+)$/;

const senderIn = (request: Request): Pick<Envelope, "actor"> & { readonly process?: string } => {
  const { userId } = actorOf(request);
  const process = processToken.exec(userId)?.[1];
  if (process !== undefined) return { actor: theSystemItself, process };
  const parsed = UserId.safeParse(userId);
  if (parsed.success) return { actor: parsed.data };
  throw new Problem(platformProblems["invalid-token"], "Log in again.");
};

export const envelopeOf = (request: Request): Envelope => {
  const commandId = commandIdOf(request.get("Idempotency-Key"));
  const { actor, process } = senderIn(request);
  // Only a process says what it reacts to: what a person sends is caused by the person.
  const causationId = request.get("X-Causation-Id") ?? commandId;
  return {
    commandId,
    correlationId: correlationOf(request.get("X-Correlation-Id")),
    actor,
    traceparent: currentTraceparent(),
    ...(process === undefined ? {} : { byProcess: { process, causationId: commandIdOf(causationId) } }),
  };
};

// /api/operations/mails: the messages that the embedded mail sink keeps, for administrators over all. Only where no mail server is
// configured: then mail goes nowhere else.
import type { Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import {
  authenticate,
  parseInput,
  platformProblems,
  Problem,
  type Operation,
  type TokenVerifier,
} from "@tabel/platform";
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { onlyFor } from "../operations/only-for.js";
import { refusalKind } from "../pipeline/command-problems.js";
import { holderOverAll } from "../rights/rights.js";

const Summary = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
});
const Mail = Summary.extend({
  messageId: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  html: z.string(),
});

/** The mail sink as it is read here. */
export interface KeptMail {
  list(limit: number): Promise<readonly object[]>;
  show(id: string): Promise<object | undefined>;
}

interface Parts {
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => Instant;
  readonly verifier: TokenVerifier;
  readonly mail: KeptMail;
}

const mayRead = holderOverAll("administrator");
const Asked = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50).meta({ type: "integer", example: 50 }),
});
const Path = z.object({ id: z.string().regex(/^[0-9a-f]{6,64}$/) });

/** To be mounted at /api/operations. */
export const mailRouter = ({ store, clock, verifier, mail }: Parts): Router => {
  const permitted = onlyFor(mayRead, "read-mail", { store, clock });
  const router = Router();
  router.get("/mails", authenticate(verifier), permitted, async (request: Request, response: Response) => {
    const { limit } = parseInput(Asked, request.query, "query");
    response.set("Cache-Control", "no-store").json({ items: await mail.list(limit) });
  });
  router.get("/mails/:id", authenticate(verifier), permitted, async (request: Request, response: Response) => {
    const { id } = parseInput(Path, request.params, "path");
    const found = await mail.show(id);
    if (found === undefined) throw new Problem(platformProblems["not-found"], "There is no such message.");
    response.set("Cache-Control", "no-store").json(found);
  });
  return router;
};

const problems = [refusalKind("not-permitted"), platformProblems["not-found"], platformProblems.unavailable];
const who = `For ${mayRead.says}; only where mail goes to the embedded sink.`;

export const mailOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/api/operations/mails",
    id: "mails",
    summary: "The messages that the mail sink keeps, the latest first",
    description: who,
    tags: ["operations"],
    parameters: { query: Asked },
    success: { description: "The messages", schema: z.object({ items: z.array(Summary) }) },
    problems,
  },
  {
    method: "get",
    path: "/api/operations/mails/{id}",
    id: "mail",
    summary: "One message",
    description: who,
    tags: ["operations"],
    parameters: { path: Path },
    success: { description: "The message", schema: Mail },
    problems,
  },
];

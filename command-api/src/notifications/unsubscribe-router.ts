// /api/notifications/unsubscribe/{token}: one click in a mail, without a log-in (RFC 8058). GET changes nothing: scanners of mail
// follow links; POST switches off.
import { type FactName, UserId } from "@tabel/domain";
import { platformProblems, Problem, type UnsubscribeTokens, type Operation } from "@tabel/platform";
import { Router, type Request, type Response } from "express";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { commandProblem } from "../pipeline/command-problems.js";
import type { CommandService } from "../pipeline/command-service.js";
import { preferenceCommand } from "../commands/notification/notification-commands.js";

interface Parts {
  readonly service: CommandService;
  readonly tokens: UnsubscribeTokens;
}

const unknown = (): Problem =>
  new Problem(
    platformProblems["not-found"],
    "This link is none of this server's. Choose in the application what you are told.",
  );

const page = (says: string, button: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>Tabel</title></head><body>
<p>${says}</p>${button}</body></html>\n`;

const confirm = '<form method="post"><button>Не присылать такие письма · Stop mails of this kind</button></form>';

/** To be mounted at /api/notifications. */
export const unsubscribeRouter = ({ service, tokens }: Parts): Router => {
  const router = Router();
  const command = preferenceCommand("link");
  const read = (request: Request) => {
    const of = tokens.read(String(request.params["token"]));
    if (of === undefined) throw unknown();
    return of;
  };
  const answer = (response: Response, html: string): void => {
    response
      .set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "none" })
      .type("html")
      .send(html);
  };
  router.get("/unsubscribe/:token", (request: Request, response: Response) => {
    read(request);
    answer(response, page("Tabel", confirm));
  });
  router.post("/unsubscribe/:token", async (request: Request, response: Response) => {
    const { userId, fact, channel } = read(request);
    const envelope = {
      commandId: randomUUID(),
      actor: UserId.parse(userId),
      correlationId: randomUUID(),
      traceparent: undefined,
    };
    const body = { userId, fact: fact as FactName, channel, wanted: false }; // parsed by the command
    await command.handle(body, envelope, service).catch((error: unknown) => {
      throw commandProblem(error);
    });
    answer(response, page("Готово: такие письма больше не придут. · Done: you get no more mails of this kind.", ""));
  });
  return router;
};

const parameters = { path: z.object({ token: z.string().meta({ description: "From the link in a mail" }) }) };

export const unsubscribeOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/notifications/unsubscribe/{token}",
    id: "unsubscribe",
    summary: "Switches off mails of one kind, by the link that stands in them",
    description: "One click (RFC 8058): no log-in, no confirmation. Only what may be switched off has such a link.",
    tags: ["notifications"],
    authenticated: false,
    parameters,
    success: { description: "A page that says so", schema: z.string(), mediaType: "text/html" },
    problems: [platformProblems["not-found"], platformProblems.unavailable],
  },
  {
    method: "get",
    path: "/api/notifications/unsubscribe/{token}",
    id: "unsubscribePage",
    summary: "A page with a button; opening it changes nothing",
    tags: ["notifications"],
    authenticated: false,
    parameters,
    success: { description: "The page", schema: z.string(), mediaType: "text/html" },
    problems: [platformProblems["not-found"]],
  },
];

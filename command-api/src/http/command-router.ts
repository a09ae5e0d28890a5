// POST /commands/<name>: every row of the command table as a route, and as an operation of the documentation.
import { authenticate, jsonBody, platformProblems, type Operation, type TokenVerifier } from "@tabel/platform";
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { commandProblem, commandProblems, refusalKind } from "../pipeline/command-problems.js";
import type { TabelCommand } from "../pipeline/command-row.js";
import type { CommandService } from "../pipeline/command-service.js";
import { CommandHeaders, envelopeOf } from "./envelope.js";

/** The largest command is a role over a thousand units. */
const BODY_BYTES = 128 * 1024;

export const commandRouter = (
  commands: readonly TabelCommand[],
  service: CommandService,
  verifier: TokenVerifier,
): Router => {
  const router = Router();
  const body = jsonBody({ limitBytes: BODY_BYTES });
  const authenticated = authenticate(verifier);
  for (const command of commands)
    router.post(`/${command.name}`, authenticated, body, async (request: Request, response: Response) => {
      const envelope = envelopeOf(request);
      const answer = await command.handle(request.body, envelope, service).catch((error: unknown) => {
        throw commandProblem(error);
      });
      response
        .set({
          "Cache-Control": "no-store",
          "Tabel-Position": answer.position,
          "X-Correlation-Id": envelope.correlationId,
        })
        .json(answer);
    });
  for (const { name, preCheck } of commands)
    if (preCheck !== undefined)
      router.post(`/${name}/pre-check`, authenticated, body, async (request: Request, response: Response) => {
        const envelope = envelopeOf(request);
        const told = await preCheck.ask(request.body, envelope, service).catch((error: unknown) => {
          throw commandProblem(error);
        });
        response.set({ "Cache-Control": "no-store", "X-Correlation-Id": envelope.correlationId }).json(told);
      });
  return router;
};

const AnswerHeaders = z.object({
  "Tabel-Position": z.string().meta({ description: "The position of the answer", example: "48213" }),
  "X-Correlation-Id": z.string().meta({ example: "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c11" }),
});

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The operation of a command's pre-check, where it has one. */
export const preCheckOperations = (command: TabelCommand): readonly Operation[] =>
  command.preCheck === undefined
    ? []
    : [
        {
          method: "post",
          path: `/api/commands/${command.name}/pre-check`,
          id: `preCheck${camelCase(`-${command.name}`)}`,
          summary: command.preCheck.says,
          description: `For ${command.who}. Decides as the command would and changes nothing.`,
          tags: ["commands"],
          body: { schema: command.schema, examples: { example: command.example } },
          success: {
            description: "What would happen; `refusals` is empty where the command would be carried out",
            schema: command.preCheck.answer,
            examples: { example: command.preCheck.example },
          },
          problems: [
            ...command.refusals.map(refusalKind).filter(({ status }) => status === 403 || status === 404),
            refusalKind("not-permitted"),
            commandProblems["too-many-commands"],
            platformProblems.unavailable,
          ],
        },
      ];

export const commandOperation = (command: TabelCommand): Operation => ({
  method: "post",
  path: `/api/commands/${command.name}`,
  id: camelCase(command.name),
  summary: command.says,
  description: `For ${command.who}.`,
  tags: ["commands"],
  parameters: { headers: CommandHeaders },
  body: { schema: command.schema, examples: { example: command.example } },
  success: {
    description: "Carried out, or carried out before under the same Idempotency-Key, or nothing to do",
    schema: command.answer,
    headers: AnswerHeaders,
  },
  problems: [
    ...command.refusals.map(refusalKind),
    refusalKind("not-permitted"),
    ...Object.values(commandProblems),
    platformProblems.unavailable,
  ],
});

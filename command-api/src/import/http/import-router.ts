// POST /api/commands/import-organisation begins an import; /api/operations/imports/{id} shows how it goes, and stops it.
import type { Command, Instant, UserId } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import {
  actorOf,
  authenticate,
  jsonBody,
  parseInput,
  Problem,
  problemCatalogue,
  type TokenVerifier,
} from "@tabel/platform";
import { Router, type NextFunction, type Request, type Response } from "express";
import { createHash } from "node:crypto";
import { envelopeOf } from "../../http/envelope.js";
import { commandProblem, refusalProblem } from "../../pipeline/command-problems.js";
import { CommandIdReused } from "../../pipeline/repetition/remembered-commands.js";
import { situationOf } from "../../pipeline/situation.js";
import { anyOf, missing, type Right } from "../../rights/right.js";
import { operationAnswers } from "../../operations/operation-answers.js";
import { holderOverAll } from "../../rights/rights.js";
import type { ImportOperations } from "./import-operations.js";
import { ImportOrganisation, viewOf } from "./import-view.js";

/** The files of the largest organisation, as JSON. */
const BODY_BYTES = 64 * 1024 * 1024;

export const importProblems = problemCatalogue({
  "import-running": [409, "Another import is running"],
});

const administrators = holderOverAll("administrator");
export const mayImport: Right<unknown> = anyOf(administrators, holderOverAll("hr-officer"));

interface Parts {
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => Instant;
  readonly verifier: TokenVerifier;
  readonly operations: ImportOperations;
}

export const importRouter = ({ store, clock, verifier, operations }: Parts): Router => {
  const situation = (request: Request) => {
    const { actor, commandId } = envelopeOf(request);
    const command: Command<unknown> = { data: undefined, meta: { newId: commandId, actor, at: clock() } };
    return situationOf("import-organisation", command, store, true, undefined);
  };
  const permitted = async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const refusal = await missing(mayImport, situation(request)).catch((error: unknown) => {
      throw commandProblem(error);
    });
    if (refusal !== undefined) throw refusalProblem(refusal);
    next();
  };
  /** Roles come from administrators, and never to oneself: an import is no way around that. */
  const grants = async (request: Request): Promise<(userId: UserId) => boolean> => {
    const { userId: actor } = actorOf(request);
    const administrator = await administrators.allows(situation(request));
    return (userId) => administrator && userId !== actor;
  };
  const address = (id: string): string => `/api/operations/imports/${id}`;
  const alreadyRunning = ({ id }: { readonly id: string }) =>
    new Problem(importProblems["import-running"], "Wait until it has ended, or stop it, and send yours again.", {
      headers: { Location: address(id), "Retry-After": "10" },
    });

  let receiving = false;
  /** Files are large: one body is read at a time, and none while an import runs that this is not the repeat of. */
  const oneAtATime = (request: Request, response: Response, next: NextFunction): void => {
    const running = operations.running();
    if (running !== undefined && running.commandId !== envelopeOf(request).commandId) throw alreadyRunning(running);
    if (receiving)
      throw new Problem(
        importProblems["import-running"],
        "The files of another import are being received; send yours again.",
        {
          headers: { "Retry-After": "5" },
        },
      );
    receiving = true;
    response.once("close", () => void (receiving = false));
    next();
  };

  const answers = operationAnswers({
    operations,
    address,
    viewOf,
    unknown:
      "There is no such import; the latest are kept until the server is restarted. Send the files again: nothing is imported twice.",
  });
  const router = Router();
  // Who may not import is told so before 64 MB of theirs are read.
  const guarded = [authenticate(verifier), permitted];
  router.post(
    "/api/commands/import-organisation",
    ...guarded,
    oneAtATime,
    jsonBody({ limitBytes: BODY_BYTES }),
    async (request: Request, response: Response) => {
      const { commandId, actor } = envelopeOf(request);
      const { files, skipFaulty } = parseInput(ImportOrganisation, request.body, "body");
      const content = createHash("sha256").update(JSON.stringify([actor, skipFaulty, Object.keys(files)]));
      for (const text of Object.values(files)) content.update(text).update("\0");
      const fingerprint = content.digest("base64url");
      const repeated = operations.ofCommand(commandId);
      if (repeated !== undefined && repeated.fingerprint !== fingerprint)
        throw commandProblem(new CommandIdReused(commandId));
      const mayGrant = await grants(request);
      const begun =
        repeated === undefined
          ? operations.start({
              commandId,
              fingerprint,
              files: new Map(Object.entries(files)),
              skipFaulty,
              actor,
              mayGrant,
            })
          : { started: repeated };
      if ("running" in begun) throw alreadyRunning(begun.running);
      answers.begun(response, begun.started);
    },
  );

  router.get("/api/operations/imports/:id", ...guarded, answers.show);
  router.delete("/api/operations/imports/:id", ...guarded, answers.stop);
  return router;
};

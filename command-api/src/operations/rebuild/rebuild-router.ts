// POST /api/operations/rebuilds begins the rebuild of a payroll period; its address shows how it goes (as server-sent events
// for whoever asks for them, the report as CSV for a spreadsheet), and stops it.
import type { Command, Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import {
  authenticate,
  jsonBody,
  parseInput,
  platformProblems,
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
import { missing } from "../../rights/right.js";
import { ASK_AGAIN_AFTER_S, operationAnswers } from "../operation-answers.js";
import { mayRebuild } from "./may-rebuild.js";
import type { PeriodRebuilder, RebuildOperation, RebuildOperations } from "./rebuild-operations.js";
import { rebuildView, StartRebuild } from "./rebuild-view.js";

export const rebuildProblems = problemCatalogue({
  "rebuild-running": [409, "Another rebuild is running"],
  "report-not-ready": [409, "There is no report yet"],
});

/** Changes between two server-sent events are folded into the later one. */
const TELL_EVERY_MS = 250;
const MOST_LISTENERS = 20;

interface Parts {
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => Instant;
  readonly verifier: TokenVerifier;
  readonly operations: RebuildOperations;
  readonly rebuilder: PeriodRebuilder;
}

const address = (id: string): string => `/api/operations/rebuilds/${id}`;

export const rebuildRouter = ({ store, clock, verifier, operations, rebuilder }: Parts): Router => {
  const permitted = async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const { actor, commandId } = envelopeOf(request);
    const command: Command<unknown> = { data: undefined, meta: { newId: commandId, actor, at: clock() } };
    const refusal = await missing(mayRebuild, situationOf("rebuild", command, store, true, undefined)).catch(
      (error: unknown) => {
        throw commandProblem(error);
      },
    );
    if (refusal !== undefined) throw refusalProblem(refusal);
    next();
  };
  const viewOf = (operation: RebuildOperation) => rebuildView(operation, new Date(clock()));
  const answers = operationAnswers({
    operations,
    address,
    viewOf,
    unknown: "There is no such rebuild; the latest are kept until the server is restarted. Ask for it again.",
  });

  let listeners = 0;
  const tellOn = (operation: RebuildOperation, response: Response): void => {
    if (listeners >= MOST_LISTENERS)
      throw new Problem(platformProblems.overloaded, "Many listen already: ask for the state instead.", {
        headers: { "Retry-After": String(ASK_AGAIN_AFTER_S) },
      });
    listeners += 1;
    response.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
    response.flushHeaders();
    const write = (each: RebuildOperation): void =>
      void response.write(
        `event: ${each.state === "running" ? "progress" : "ended"}\ndata: ${JSON.stringify(viewOf(each))}\n\n`,
      );
    let toldAt = 0;
    write(operation);
    if (operation.state !== "running") {
      response.once("close", () => (listeners -= 1));
      response.end();
      return;
    }
    const leave = operations.watch(operation.id, (each) => {
      const ended = each.state !== "running";
      if (!ended && performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      write(each);
      if (ended) response.end();
    });
    response.once("close", () => {
      listeners -= 1;
      leave();
    });
  };

  const router = Router();
  const guarded = [authenticate(verifier), permitted];
  router.post("/api/operations/rebuilds", ...guarded, jsonBody(), (request: Request, response: Response) => {
    const { commandId, actor } = envelopeOf(request);
    const { period, unitId, dryRun, postCorrections } = parseInput(StartRebuild, request.body, "body");
    const scope = { period, dryRun, ...(unitId === undefined ? {} : { unitId }) };
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([actor, scope, postCorrections]))
      .digest("base64url");
    const repeated = operations.ofCommand(commandId);
    if (repeated !== undefined && repeated.fingerprint !== fingerprint)
      throw commandProblem(new CommandIdReused(commandId));
    const begun =
      repeated === undefined
        ? operations.start({ commandId, fingerprint, actor, scope, postCorrections })
        : { started: repeated };
    if ("running" in begun)
      throw new Problem(rebuildProblems["rebuild-running"], "Wait until it has ended, or stop it, and ask again.", {
        headers: { Location: address(begun.running.id), "Retry-After": "5" },
      });
    answers.begun(response, begun.started);
  });

  router.get("/api/operations/rebuilds/:id", ...guarded, (request: Request, response: Response) => {
    if (request.accepts(["application/json", "text/event-stream"]) === "text/event-stream")
      tellOn(answers.find(request), response);
    else answers.show(request, response);
  });

  router.get("/api/operations/rebuilds/:id/report.csv", ...guarded, (request: Request, response: Response) => {
    const { result, id } = answers.find(request);
    if (result === null)
      throw new Problem(rebuildProblems["report-not-ready"], "The rebuild has not come to its end.", {
        headers: { Location: address(id) },
      });
    response.set({ "Content-Type": "text/csv; charset=utf-8", "Cache-Control": "no-store" });
    for (const line of rebuilder.csv(result)) response.write(line);
    response.end();
  });

  router.delete("/api/operations/rebuilds/:id", ...guarded, answers.stop);
  return router;
};

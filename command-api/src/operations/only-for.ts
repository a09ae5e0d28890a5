// Lets nobody past but those who hold a right that is asked of the log, as commands are.
import type { Command, Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { envelopeOf } from "../http/envelope.js";
import { commandProblem, refusalProblem } from "../pipeline/command-problems.js";
import { situationOf } from "../pipeline/situation.js";
import { missing, type Right } from "../rights/right.js";

interface Parts {
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => Instant;
}

/** @param action as the refusal names it: "read-mail" */
export const onlyFor =
  (right: Right<unknown>, action: string, { store, clock }: Parts): RequestHandler =>
  async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const { actor, commandId } = envelopeOf(request);
    const command: Command<unknown> = { data: undefined, meta: { newId: commandId, actor, at: clock() } };
    const refusal = await missing(right, situationOf(action, command, store, true, undefined)).catch(
      (error: unknown) => {
        throw commandProblem(error);
      },
    );
    if (refusal !== undefined) throw refusalProblem(refusal);
    next();
  };

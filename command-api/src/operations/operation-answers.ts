// How long work that was asked for is shown, begun and stopped over HTTP: the same for every kind of it.
import { platformProblems, Problem } from "@tabel/platform";
import type { Request, Response } from "express";

export const ASK_AGAIN_AFTER_S = 1;

interface Known {
  readonly id: string;
  readonly state: string;
}

interface AnswersOptions<Operation extends Known> {
  readonly operations: { get(id: string): Operation | undefined; cancel(id: string): void };
  readonly address: (id: string) => string;
  readonly viewOf: (operation: Operation) => object;
  /** What whoever asks for one that is forgotten can do. */
  readonly unknown: string;
}

export const operationAnswers = <Operation extends Known>(options: AnswersOptions<Operation>) => {
  const { operations, address, viewOf, unknown } = options;
  const find = (request: Request): Operation => {
    const found = operations.get(String(request.params["id"]));
    if (found === undefined) throw new Problem(platformProblems["not-found"], unknown);
    return found;
  };
  const accepted = (response: Response, operation: Operation) =>
    response.status(202).set({ Location: address(operation.id), "Cache-Control": "no-store" });
  return {
    find,
    begun: (response: Response, operation: Operation): void =>
      void accepted(response, operation).set("Retry-After", String(ASK_AGAIN_AFTER_S)).json(viewOf(operation)),
    show: (request: Request, response: Response): void => {
      const operation = find(request);
      if (operation.state === "running") response.set("Retry-After", String(ASK_AGAIN_AFTER_S));
      response.set("Cache-Control", "no-store").json(viewOf(operation));
    },
    stop: (request: Request, response: Response): void => {
      const { id } = find(request);
      operations.cancel(id);
      const ending = find(request);
      accepted(response, ending).json(viewOf(ending));
    },
  };
};

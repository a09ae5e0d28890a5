// /api/operations/processes: how the process managers stand, the story of an instance, and dead letters tried again or passed over.
// For administrators over all; who decided stands in the story.
import type { Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import {
  authenticate,
  jsonBody,
  type Operation,
  parseInput,
  platformProblems,
  Problem,
  type TokenVerifier,
} from "@tabel/platform";
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { envelopeOf } from "../../http/envelope.js";
import { refusalKind } from "../../pipeline/command-problems.js";
import { holderOverAll } from "../../rights/rights.js";
import { onlyFor } from "../only-for.js";
import { asJson, DeadLetter, type ProcessOperations, Standing, Story } from "./process-operations.js";

/** No more dead letters are shown at once. */
const MOST = 200;

const mayOperate = holderOverAll("administrator");
const InstancePath = z.object({ process: z.string().max(100), instance: z.string().min(1).max(500) });
const Chosen = z
  .strictObject({
    id: z.uuid().optional().meta({ description: "One dead letter" }),
    process: z.string().max(100).optional().meta({ description: "All of one process" }),
    all: z.literal(true).optional().meta({ description: "All of every process" }),
  })
  .refine((chosen) => Object.values(chosen).filter((each) => each !== undefined).length === 1, {
    message: "exactly one of id, process and all",
  });
const Settled = z.object({ settled: z.number().int().meta({ description: "Dead letters that it was decided about" }) });

interface Parts {
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => Instant;
  readonly verifier: TokenVerifier;
  readonly processes: ProcessOperations;
}

/** To be mounted at /api/operations. */
export const processesRouter = ({ store, clock, verifier, processes }: Parts): Router => {
  const guarded = [authenticate(verifier), onlyFor(mayOperate, "operate-processes", { store, clock })];
  const known = (process: string): string => {
    if (processes.names.includes(process)) return process;
    throw new Problem(platformProblems["not-found"], "There is no such process.");
  };
  const answer = (response: Response, value: object): void =>
    void response.set("Cache-Control", "no-store").type("json").send(asJson(value));

  const settle = (decision: "retry" | "skip") => async (request: Request, response: Response) => {
    const { id, process } = parseInput(Chosen, request.body, "body");
    if (process !== undefined) known(process);
    const { actor } = envelopeOf(request);
    const of = { ...(id === undefined ? {} : { id }), ...(process === undefined ? {} : { process }) };
    const settled = await processes.settle({ decision, by: `user ${actor}`, ...of });
    if (settled === 0 && id !== undefined)
      throw new Problem(platformProblems["not-found"], "There is no such dead letter.");
    answer(response, { settled });
  };

  const router = Router();
  router.get("/processes", ...guarded, async (_request: Request, response: Response) => {
    const [standing, letters] = await Promise.all([processes.standing(), processes.letters(undefined, MOST)]);
    answer(response, { processes: standing, deadLetters: letters });
  });
  router.get("/processes/:process/instances/:instance", ...guarded, async (request: Request, response: Response) => {
    const { process, instance } = parseInput(InstancePath, request.params, "path");
    const story = await processes.story(known(process), instance);
    if (story === undefined) throw new Problem(platformProblems["not-found"], "The process has no such instance.");
    answer(response, story);
  });
  router.get("/processes/:process/dead-letters", ...guarded, async (request: Request, response: Response) => {
    const { process } = parseInput(InstancePath.pick({ process: true }), request.params, "path");
    answer(response, { items: await processes.letters(known(process), MOST) });
  });
  router.post("/processes/retry", ...guarded, jsonBody(), settle("retry"));
  router.post("/processes/skip", ...guarded, jsonBody(), settle("skip"));
  return router;
};

const problems = [refusalKind("not-permitted"), platformProblems["not-found"], platformProblems.unavailable];
const usual = { tags: ["operations"], description: `For ${mayOperate.says}.`, problems };
const chosen = {
  schema: Chosen,
  examples: { one: { id: "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10" }, all: { all: true } },
};

export const processApiOperations: readonly Operation[] = [
  {
    ...usual,
    method: "get",
    path: "/api/operations/processes",
    id: "processes",
    summary: `How each process manager stands, and the first ${MOST} dead letters`,
    success: {
      description: "The processes",
      schema: z.object({ processes: z.array(Standing), deadLetters: z.array(DeadLetter) }),
    },
  },
  {
    ...usual,
    method: "get",
    path: "/api/operations/processes/{process}/instances/{instance}",
    id: "processInstance",
    summary: "The story of an instance: facts seen, intents, outcomes, and who touched what",
    parameters: { path: InstancePath },
    success: { description: "The last 200 facts of the story", schema: Story },
  },
  {
    ...usual,
    method: "get",
    path: "/api/operations/processes/{process}/dead-letters",
    id: "processDeadLetters",
    summary: `The first ${MOST} dead letters of a process`,
    parameters: { path: InstancePath.pick({ process: true }) },
    success: { description: "The first to fail first", schema: z.object({ items: z.array(DeadLetter) }) },
  },
  {
    ...usual,
    method: "post",
    path: "/api/operations/processes/retry",
    id: "retryDeadLetters",
    summary: "Dead letters are carried out again, parked facts tried again with what waits behind them",
    body: chosen,
    success: { description: "How many it were; the program that works does it", schema: Settled },
  },
  {
    ...usual,
    method: "post",
    path: "/api/operations/processes/skip",
    id: "skipDeadLetters",
    summary: "Dead letters are passed over for good; they stay in the story",
    body: chosen,
    success: { description: "How many it were", schema: Settled },
  },
];

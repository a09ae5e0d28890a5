// POST /commands/approve-requests: many approvals in one call. Each item is a command of its own – its stream's decision, its
// idempotency, its answer – so that one refusal keeps no other from being carried out.
import { EmployeeId, RequestId } from "@tabel/domain";
import { madeId } from "@tabel/event-store";
import { authenticate, jsonBody, Problem, problemDocument, type Operation, type TokenVerifier } from "@tabel/platform";
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { commandProblem, commandProblems, refusalKind } from "../pipeline/command-problems.js";
import type { Envelope, TabelCommand } from "../pipeline/command-row.js";
import type { CommandService } from "../pipeline/command-service.js";
import { parseCommand } from "../pipeline/intake/parse-command.js";
import { CommandHeaders, envelopeOf } from "./envelope.js";

const MOST_ITEMS = 100;
/** Items at work at once: a page of an inbox is done soon, and others get their turn. */
const AT_ONCE = 8;
const BODY_BYTES = 64 * 1024;

const Item = z.strictObject({
  employeeId: EmployeeId,
  requestId: RequestId,
  /** The step that the caller saw. */
  step: z.int().min(0).max(9).optional(),
});
export const ApproveRequests = z.strictObject({
  items: z
    .array(Item)
    .min(1)
    .max(MOST_ITEMS)
    .refine((items) => new Set(items.map(({ requestId }) => requestId)).size === items.length, "names a request twice"),
});
type Item = z.output<typeof Item>;

const ItemResult = z.object({
  requestId: z.string(),
  status: z.int().meta({ description: "As the command alone would have answered: 200, or that of the problem" }),
  answer: z.unknown().optional().meta({ description: "Of approve-request, where it was carried out" }),
  problem: z.unknown().optional().meta({ description: "Problem details, where it was not" }),
});
export const BulkAnswer = z.object({
  position: z.string().meta({ description: "Of the last event that any item appended; 0 for none", example: "48213" }),
  results: z.array(ItemResult).meta({ description: "In the order of the items" }),
});
type ItemResult = z.output<typeof ItemResult>;

/** Sent again under the same key, each item is recognised by itself, whatever stands beside it. */
const envelopeOfItem = (envelope: Envelope, { employeeId, requestId }: Item): Envelope => ({
  ...envelope,
  commandId: madeId(envelope.commandId, `approve-requests/${employeeId}/${requestId}`),
});

const carryOut = async (
  item: Item,
  envelope: Envelope,
  command: TabelCommand,
  service: CommandService,
): Promise<{ readonly result: ItemResult; readonly position: bigint }> => {
  const { requestId } = item;
  try {
    const answer = await command.handle(item, envelopeOfItem(envelope, item), service);
    return { result: { requestId, status: 200, answer }, position: BigInt(answer.position) };
  } catch (error) {
    const problem = commandProblem(error);
    // What nobody expected ends the whole call, as it would end the command alone.
    if (!(problem instanceof Problem)) throw problem;
    const { status } = problem;
    return { result: { requestId, status, problem: problemDocument(problem, undefined) }, position: 0n };
  }
};

export const bulkApprovalRouter = (
  approveRequest: TabelCommand,
  service: CommandService,
  verifier: TokenVerifier,
): Router => {
  const router = Router();
  router.post(
    "/approve-requests",
    authenticate(verifier),
    jsonBody({ limitBytes: BODY_BYTES }),
    async (request: Request, response: Response) => {
      const envelope = envelopeOf(request);
      const { items } = parseCommand(ApproveRequests, request.body);
      const results: ItemResult[] = [];
      let position = 0n;
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let index = next++; index < items.length; index = next++) {
          const item = items[index];
          if (item === undefined) return;
          const done = await carryOut(item, envelope, approveRequest, service);
          results[index] = done.result;
          if (done.position > position) position = done.position;
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
      response
        .set({
          "Cache-Control": "no-store",
          "Tabel-Position": String(position),
          "X-Correlation-Id": envelope.correlationId,
        })
        .json({ position: String(position), results });
    },
  );
  return router;
};

export const bulkApprovalOperation: Operation = {
  method: "post",
  path: "/api/commands/approve-requests",
  id: "approveRequests",
  summary: "Takes the steps that many requests wait for; each item has its own result.",
  description:
    "Each item is decided as approve-request alone would be. The call answers 200 whatever becomes of the items. " +
    "Sent again under the same Idempotency-Key, each item is carried out once.",
  tags: ["commands"],
  parameters: { headers: CommandHeaders },
  body: {
    schema: ApproveRequests,
    examples: {
      example: { items: [{ employeeId: "e00017", requestId: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11" }] },
    },
  },
  success: { description: "A result for each item", schema: BulkAnswer },
  problems: [refusalKind("not-permitted"), ...Object.values(commandProblems)],
};

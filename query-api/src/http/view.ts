// A view over HTTP: its parameters, who is asking, how fresh, and the answer, declared once for the route and for OpenAPI.
import {
  actorOf,
  authenticate,
  parseInput,
  platformProblems,
  type ApiDocument,
  type Clock,
  type ProblemKind,
  type TokenVerifier,
} from "@tabel/platform";
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { readCaller, type Caller } from "../access/caller.js";
import type { ViewPosition } from "../reading/view-position.js";
import type { Views } from "../reading/views.js";

export interface Asked<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  readonly caller: Caller;
  readonly views: Views;
}

export interface ViewDefinition<Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType> {
  /** Below /api/views, as OpenAPI writes it: `/leave-balance/{employeeId}`. */
  readonly path: string;
  /** Unique; generated clients name their functions after it. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: Params;
  readonly query: Query;
  readonly answer: Answer;
  readonly example: z.input<Answer>;
  readonly problems?: readonly ProblemKind[];
  read(asked: Asked<z.output<Params>, z.output<Query>>): Promise<z.input<Answer>>;
}

/** A view whose parameters were checked by its own schemas. */
export type View = Omit<ViewDefinition<z.ZodObject, z.ZodObject, z.ZodType>, "read"> & {
  read(asked: Asked<unknown, unknown>): Promise<unknown>;
};

export const view = <Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType>(
  definition: ViewDefinition<Params, Query, Answer>,
): View => ({
  ...definition,
  // Parsed by this definition's own schemas a moment before (viewRouter), so they have its types.
  read: (asked) => definition.read(asked as Asked<z.output<Params>, z.output<Query>>),
});

export const nothing = z.strictObject({});

const Fresh = {
  after: z
    .string()
    .regex(/^\d{1,19}$/, "must be a position, as a command's answer gives it")
    .transform(BigInt)
    .optional()
    .meta({
      type: "string",
      description: "Wait (5 s at most) until everything up to this position is visible.",
      example: "48213",
    }),
};

const headers = z.object({
  ETag: z
    .string()
    .meta({ description: "The views' own position; send it back as If-None-Match", example: '"48213.2026-11-16"' }),
  "Tabel-Position": z
    .string()
    .meta({ description: "Everything up to this position is visible in the answer", example: "48213" }),
});

interface Parts {
  readonly views: Views;
  readonly position: ViewPosition;
  readonly verifier: TokenVerifier;
  readonly clock: Clock;
}

const answer = async (definition: View, request: Request, response: Response, parts: Parts): Promise<void> => {
  const params = parseInput(definition.params, request.params, "path");
  const { after, ...query } = parseInput(definition.query.extend(Fresh), request.query, "query");
  if (typeof after === "bigint") await parts.position.reached(after);
  // Read before the rows: they may be newer than the tag says, never older.
  const position = await parts.position.current();
  const caller = await readCaller(parts.views, actorOf(request).userId, parts.clock());
  const tag = `"${position}.${caller.today}"`;
  response.set({
    ETag: tag,
    "Tabel-Position": String(position),
    "Cache-Control": "private, no-cache",
    Vary: "Authorization",
  });
  if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(tag) === true) {
    response.status(304).end();
    return;
  }
  response.json(await definition.read({ params, query, caller, views: parts.views }));
};

export const viewRouter = (definitions: readonly View[], parts: Parts): Router => {
  const router = Router();
  const authenticated = authenticate(parts.verifier);
  for (const definition of definitions)
    router.get(definition.path.replaceAll(/\{(\w+)\}/g, ":$1"), authenticated, (request, response) =>
      answer(definition, request, response, parts),
    );
  return router;
};

export const describeView = (document: ApiDocument, definition: View): void =>
  document.add({
    method: "get",
    path: `/api/views${definition.path}`,
    id: definition.id,
    summary: definition.summary,
    ...(definition.description === undefined ? {} : { description: definition.description }),
    tags: ["views"],
    parameters: { path: definition.params, query: definition.query.extend(Fresh) },
    success: {
      description: "The view; 304 without a body when If-None-Match names its present state",
      schema: definition.answer,
      examples: { example: definition.example },
      headers,
    },
    problems: [...(definition.problems ?? []), platformProblems["not-found"], platformProblems.unavailable],
  });

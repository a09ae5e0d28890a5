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
import { lookUp, type Caller } from "../access/caller.js";
import type { Reading, RecordReading } from "../access/record-readings.js";
import type { ViewPosition } from "../reading/view-position.js";
import type { Views } from "../reading/views.js";
import { entityTag, isKnown, minuteOf } from "./entity-tag.js";

export interface Asked<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  readonly caller: Caller;
  readonly views: Views;
}

export interface AskedAt<Params, Query> extends Asked<Params, Query> {
  /** The instant of asking by the service's clock; `caller.today` is its day. */
  readonly now: Date;
}

/** A value that is only read, all the way down. */
export type Given<Value> = Value extends readonly [infer One, infer Other]
  ? readonly [Given<One>, Given<Other>]
  : Value extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : Value extends object
      ? { readonly [Name in keyof Value]: Given<Value[Name]> }
      : Value;

interface Declared<Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType> {
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
  /** The projections whose rows it reads: `after` waits for these, and the ETag follows them. */
  readonly reads: readonly string[];
  readonly problems?: readonly ProblemKind[];
  /** Media types besides JSON in which the answer can be had. */
  readonly formats?: readonly string[];
  /** Whose most sensitive data the answer shows: a look at them is recorded before it goes out. */
  shows?(answer: Given<z.input<Answer>>): Pick<Reading, "userIds" | "what">;
  /** The answer as text of one of them. */
  write?(mediaType: string, answer: Given<z.input<Answer>>): string;
}

export interface ViewDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Answer extends z.ZodType,
> extends Declared<Params, Query, Answer> {
  read(asked: Asked<z.output<Params>, z.output<Query>>): Promise<Given<z.input<Answer>>>;
}

/** Its answer follows from the instant, not from the day alone: the tag of one minute is no other's. */
export interface ViewOfTheMinuteDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Answer extends z.ZodType,
> extends Declared<Params, Query, Answer> {
  read(asked: AskedAt<z.output<Params>, z.output<Query>>): Promise<Given<z.input<Answer>>>;
}

/** A view whose types are closed up, so that different ones stand in one list; methods are compared bivariantly. */
export interface View extends ViewOfTheMinuteDefinition<z.ZodObject, z.ZodObject, z.ZodType> {
  readonly followsTheMinute: boolean;
}

export const view = <Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType>(
  definition: ViewDefinition<Params, Query, Answer>,
): View => {
  const closed: ViewDefinition<z.ZodObject, z.ZodObject, z.ZodType> = definition;
  return { ...closed, followsTheMinute: false };
};

/** A view that may use `now`. */
export const viewOfTheMinute = <Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType>(
  definition: ViewOfTheMinuteDefinition<Params, Query, Answer>,
): View => ({ ...definition, followsTheMinute: true });

export const nothing = z.strictObject({});

/** Who asks follows from these, whatever the view. */
const OF_THE_CALLER = ["employees", "organisation", "user-access"];

const LARGEST_POSITION = 9_223_372_036_854_775_807n;

const Fresh = {
  after: z
    .string()
    .regex(/^\d{1,19}$/, "must be a position, as a command's answer gives it")
    .transform(BigInt)
    .refine((position) => position <= LARGEST_POSITION, "must be a position, as a command's answer gives it")
    .optional()
    .meta({
      type: "string",
      description: "Wait (5 s at most) until everything up to this position is visible.",
      example: "48213",
    }),
};

const headers = z.object({
  ETag: z.string().meta({
    description: "The view's position, who asked, and when as far as that matters; send it back as If-None-Match",
    example: '"48213-q0bLgPZ0Xk3r"',
  }),
  "Tabel-Position": z
    .string()
    .meta({ description: "Everything up to this position is visible in the answer", example: "48213" }),
});

interface Parts {
  readonly views: Views;
  readonly position: ViewPosition;
  readonly verifier: TokenVerifier;
  readonly clock: Clock;
  readonly recordReading: RecordReading;
}

/** What the reader would rather have than JSON, where the view has it. */
const formatOf = ({ formats = [] }: View, request: Request): string | undefined => {
  const best = request.accepts(["application/json", ...formats]);
  return best !== false && formats.includes(best) ? best : undefined;
};

/** A file has no place for `next`: it goes into a header (RFC 8288). */
const linkToNext = (request: Request, answer: unknown): Record<string, string> => {
  const next = typeof answer === "object" && answer !== null && "next" in answer ? answer.next : null;
  if (typeof next !== "string") return {};
  const here = new URL(request.originalUrl, "http://localhost");
  here.searchParams.set("cursor", next);
  return { Link: `<${here.pathname}${here.search}>; rel="next"` };
};

const serve = (definition: View, { views, position, clock, recordReading }: Parts) => {
  const asked = definition.query.extend(Fresh);
  const reads = [...new Set([...definition.reads, ...OF_THE_CALLER])];
  return async (request: Request, response: Response): Promise<void> => {
    const params = parseInput(definition.params, request.params, "path");
    const { after, ...query } = parseInput(asked, request.query, "query");
    if (typeof after === "bigint") {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      await position.reached(after, reads, actorOf(request).userId, gone.signal);
    }
    const now = clock();
    // The position is read before the rows: they may be newer than the tag says, never older, so no 304 is ever wrong.
    const standings = await lookUp(views, actorOf(request).userId, reads, now);
    const format = formatOf(definition, request);
    const tag = entityTag(
      standings,
      definition.followsTheMinute ? minuteOf(now) : "",
      ...(format === undefined ? [] : [format]),
    );
    response.set({
      ETag: tag,
      "Tabel-Position": String(standings.position),
      "Cache-Control": "private, no-cache",
      Vary: definition.formats === undefined ? "Authorization" : "Authorization, Accept",
    });
    if (isKnown(request.headers["if-none-match"], tag)) {
      response.status(304).end();
      return;
    }
    const answer = await definition.read({ params, query, caller: standings.caller, now, views });
    const shown = definition.shows?.(answer);
    if (shown !== undefined) await recordReading({ ...shown, readBy: actorOf(request).userId }, now);
    const text = format === undefined ? undefined : definition.write?.(format, answer);
    if (format === undefined || text === undefined) response.json(answer);
    else response.set(linkToNext(request, answer)).type(format).send(text);
  };
};

export const viewRouter = (definitions: readonly View[], parts: Parts): Router => {
  const router = Router();
  const authenticated = authenticate(parts.verifier);
  for (const definition of definitions)
    router.get(definition.path.replaceAll(/\{(\w+)\}/g, ":$1"), authenticated, serve(definition, parts));
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
      ...(definition.formats === undefined ? {} : { alsoAs: definition.formats }),
      examples: { example: definition.example },
      headers,
    },
    problems: [
      ...(definition.problems ?? []),
      platformProblems.forbidden,
      platformProblems["not-found"],
      platformProblems.unavailable,
    ],
  });

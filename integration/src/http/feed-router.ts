// The feed for those without Kafka: GET /api/integration/events?after=<cursor>, the same events in the same envelope, with
// long polling. For integration clients over everything; asked of the log each time, so that a revoked role counts at once.
import { access, accessStream, localDate, rolesOn, UserId } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { allContracts, cloudEvent } from "@tabel/integration-contracts";
import {
  actorOf,
  authenticate,
  type Clock,
  localDay,
  type Operation,
  parseInput,
  platformProblems,
  Problem,
  type TokenVerifier,
} from "@tabel/platform";
import { type Request, type Response, Router } from "express";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import { feedHead, readFeed } from "../feed/read-feed.js";
import { envelopeOf, type FeedRecord } from "../feed/record.js";

export interface FeedRouterOptions {
  readonly store: Pick<EventStore, "load">;
  readonly pool: pg.Pool;
  readonly verifier: TokenVerifier;
  readonly source: string;
  readonly clock: Clock;
  /** Clients that may wait for news at once; further ones are answered at once. */
  readonly mostWaiting?: number;
}

const types = allContracts.map(({ type }) => type);
const maxInt8 = 9_223_372_036_854_775_807n;
const lookEveryMs = 250;
const mostWaitingUsual = 100;

const Query = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,19}$/, "must be the `next` of an answer before, or 0 for the beginning")
    .refine((text) => !/^\d+$/.test(text) || BigInt(text) <= maxInt8, "must be the `next` of an answer before")
    .default("0"),
  types: z
    .string()
    .max(500)
    .transform((text) => text.split(","))
    .refine((given) => given.every((each) => types.some((type) => type === each)), `must be of ${types.join(", ")}`)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  /** Seconds. */
  wait: z.coerce.number().int().min(0).max(30).default(0),
});

const Answer = z.object({
  events: z.array(cloudEvent.extend({ data: z.looseObject({}) })),
  next: z.string().describe("The cursor to send as `after` next"),
});

export const feedEvent = (record: FeedRecord, source: string): object => ({
  ...envelopeOf(record, source),
  data: JSON.parse(record.data) as unknown,
});

export const feedOperation: Operation = {
  method: "get",
  path: "/api/integration/events",
  id: "integration-events",
  summary: "Integration events after a cursor, waiting for news up to 30 seconds",
  description:
    "CloudEvents 1.0, the same as on Kafka; /docs/events describes them. Integration clients over everything.",
  parameters: { query: Query },
  success: { description: "Events in their order; none when there was no news in time", schema: Answer },
};

/** Roles hold on the server's day: an integration client is no person with a place. */
const mayRead = async ({ store, clock }: FeedRouterOptions, userId: string): Promise<boolean> => {
  const id = UserId.safeParse(userId);
  if (!id.success) return false;
  const { state } = await store.load(accessStream(id.data), access, { fresh: true });
  const today = localDate(localDay(clock(), "UTC"));
  return rolesOn(state, today).some(({ role, scope }) => role === "integration-client" && scope.over === "all");
};

/** To be mounted at the root of the application. */
export const feedRouter = (options: FeedRouterOptions): Router => {
  const { pool, verifier, source, mostWaiting = mostWaitingUsual } = options;
  const router = Router();
  let waiting = 0;
  router.get("/api/integration/events", authenticate(verifier), async (request: Request, response: Response) => {
    const query = parseInput(Query, request.query, "query");
    if (!(await mayRead(options, actorOf(request).userId)))
      throw new Problem(platformProblems.forbidden, "Integration events are for integration clients over everything.");
    const after = BigInt(query.after);
    const wanted = query.types ?? types;
    const until = performance.now() + (waiting < mostWaiting ? query.wait * 1_000 : 0);
    const left = new AbortController();
    response.once("close", () => left.abort());
    waiting += 1;
    try {
      for (;;) {
        // Asked before the records: what comes in between is read next time.
        const head = await feedHead(pool);
        const records = await readFeed(pool, wanted, after, query.limit);
        if (records.length === 0 && performance.now() < until && !left.signal.aborted) {
          await sleep(lookEveryMs, undefined, { signal: left.signal }).catch(() => undefined);
          continue;
        }
        const last = records.at(-1);
        const end = head.number > after ? head.number : after;
        const next = last !== undefined && (records.length === query.limit || last.number > end) ? last.number : end;
        response.set("Cache-Control", "no-store");
        response.json({ events: records.map((record) => feedEvent(record, source)), next: String(next) });
        return;
      }
    } finally {
      waiting -= 1;
    }
  });
  return router;
};

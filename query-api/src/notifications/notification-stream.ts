// GET /api/notifications/stream: what comes into the application for somebody, as server-sent events. Each has its position as its
// id; a browser that comes back names the last one it had (Last-Event-ID) and gets what it missed.
import {
  actorOf,
  authenticate,
  parseInput,
  platformProblems,
  Problem,
  type Clock,
  type Logger,
  type Operation,
  type TokenVerifier,
} from "@tabel/platform";
import { Router, type Request, type Response } from "express";
import type pg from "pg";
import { z } from "zod";
import { lookUp } from "../access/caller.js";
import { listenForPositions } from "../reading/listener.js";
import { sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";

export interface StreamLimits {
  /** Connections at once, of all people and of one. */
  readonly most: number;
  readonly mostOfOne: number;
  /** Milliseconds after which a connection is ended, so that rights are asked anew; the browser comes back by itself. */
  readonly longestMs: number;
  readonly beatMs: number;
}

export const usualStreamLimits: StreamLimits = { most: 400, mostOfOne: 5, longestMs: 15 * 60_000, beatMs: 25_000 };

interface Parts {
  readonly pool: pg.Pool;
  readonly views: Views;
  readonly verifier: TokenVerifier;
  readonly clock: Clock;
  readonly log: Pick<Logger, "warn">;
  readonly limits?: StreamLimits;
  /** What browsers subscribe to web push with; undefined where it is off. */
  readonly pushKey: string | undefined;
}

export interface NotificationStream {
  /** To be mounted at /api/notifications. */
  readonly router: Router;
  close(): Promise<void>;
}

interface Row {
  readonly position: bigint;
  readonly deliveryId: string;
  readonly fact: string;
}

interface Connection {
  readonly userId: string;
  readonly response: Response;
  last: bigint;
  telling: Promise<void>;
}

/** Missed ones that are told one by one; who missed more reads the list. */
const MOST_AT_ONCE = 100;
const LAST_ID = z.object({
  "last-event-id": z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .optional(),
});

const asked = ["employees", "organisation", "user-access", "in-app-notifications"];

const tooMany = (): Problem =>
  new Problem(platformProblems.overloaded, "Many listen already: ask for the list instead.", {
    headers: { "Retry-After": "30" },
  });

export const notificationStream = ({
  pool,
  views,
  verifier,
  clock,
  log,
  pushKey,
  limits = usualStreamLimits,
}: Parts): NotificationStream => {
  const connections = new Set<Connection>();

  const tellNew = async (connection: Connection): Promise<void> => {
    const { userId, response } = connection;
    const rows = await views.rows<Row>(sql`
      select position, delivery_id as "deliveryId", fact from views.in_app_notification
      where user_id = ${userId} and position > ${connection.last}
      order by position limit ${MOST_AT_ONCE}`);
    for (const { position, deliveryId, fact } of rows) {
      if (response.writableLength > 64 * 1024) {
        response.end(); // who does not read is not kept in memory; the browser comes back
        return;
      }
      // Ids only: the words are read from the list, with the rights of that moment.
      response.write(`id: ${position}\nevent: notification\ndata: ${JSON.stringify({ deliveryId, fact })}\n\n`);
      connection.last = position;
    }
  };

  /** One after the other for each connection; a database that is away is asked again at the next news. */
  const news = (connection: Connection): void => {
    connection.telling = connection.telling.then(() => tellNew(connection)).catch(() => undefined);
  };
  let listener: ReturnType<typeof listenForPositions> | undefined;

  const router = Router();
  router.get("/stream", authenticate(verifier), async (request: Request, response: Response) => {
    const { userId } = actorOf(request);
    const { "last-event-id": lastId } = parseInput(
      LAST_ID,
      { "last-event-id": request.headers["last-event-id"] },
      "header",
    );
    if (connections.size >= limits.most) throw tooMany();
    if ([...connections].filter((each) => each.userId === userId).length >= limits.mostOfOne) throw tooMany();
    await lookUp(views, userId, asked, clock()); // 403 for who has left
    const [latest] = await views.rows<{ readonly position: bigint | null }>(
      sql`select max(position) as position from views.in_app_notification where user_id = ${userId}`,
    );
    const connection: Connection = {
      userId,
      response,
      last: lastId ?? latest?.position ?? -1n,
      telling: Promise.resolve(),
    };
    response.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
    response.flushHeaders();
    response.write(`id: ${connection.last < 0n ? 0n : connection.last}\nretry: 3000\n\n`);
    connections.add(connection);
    const beat = setInterval(() => void response.write(": \n\n"), limits.beatMs);
    const longest = setTimeout(() => response.end(), limits.longestMs);
    response.once("close", () => {
      clearInterval(beat);
      clearTimeout(longest);
      connections.delete(connection);
    });
    listener ??= listenForPositions(pool, log, () => {
      for (const each of connections) news(each);
    });
    news(connection);
  });

  router.get("/push-key", authenticate(verifier), (_request: Request, response: Response) => {
    if (pushKey === undefined)
      throw new Problem(platformProblems["not-found"], "Web push is off on this server: WEB_PUSH_CONTACT is not set.");
    response.set("Cache-Control", "no-store").json({ key: pushKey });
  });

  return {
    router,
    close: async () => {
      for (const { response } of connections) response.end();
      await listener?.close();
    },
  };
};

export const notificationOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/api/notifications/stream",
    id: "notificationStream",
    summary: "What comes into the application for the caller, as server-sent events",
    description:
      "Events are called `notification`; data has `deliveryId` and `fact`. Their ids are positions: send the last one as Last-Event-ID to " +
      "get what was missed. A connection ends after a quarter of an hour; come back.",
    tags: ["notifications"],
    parameters: {
      headers: z.object({
        "Last-Event-ID": z.string().optional().meta({ description: "The id of the last event", example: "48213" }),
      }),
    },
    success: { description: "Events as they come", schema: z.string(), mediaType: "text/event-stream" },
    problems: [platformProblems.forbidden, platformProblems.overloaded, platformProblems.unavailable],
  },
  {
    method: "get",
    path: "/api/notifications/push-key",
    id: "pushKey",
    summary: "The key with which a browser subscribes to web push (VAPID)",
    tags: ["notifications"],
    success: {
      description: "The key",
      schema: z.object({ key: z.string() }),
      examples: { example: { key: "BNcRdreALRFX" } },
    },
    problems: [platformProblems["not-found"]],
  },
];

// GET /api/calendar/feeds/{secret}.ics: a calendar for programs that cannot log in. The secret in the address is all they have,
// so what it opens is asked anew at every reading: whoever has left, moved or lost a role reads nothing more.
import { localDate } from "@tabel/domain";
import {
  platformProblems,
  Problem,
  problemCatalogue,
  reaches,
  reachOf,
  type Clock,
  type Operation,
} from "@tabel/platform";
import type { CalendarFeedRow } from "@tabel/read-models";
import { Router, type Request, type Response } from "express";
import { createHash } from "node:crypto";
import { z } from "zod";
import { lookUp, type Standings } from "../access/caller.js";
import { entityTag, isKnown } from "../http/entity-tag.js";
import { sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";
import { feedCalendar } from "./feed-calendar.js";
import { feedEvents } from "./feed-events.js";
import { createReadLimit, type ReadLimit } from "./read-limit.js";

export const feedProblems = problemCatalogue({ "feed-gone": [410, "This calendar feed is no more"] });

const reads = ["absence-spans", "calendar-feeds", "employees", "organisation", "user-access"];

/** Programs look a few times an hour. */
const HOUR = 3_600_000;
const READS_AN_HOUR = 120;
const UNKNOWN_AN_HOUR = 60;

type Feed = Pick<CalendarFeedRow, "feedId" | "userId" | "unitId" | "language" | "revokedAt"> & {
  readonly unitName: string | null;
  readonly path: readonly string[] | null;
};

/** The same work for every secret, be it none of ours or no secret at all: one hash, one look through an index. */
const findFeed = (views: Views, secret: string): Promise<Feed | undefined> =>
  views.row<Feed>(sql`
    select feed_id as "feedId", user_id as "userId", feed.unit_id as "unitId", language, revoked_at as "revokedAt",
      unit.name as "unitName", unit.path
    from views.calendar_feed feed left join views.unit on unit.unit_id = feed.unit_id
    where token_hash = ${createHash("sha256").update(secret).digest("hex")} limit 1`);

const gone = (): Problem =>
  new Problem(feedProblems["feed-gone"], "Take the calendar out of your program; make a new feed if you need one.");

const tooMany = (waitMs: number): Problem =>
  new Problem(platformProblems["too-many-requests"], "Ask less often.", {
    headers: { "Retry-After": String(Math.ceil(waitMs / 1_000)) },
  });

/** Whoever has left may see nothing, of whatever feed. */
const standingOf = async (views: Views, feed: Feed, at: Date): Promise<Standings> => {
  const standings = await lookUp(views, feed.userId, reads, at).catch((error: unknown) => {
    throw error instanceof Problem && error.code === platformProblems.forbidden.code ? gone() : error;
  });
  const { caller } = standings;
  if (feed.unitId === null ? caller.employee === null : !seesUnit(standings, feed)) throw gone();
  return standings;
};

const seesUnit = ({ caller }: Standings, { path }: Feed): boolean =>
  path !== null && reaches(reachOf(caller, "see-absence"), { employeeId: "", unitPath: path });

interface Parts {
  readonly views: Views;
  readonly clock: Clock;
  readonly limits?: { readonly feeds: ReadLimit; readonly unknown: ReadLimit };
}

const defaultLimits = () => {
  const now = () => performance.now();
  return {
    feeds: createReadLimit({ now, perWindow: READS_AN_HOUR, windowMs: HOUR }),
    unknown: createReadLimit({ now, perWindow: UNKNOWN_AN_HOUR, windowMs: HOUR }),
  };
};

/** To be mounted at /api/calendar. */
export const feedRouter = ({ views, clock, limits = defaultLimits() }: Parts): Router => {
  const router = Router();
  router.get("/feeds/:secret.ics", async (request: Request, response: Response) => {
    const feed = await findFeed(views, String(request.params["secret"]));
    // Feeds that there are answer from whatever address: who guesses from behind the same one cannot shut them out.
    const wait = feed === undefined ? limits.unknown.take(request.ip ?? "") : limits.feeds.take(feed.feedId);
    if (wait > 0) throw tooMany(wait);
    if (feed === undefined)
      throw new Problem(platformProblems["not-found"], "There is no calendar feed at this address.");
    if (feed.revokedAt !== null) throw gone();
    const standings = await standingOf(views, feed, clock());
    const tag = entityTag(standings);
    response.set({ ETag: tag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "none" });
    if (isKnown(request.headers["if-none-match"], tag)) {
      response.status(304).end();
      return;
    }
    const { unitId, unitName, language } = feed;
    const events = await feedEvents(views, feed, localDate(standings.caller.today));
    response
      .type("text/calendar; charset=utf-8")
      .send(feedCalendar({ of: unitId === null ? "own" : "unit", unitName, language, events }));
  });
  return router;
};

export const feedOperation: Operation = {
  method: "get",
  path: "/api/calendar/feeds/{secret}.ics",
  id: "calendarFeed",
  summary: "A calendar feed, for programs that subscribe to it",
  description:
    "Own absences with their kind, or who of a unit is absent. `create-feed` gives the address, `revoke-feed` ends it; it ends by " +
    "itself for who has left or may not see the unit any more.",
  tags: ["calendar"],
  authenticated: false,
  parameters: { path: z.object({ secret: z.string().meta({ description: "From the answer of `create-feed`" }) }) },
  success: {
    description: "iCalendar; 304 without a body when If-None-Match names its present state",
    schema: z.string(),
    mediaType: "text/calendar",
  },
  problems: [
    platformProblems["not-found"],
    feedProblems["feed-gone"],
    platformProblems["too-many-requests"],
    platformProblems.unavailable,
  ],
};

// GET /calendar-feeds: the caller's own feeds. Their secrets are nowhere: who lost an address makes a new feed.
import type { CalendarFeedRow } from "@tabel/read-models";
import { z } from "zod";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";

/** Feeds that are open are bounded by the domain; revoked ones are shown as long as they are few. */
const MOST_SHOWN = 200;

export const calendarFeeds = view({
  path: "/calendar-feeds",
  id: "calendarFeeds",
  summary: "The caller's calendar feeds, the latest first",
  params: nothing,
  query: nothing,
  answer: z.object({
    items: z.array(
      z.object({
        feedId: z.string(),
        unitId: z.string().nullable().meta({ description: "Null for a feed of the own absences" }),
        language: z.enum(["ru", "en"]),
        createdAt: z.string(),
        revokedAt: z.string().nullable(),
      }),
    ),
  }),
  example: {
    items: [
      {
        feedId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
        unitId: "u0042",
        language: "ru",
        createdAt: "2026-11-16T09:30:00.000Z",
        revokedAt: null,
      },
    ],
  },
  reads: ["calendar-feeds"],
  read: async ({ caller, views }) => ({
    items: await views.rows<Omit<CalendarFeedRow, "userId" | "tokenHash">>(sql`
      select feed_id as "feedId", unit_id as "unitId", language, created_at as "createdAt", revoked_at as "revokedAt"
      from views.calendar_feed where user_id = ${caller.userId}
      order by revoked_at is not null, created_at desc, feed_id limit ${MOST_SHOWN}`),
  }),
});

// GET /announcements: what was announced, the latest first. Announcements speak of nobody: everybody may read them.
import { announcementTable, type AnnouncementRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";

const Words = z.object({ ru: z.string(), en: z.string() });
const keyInstant = z.iso.datetime();

export const announcementList = view({
  path: "/announcements",
  id: "announcements",
  summary: "What was announced, the latest first",
  params: nothing,
  query: z.strictObject({ ...paging }),
  answer: z.object({
    items: z.array(
      z.object({
        announcementId: z.string(),
        title: Words,
        text: Words,
        publishedAt: z.string(),
        publishedBy: z.string(),
      }),
    ),
    next: nextCursor,
  }),
  example: {
    items: [
      {
        announcementId: "canteen-2026-12",
        title: { ru: "Столовая закрыта", en: "The canteen is closed" },
        text: { ru: "С 1 по 5 декабря.", en: "From 1 to 5 December." },
        publishedAt: "2026-11-16T09:30:00.000Z",
        publishedBy: "e00003",
      },
    ],
    next: null,
  },
  reads: ["announcements"],
  read: async ({ query: { limit, cursor }, views }) => {
    const [at, id] = keyOf(cursor, keyInstant, keyText);
    const before = at === undefined ? sql`true` : sql`(published_at, announcement_id) < (${at}::timestamptz, ${id})`;
    const rows = await views.rows<AnnouncementRow>(sql`
      select ${verbatim(selectList(announcementTable))} from views.announcement where ${before}
      order by published_at desc, announcement_id desc limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.publishedAt, row.announcementId]);
    return {
      items: items.map(({ announcementId, title, text, publishedAt, publishedBy }) => ({
        announcementId,
        title,
        text,
        publishedAt,
        publishedBy,
      })),
      next,
    };
  },
});

// GET /notifications: what the caller was told in the application, the latest first, with how much of it is unread.
import {
  languageOf,
  renderMessage,
  isFactName,
  type Language,
  recipientRoles,
  type RecipientRole,
} from "@tabel/domain";
import { inAppNotificationTable, type InAppNotificationRow, readMessageValues, selectList } from "@tabel/read-models";
import { z } from "zod";
import { keyOf, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";

const keyPosition = z.string().regex(/^\d{1,18}$/);

/** What messages are put together from; they are shown as everything is now, not as it was when they were sent. */
export const messageSources = [
  "employees",
  "organisation",
  "absence-requests",
  "training-sessions",
  "onboarding-plans",
  "resignations",
  "announcements",
];

const isRole = (role: string): role is RecipientRole => (recipientRoles as readonly string[]).includes(role);

/** The words of some rows in a language, in one query; null for a fact that this program does not know. */
export const wordsOf = async (
  rows: readonly Pick<InAppNotificationRow, "fact" | "role" | "about" | "details" | "mayKnow">[],
  reader: { readonly language: Language; readonly timeZone: string; readonly country: string | null },
  views: Views,
): Promise<readonly ({ readonly subject: string; readonly paragraphs: readonly string[] } | null)[]> => {
  const values = await readMessageValues(rows, reader.language, (text, given) =>
    views.rows({ text: splitAt(text), values: orderedBy(text, given) }),
  );
  return rows.map(({ fact, role }, index) => {
    const known = values[index];
    if (known === undefined || !isFactName(fact) || !isRole(role)) return null;
    return renderMessage({ fact, role, values: known }, reader);
  });
};

/** A statement with `$1` to `$7` as the views take theirs: the text between the values, and the values in their order. */
const PLACE = /\$(\d)/g;
const splitAt = (text: string): readonly string[] => text.split(/\$\d/);
const orderedBy = (text: string, given: readonly unknown[]): readonly unknown[] =>
  [...text.matchAll(PLACE)].map(([, number]) => given[Number(number) - 1]);

const Item = z.object({
  deliveryId: z.string(),
  fact: z.string().meta({ example: "leave-approved" }),
  sentAt: z.string(),
  readAt: z.string().nullable(),
  subject: z.string(),
  paragraphs: z.array(z.string()),
  details: z
    .record(z.string(), z.string())
    .meta({ description: "Ids, dates and codes: what a frontend links to", example: { requestId: "3f0c0a52" } }),
});

interface ReaderRow {
  readonly language: Language | null;
  readonly country: string | null;
  readonly timeZone: string | null;
  readonly unread: number;
}

export const notificationList = view({
  path: "/notifications",
  id: "notifications",
  summary: "What the caller was told in the application, the latest first",
  params: nothing,
  query: z.strictObject({
    unread: z.enum(["true", "false"]).default("false").meta({ description: "Only what was not read" }),
    ...paging,
  }),
  answer: z.object({ unread: z.int(), items: z.array(Item), next: nextCursor }),
  example: {
    unread: 1,
    items: [
      {
        deliveryId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
        fact: "leave-approved",
        sentAt: "2026-11-16T09:30:00.000Z",
        readAt: null,
        subject: "Your request was approved",
        paragraphs: ["Your request (annual leave) for 7 December 2026 to 20 December 2026 was approved."],
        details: { requestId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11", from: "2026-12-07", to: "2026-12-20" },
      },
    ],
    next: null,
  },
  reads: ["in-app-notifications", "notification-settings", ...messageSources],
  read: async ({ query: { unread, limit, cursor }, caller, views }) => {
    const [before = "999999999999999999"] = keyOf(cursor, keyPosition);
    const open = unread === "true" ? sql`and read_at is null` : sql``;
    const rows = await views.rows<InAppNotificationRow>(sql`
      select ${verbatim(selectList(inAppNotificationTable))} from views.in_app_notification
      where user_id = ${caller.userId} and position < ${before}::bigint ${open}
      order by position desc limit ${limit + 1}`);
    const reader = await views.row<ReaderRow>(sql`
      select (select language from views.notification_settings where user_id = ${caller.userId}) as language,
        (select country from views.employee where employee_id = ${caller.userId}) as country,
        (select time_zone from views.employee where employee_id = ${caller.userId}) as "timeZone",
        (select count(*)::integer from views.in_app_notification
         where user_id = ${caller.userId} and read_at is null) as unread`);
    const { items, next } = page(rows, limit, ({ position }) => [String(position)]);
    const country = reader?.country ?? null;
    const language = languageOf({ language: reader?.language ?? null }, country);
    const words = await wordsOf(items, { language, country, timeZone: reader?.timeZone ?? "UTC" }, views);
    return {
      unread: reader?.unread ?? 0,
      items: items.map((row, index) => ({
        deliveryId: row.deliveryId,
        fact: row.fact,
        sentAt: row.sentAt,
        readAt: row.readAt,
        subject: words[index]?.subject ?? row.fact,
        paragraphs: words[index]?.paragraphs ?? [],
        details: Object.fromEntries(row.details.map(({ name, value }) => [name, value])),
      })),
      next,
    };
  },
});

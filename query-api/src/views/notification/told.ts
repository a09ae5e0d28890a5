// GET /employees/{employeeId}/notifications: who was told what, when, by which channel, with which outcome.
import { EmployeeId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { notificationOutcomeTable, type NotificationOutcomeRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { keyOf, nextCursor, page, paging } from "../../http/paging.js";
import { view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";

const keyPosition = z.string().regex(/^\d{1,18}$/);

const Entry = z.object({
  position: z.string(),
  at: z.string(),
  userId: z.string().meta({ description: "Who was told" }),
  fact: z.string().meta({ example: "leave-approved" }),
  factId: z.string().meta({ description: "The same for all that one fact led to" }),
  role: z.string().meta({ example: "subject" }),
  channel: z.string().meta({ example: "email" }),
  outcome: z.enum(["sent", "failed", "bounced", "suppressed"]),
  reason: z.string().nullable(),
  about: z.array(z.string()),
  deliveryId: z.string(),
  messageId: z.string().nullable(),
  details: z.record(z.string(), z.string()),
});

export const toldOfEmployee = view({
  path: "/employees/{employeeId}/notifications",
  id: "employeeNotifications",
  summary: "What an employee was told, or with `about` what others were told of them",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({
    about: z
      .enum(["true", "false"])
      .default("false")
      .meta({ description: "Whom it speaks of instead of who was told; for those who see the history of others" }),
    ...paging,
  }),
  answer: z.object({ employeeId: z.string(), items: z.array(Entry), next: nextCursor }),
  example: {
    employeeId: "e00017",
    items: [
      {
        position: "48213",
        at: "2026-11-16T09:30:00.000Z",
        userId: "e00017",
        fact: "leave-approved",
        factId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
        role: "subject",
        channel: "email",
        outcome: "sent",
        reason: null,
        about: ["e00017"],
        deliveryId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a11",
        messageId: "<0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a11@tabel>",
        details: { from: "2026-12-07" },
      },
    ],
    next: null,
  },
  reads: ["notification-outcomes", "employees", "organisation"],
  read: async ({ params: { employeeId }, query: { about, limit, cursor }, caller, views }) => {
    const sees = await seesOfEmployee(views, caller, employeeId, "see-history");
    if (!sees["see-history"] && !reachOf(caller, "see-history").everywhere) throw unseen(employeeId);
    const [after = "-1"] = keyOf(cursor, keyPosition);
    // What others were told of somebody names those others: for the person themselves it is only what they were told.
    const whose =
      about === "true" && caller.userId !== employeeId
        ? sql`about @> ${[employeeId]}::text[]`
        : sql`user_id = ${employeeId}`;
    const rows = await views.rows<NotificationOutcomeRow>(sql`
      select ${verbatim(selectList(notificationOutcomeTable))} from views.notification_outcome
      where ${whose} and position > ${after}::bigint order by position limit ${limit + 1}`);
    const { items, next } = page(rows, limit, ({ position }) => [String(position)]);
    return {
      employeeId,
      items: items.map(({ recordedAt, position, details, ...row }) => ({
        position: String(position),
        at: recordedAt,
        userId: row.userId,
        fact: row.fact,
        factId: row.factId,
        role: row.role,
        channel: row.channel,
        outcome: row.outcome,
        reason: row.reason,
        about: row.about,
        deliveryId: row.deliveryId,
        messageId: row.messageId,
        details: Object.fromEntries(details.map(({ name, value }) => [name, value])),
      })),
      next,
    };
  },
});

// GET /notification-preferences: what the caller is told by which channel, what of it may be chosen, and what was chosen.
import {
  channels,
  factNames,
  isWanted,
  localDate,
  notificationPolicy,
  type ChannelRules,
  rulesOfFact,
} from "@tabel/domain";
import { notificationSettingsTable, type NotificationSettingsRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";

const Rule = z.object({
  fact: z.string(),
  channel: z.string(),
  wanted: z.boolean(),
  mayChoose: z.boolean().meta({ description: "False where it must arrive" }),
});

export const notificationPreferences = view({
  path: "/notification-preferences",
  id: "notificationPreferences",
  summary: "What the caller chose of being told, and what may be chosen",
  params: nothing,
  query: nothing,
  answer: z.object({
    quiet: z.object({ from: z.string(), to: z.string() }).nullable(),
    digestAt: z.string().nullable(),
    language: z.enum(["ru", "en"]).nullable(),
    items: z.array(Rule),
    push: z.array(z.object({ subscriptionId: z.string(), since: z.string() })),
  }),
  example: {
    quiet: { from: "21:00", to: "08:00" },
    digestAt: null,
    language: "ru",
    items: [{ fact: "task-due", channel: "email", wanted: false, mayChoose: true }],
    push: [],
  },
  reads: ["notification-settings", "push-subscriptions"],
  read: async ({ caller, views }) => {
    const row = await views.row<NotificationSettingsRow>(sql`
      select ${verbatim(selectList(notificationSettingsTable))} from views.notification_settings
      where user_id = ${caller.userId}`);
    const push = await views.rows<{ readonly subscriptionId: string; readonly since: string }>(sql`
      select subscription_id as "subscriptionId", since from views.push_subscription
      where user_id = ${caller.userId} order by since, subscription_id`);
    const policy = notificationPolicy(localDate(caller.today));
    const choices = row?.choices ?? [];
    const items = factNames.flatMap((fact) => {
      const rules: ChannelRules = rulesOfFact(policy, fact);
      return channels
        .filter((channel) => channel !== "slack" && rules[channel] !== undefined)
        .map((channel) => ({
          fact,
          channel,
          wanted: isWanted(rules, fact, channel, { choices }),
          mayChoose: rules[channel] !== "always",
        }));
    });
    const quiet =
      row === undefined || row.quietFrom === null || row.quietTo === null
        ? null
        : { from: row.quietFrom, to: row.quietTo };
    return { quiet, digestAt: row?.digestAt ?? null, language: row?.language ?? null, items, push };
  },
});

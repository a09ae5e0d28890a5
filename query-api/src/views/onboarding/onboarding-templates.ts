// GET /onboarding-templates: the templates that plans are made from, for everyone who belongs to the house.
import { onboardingTemplateTable, type OnboardingTemplateRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";
import { requireMember } from "../organisation/units.js";
import { Title } from "./title.js";

const title = { ru: "Кассир", en: "Teller" };

export const onboardingTemplates = view({
  path: "/onboarding-templates",
  id: "onboardingTemplates",
  summary: "Templates of onboarding with their tasks",
  params: nothing,
  query: z.strictObject({ retired: z.enum(["true", "false"]).default("false"), ...paging }),
  answer: z.object({
    items: z.array(
      z.object({
        templateId: z.string(),
        version: z.number(),
        title: Title,
        retired: z.boolean(),
        tasks: z.array(
          z.object({
            taskId: z.string(),
            title: Title,
            owner: z.enum(["newcomer", "head", "hr", "mentor", "it"]),
            due: z.number().meta({ description: "Working days from the start; before it where negative" }),
            needsDocument: z.boolean(),
          }),
        ),
      }),
    ),
    next: nextCursor,
  }),
  example: {
    items: [
      {
        templateId: "teller",
        version: 2,
        title,
        retired: false,
        tasks: [{ taskId: "first-shift", title, owner: "mentor", due: 0, needsDocument: false }],
      },
    ],
    next: null,
  },
  reads: ["onboarding-templates"],
  read: async ({ query: { retired, limit, cursor }, caller, views }) => {
    requireMember(caller);
    const [after] = keyOf(cursor, keyText);
    const rows = await views.rows<OnboardingTemplateRow>(sql`
      select ${verbatim(selectList(onboardingTemplateTable))} from views.onboarding_template
      where retired = ${retired === "true"} and ${after === undefined ? sql`true` : sql`template_id > ${after}`}
      order by template_id limit ${limit + 1}`);
    return page(rows, limit, ({ templateId }) => [templateId]);
  },
});

// GET /onboarding-template-choices: which template newcomers of a unit and position get their plan from, for whoever may choose it.
import { reachOf } from "@tabel/platform";
import { onboardingTemplateChoiceTable, type OnboardingTemplateChoiceRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import { requireEverywhere } from "../../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";

interface Row extends OnboardingTemplateChoiceRow {
  readonly retired: boolean;
}

export const onboardingTemplateChoices = view({
  path: "/onboarding-template-choices",
  id: "onboardingTemplateChoices",
  summary: "Which template of onboarding is chosen for which unit and position, by whom and since when",
  params: nothing,
  query: z.strictObject({ ...paging }),
  answer: z.object({
    items: z.array(
      z.object({
        unitId: z.string().nullable().meta({ description: "With all units under it; null for everywhere" }),
        position: z.string().nullable().meta({ description: "Null for every position" }),
        templateId: z.string(),
        retired: z.boolean().meta({ description: "No plan is made from the template any more: a person chooses" }),
        chosenBy: z.string(),
        chosenAt: z.string(),
      }),
    ),
    next: nextCursor,
  }),
  example: {
    items: [
      {
        unitId: "u0042",
        position: "Кассир",
        templateId: "teller",
        retired: false,
        chosenBy: "e00003",
        chosenAt: "2026-11-16T09:30:00.000Z",
      },
    ],
    next: null,
  },
  reads: ["onboarding-template-choices", "onboarding-templates"],
  read: async ({ query: { limit, cursor }, caller, views }) => {
    requireEverywhere(reachOf(caller, "see-template-choices"));
    const [after] = keyOf(cursor, keyText);
    const rows = await views.rows<Row>(sql`
      select ${verbatim(selectList(onboardingTemplateChoiceTable, "choice"))}, coalesce(template.retired, false) as retired
      from views.onboarding_template_choice choice
      left join views.onboarding_template template on template.template_id = choice.template_id
      where ${after === undefined ? sql`true` : sql`choice.place > ${after}`}
      order by choice.place limit ${limit + 1}`);
    const { items, next } = page(rows, limit, ({ place }) => [place]);
    return {
      items: items.map(({ unitId, position, templateId, retired, chosenBy, chosenAt }) => ({
        unitId,
        position,
        templateId,
        retired,
        chosenBy,
        chosenAt,
      })),
      next,
    };
  },
});

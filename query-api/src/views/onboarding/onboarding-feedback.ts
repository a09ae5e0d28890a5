// GET /onboarding/{employeeId}/feedback: what was said, for the newcomer and HR; mentors and heads see what they gave.
import { EmployeeId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { onboardingFeedbackTable, type OnboardingFeedbackRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import { withinReach } from "../../access/reach.js";
import { present, seeEmployee, standsOn } from "../../access/see-employee.js";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";

const Item = z.object({
  milestone: z.number().meta({ description: "Days after the start" }),
  from: z.enum(["newcomer", "mentor", "head"]),
  givenBy: z.string(),
  givenOn: z.string(),
  answers: z
    .array(z.object({ question: z.string(), score: z.number().nullable(), text: z.string().nullable() }))
    .nullable()
    .meta({ description: "Null once the newcomer is erased" }),
});

export const onboardingFeedback = view({
  path: "/onboarding/{employeeId}/feedback",
  id: "onboardingFeedback",
  summary: "Feedback on a newcomer's onboarding with its answers",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: nothing,
  answer: z.object({ items: z.array(Item) }),
  example: {
    items: [
      {
        milestone: 30,
        from: "newcomer",
        givenBy: "e00042",
        givenOn: "2026-12-16",
        answers: [{ question: "welcome", score: 5, text: null }],
      },
    ],
  },
  reads: ["onboarding-feedback", "employees", "organisation"],
  read: async ({ params: { employeeId }, caller, views }) => {
    const rows = await views.rows<OnboardingFeedbackRow>(sql`
      select ${verbatim(selectList(onboardingFeedbackTable, "feedback"))}
      from views.onboarding_feedback feedback ${standsOn(sql`feedback.employee_id`, caller.today)}
      where feedback.employee_id = ${employeeId}
        and (feedback.given_by = ${caller.userId} or ${withinReach(reachOf(caller, "see-onboarding-feedback"), present)})
      order by feedback.given_on, feedback.milestone, feedback.giver limit 500`);
    if (rows.length === 0) await seeEmployee(views, caller, "see-onboarding-feedback", employeeId);
    return {
      items: rows.map(({ milestone, giver, givenBy, givenOn, answers }) => ({
        milestone,
        from: giver,
        givenBy,
        givenOn,
        answers,
      })),
    };
  },
});

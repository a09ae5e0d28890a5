// GET /onboarding-progress: how the onboardings of each unit go, and after how many days newcomers work on their own.
import { UnitId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { z } from "zod";
import { inSubtrees, requireReach, withinReach } from "../../access/reach.js";
import { present, standsOn } from "../../access/see-employee.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";

const Day = z.iso.date();

const Item = z.object({
  unitId: z.string(),
  name: z.string(),
  open: z.number(),
  completed: z.number(),
  cancelled: z.number(),
  tasksTotal: z.number().meta({ description: "Of plans that are not cancelled" }),
  tasksClosed: z.number(),
  tasksOverdue: z.number(),
  withoutMentor: z.number().meta({ description: "Open plans without a mentor" }),
  productive: z.number().meta({ description: "Newcomers who work on their own" }),
  daysToProductivityTotal: z.number().meta({ description: "Whole days from the start, summed over them" }),
  daysToProductivityMedian: z.number().nullable().meta({ description: "The lower one of two in the middle" }),
});
type Row = z.output<typeof Item>;

export const onboardingProgress = view({
  path: "/onboarding-progress",
  id: "onboardingProgress",
  summary: "Onboardings by unit, with the time to productivity",
  params: nothing,
  query: z.strictObject({
    from: Day.optional().meta({
      description: "Plans that start from this day on; those of the last 365 days unless given",
      example: "2026-01-01",
    }),
    to: Day.optional().meta({ description: "Plans that start until this day", example: "2026-12-31" }),
    under: UnitId.optional().meta({ description: "Only this unit and all under it", example: "u0002" }),
    ...paging,
  }),
  answer: z.object({ items: z.array(Item), next: nextCursor }),
  example: {
    items: [
      {
        unitId: "u0042",
        name: "Отделение 42",
        open: 2,
        completed: 5,
        cancelled: 1,
        tasksTotal: 140,
        tasksClosed: 121,
        tasksOverdue: 3,
        withoutMentor: 0,
        productive: 4,
        daysToProductivityTotal: 212,
        daysToProductivityMedian: 48,
      },
    ],
    next: null,
  },
  reads: ["onboarding-plans", "employees", "organisation"],
  read: async ({ query: { from, to, under, limit, cursor }, caller, views }) => {
    const reach = requireReach({ ...reachOf(caller, "see-onboarding"), person: null });
    const [after] = keyOf(cursor, keyText);
    // Everybody: along the starts. Some units: their people first, then their plans.
    const people =
      reach.everywhere && under === undefined
        ? sql`views.onboarding_plan plan ${standsOn(sql`plan.employee_id`, caller.today)}`
        : sql`(select * from views.employee_unit
              where seen_from <= ${caller.today}::date and until_date > ${caller.today}::date) stands
            cross join lateral (select * from views.onboarding_plan own where own.employee_id = stands.employee_id offset 0) plan`;
    const rows = await views.rows<Row>(sql`
      select unit.unit_id as "unitId", unit.name,
        count(*) filter (where plan.status = 'open')::integer as open,
        count(*) filter (where plan.status = 'completed')::integer as completed,
        count(*) filter (where plan.status = 'cancelled')::integer as cancelled,
        coalesce(sum(plan.tasks_total) filter (where plan.status <> 'cancelled'), 0)::integer as "tasksTotal",
        coalesce(sum(plan.tasks_closed) filter (where plan.status <> 'cancelled'), 0)::integer as "tasksClosed",
        coalesce(sum(late.tasks), 0)::integer as "tasksOverdue",
        count(*) filter (where plan.status = 'open' and plan.mentor_id is null)::integer as "withoutMentor",
        count(plan.productive_on)::integer as productive,
        coalesce(sum(plan.productive_on - plan.starts_on), 0)::integer as "daysToProductivityTotal",
        percentile_disc(0.5) within group (order by plan.productive_on - plan.starts_on) as "daysToProductivityMedian"
      from ${people}
      join views.unit on unit.unit_id = stands.unit_id
      cross join lateral (select count(*) as tasks from views.onboarding_task task
        where task.plan_id = plan.plan_id and task.due_on < ${caller.today}::date) late
      where ${withinReach(reach, present)}
        and plan.starts_on >= ${from === undefined ? sql`${caller.today}::date - 365` : sql`${from}::date`}
        and ${to === undefined ? sql`true` : sql`plan.starts_on <= ${to}::date`}
        and ${under === undefined ? sql`true` : inSubtrees(sql`stands.unit_id`, [under], caller.today)}
        and ${after === undefined ? sql`true` : sql`unit.unit_id > ${after}`}
      group by unit.unit_id, unit.name order by unit.unit_id limit ${limit + 1}`);
    return page(rows, limit, ({ unitId }) => [unitId]);
  },
});

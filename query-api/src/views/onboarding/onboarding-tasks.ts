// GET /onboarding-tasks: what the caller has to do in anybody's onboarding, the most urgent first.
import { z } from "zod";
import { officerOver } from "../../access/relation.js";
import { standsOn } from "../../access/see-employee.js";
import { keyDate, keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { joined, type Sql, sql } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { headsAbove } from "../absence/step-holders.js";
import { Title } from "./title.js";

const Owner = z.enum(["newcomer", "head", "hr", "mentor", "it"]);

const Item = z.object({
  planId: z.string(),
  taskId: z.string(),
  employeeId: z.string(),
  name: PersonName,
  title: Title,
  owner: Owner,
  dueOn: z.string(),
  overdue: z.boolean(),
  needsDocument: z.boolean(),
});

interface Row extends NameColumns {
  readonly planId: string;
  readonly taskId: string;
  readonly employeeId: string;
  readonly title: z.output<typeof Title>;
  readonly owner: z.output<typeof Owner>;
  readonly dueOn: string;
  readonly needsDocument: boolean;
}

export const onboardingTasks = view({
  path: "/onboarding-tasks",
  id: "onboardingTasks",
  summary: "Open onboarding tasks of the caller: as newcomer, mentor, head, HR or IT",
  description: "A head's task waits for the nearest head of the newcomer's unit or of one above.",
  params: nothing,
  query: z.strictObject({
    as: Owner.optional().meta({ description: "Only the tasks that the caller has as this; all of them without it" }),
    overdue: z.enum(["true", "false"]).default("false").meta({ description: "Only those whose day is over" }),
    ...paging,
  }),
  answer: z.object({ items: z.array(Item), next: nextCursor }),
  example: {
    items: [
      {
        planId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
        taskId: "sign-contract",
        employeeId: "e00042",
        name: "Сидорова Нина Олеговна",
        title: { ru: "Подписать договор", en: "Sign the contract" },
        owner: "newcomer",
        dueOn: "2026-11-16",
        overdue: false,
        needsDocument: true,
      },
    ],
    next: null,
  },
  reads: ["onboarding-plans", "employees", "organisation"],
  read: async ({ query: { as, overdue, limit, cursor }, caller, views }) => {
    const { userId, today, leads, grants } = caller;
    const [dueOn, employeeId, taskId] = keyOf(cursor, keyDate, keyText, keyText);
    const after =
      dueOn === undefined
        ? sql`true`
        : sql`(task.due_on, task.employee_id, task.task_id) > (${dueOn}::date, ${employeeId}, ${taskId})`;
    const late = overdue === "true" ? sql`task.due_on < ${today}::date` : sql`true`;

    /** One reason for which a task is the caller's; each reads a page at most through an index of its own. */
    const because = (owner: Row["owner"], source: Sql, condition: Sql): Sql[] =>
      as !== undefined && as !== owner
        ? []
        : [
            sql`(select task.plan_id, task.task_id from ${source}
              where task.owner = ${owner} and ${condition} and ${late} and ${after}
              order by task.due_on, task.employee_id, task.task_id limit ${limit + 1})`,
          ];
    const tasks = sql`views.onboarding_task task`;
    const ofPeople = sql`${tasks} ${standsOn(sql`task.employee_id`, today)}`;
    /** The people of the units under the caller, with the heads above them. */
    const ofHeaded = sql`
      (select unit_id, ${headsAbove(sql`path`, today)} as heads from views.unit where path && ${leads}::text[] offset 0) line
      join views.employee_unit stands on stands.unit_id = line.unit_id
        and stands.seen_from <= ${today}::date and stands.until_date > ${today}::date
      cross join lateral (select * from views.onboarding_task own where own.employee_id = stands.employee_id offset 0) task`;
    const nearest = sql`(select head from unnest(line.heads) with ordinality as each (head, place)
      where head <> task.employee_id order by place limit 1)`;
    const holds = (role: string) => grants.some((grant) => grant.role === role);
    const reasons = [
      ...because("newcomer", tasks, sql`task.employee_id = ${userId}`),
      ...because("mentor", tasks, sql`task.mentor_id = ${userId}`),
      ...(leads.length === 0 ? [] : because("head", ofHeaded, sql`${nearest} = ${userId}`)),
      ...(holds("hr-officer") ? because("hr", ofPeople, officerOver(caller, "hr-officer")) : []),
      ...(holds("it-officer") ? because("it", ofPeople, officerOver(caller, "it-officer")) : []),
    ];
    if (reasons.length === 0) return { items: [], next: null };

    // The limit keeps it a look-up by key, task by task.
    const rows = await views.rows<Row>(sql`
      select task.plan_id as "planId", task.task_id as "taskId", task.employee_id as "employeeId", task.title, task.owner,
             task.due_on as "dueOn", task.needs_document as "needsDocument", ${nameColumns}
      from (${joined(reasons, " union ")}) mine
      cross join lateral (select * from views.onboarding_task found
        where found.plan_id = mine.plan_id and found.task_id = mine.task_id limit 1) task
      cross join lateral (select * from views.employee who where who.employee_id = task.employee_id limit 1) employee
      order by task.due_on, task.employee_id, task.task_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.dueOn, row.employeeId, row.taskId]);
    return {
      items: items.map((row) => ({
        planId: row.planId,
        taskId: row.taskId,
        employeeId: row.employeeId,
        name: nameOf(row),
        title: row.title,
        owner: row.owner,
        dueOn: row.dueOn,
        overdue: row.dueOn < today,
        needsDocument: row.needsDocument,
      })),
      next,
    };
  },
});

// GET /onboarding/{employeeId}: a newcomer's latest plan, its tasks, and what the caller may do.
import { EmployeeId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { onboardingPlanTable, type OnboardingPlanRow, type PlanTaskOfRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import type { Caller } from "../../access/caller.js";
import { withinReach } from "../../access/reach.js";
import { relation, type Relation } from "../../access/relation.js";
import { present, standsOn, unseen } from "../../access/see-employee.js";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { Title } from "./title.js";

const Owner = z.enum(["newcomer", "head", "hr", "mentor", "it"]);

const Task = z.object({
  taskId: z.string(),
  title: Title,
  owner: Owner,
  dueOn: z.string(),
  overdue: z.boolean().meta({ description: "Open, and its day is over" }),
  needsDocument: z.boolean(),
  status: z.enum(["open", "done", "waived"]),
  doneOn: z.string().nullable(),
  doneBy: z.string().nullable(),
  document: z.string().nullable(),
  allowedActions: z.array(z.enum(["complete-onboarding-task", "waive-onboarding-task"])),
});

const planActions = [
  "reschedule-onboarding",
  "add-onboarding-task",
  "cancel-onboarding",
  "reserve-mentee",
  "end-mentorship",
  "declare-productive",
] as const;

const Plan = z.object({
  planId: z.string(),
  employeeId: z.string(),
  name: PersonName,
  templateId: z.string(),
  templateVersion: z.number(),
  startsOn: z.string(),
  status: z.enum(["open", "completed", "cancelled"]),
  mentor: z.object({ mentorId: z.string(), from: z.string() }).nullable(),
  tasksTotal: z.number(),
  tasksClosed: z.number(),
  completedOn: z.string().nullable(),
  productiveOn: z.string().nullable(),
  feedback: z
    .array(z.object({ milestone: z.number(), from: z.enum(["newcomer", "mentor", "head"]), givenOn: z.string() }))
    .meta({ description: "Which was given; its answers are another view" }),
  tasks: z.array(Task),
  allowedActions: z
    .array(z.enum(planActions))
    .meta({ description: "Commands on the plan that the caller may give now" }),
});
type Answer = z.input<typeof Plan>;

interface Row extends OnboardingPlanRow, NameColumns, Relation {}

const ownsTask = (owner: PlanTaskOfRow["owner"], row: Row, { userId }: Caller): boolean => {
  switch (owner) {
    case "newcomer":
      return row.employeeId === userId;
    case "mentor":
      return row.mentorId === userId;
    case "head":
      return row.isHead;
    case "it":
      return row.isIt;
    case "hr":
      return row.isHr;
  }
};

const taskItem = (task: PlanTaskOfRow, row: Row, caller: Caller): Answer["tasks"][number] => {
  const open = row.status === "open" && task.status === "open";
  const actions: Answer["tasks"][number]["allowedActions"] = [];
  if (open && (row.isHr || ownsTask(task.owner, row, caller))) actions.push("complete-onboarding-task");
  if (open && (row.isHr || row.isHead)) actions.push("waive-onboarding-task");
  return { ...task, overdue: open && task.dueOn < caller.today, allowedActions: actions };
};

const actionsOf = (row: Row): Answer["allowedActions"] => {
  if (row.status === "cancelled" || !(row.isHr || row.isHead)) return [];
  const actions: Answer["allowedActions"] = [];
  if (row.status === "open") actions.push("reschedule-onboarding", "add-onboarding-task", "cancel-onboarding");
  if (row.status === "open") actions.push("reserve-mentee");
  if (row.status === "open" && row.mentorId !== null) actions.push("end-mentorship");
  if (row.productiveOn === null) actions.push("declare-productive");
  return actions;
};

export const onboardingPlan = view({
  path: "/onboarding/{employeeId}",
  id: "onboardingPlan",
  summary: "A newcomer's plan with its tasks, for the newcomer, the mentor, heads and HR",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: nothing,
  answer: Plan,
  example: {
    planId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
    employeeId: "e00042",
    name: "Сидорова Нина Олеговна",
    templateId: "teller",
    templateVersion: 2,
    startsOn: "2026-11-16",
    status: "open",
    mentor: { mentorId: "e00017", from: "2026-11-16" },
    tasksTotal: 1,
    tasksClosed: 0,
    completedOn: null,
    productiveOn: null,
    feedback: [],
    tasks: [
      {
        taskId: "sign-contract",
        title: { ru: "Подписать договор", en: "Sign the contract" },
        owner: "newcomer",
        dueOn: "2026-11-16",
        overdue: false,
        needsDocument: true,
        status: "open",
        doneOn: null,
        doneBy: null,
        document: null,
        allowedActions: ["complete-onboarding-task"],
      },
    ],
    allowedActions: [],
  },
  reads: ["onboarding-plans", "employees", "organisation"],
  read: async ({ params: { employeeId }, caller, views }) => {
    const row = await views.row<Row>(sql`
      select ${verbatim(selectList(onboardingPlanTable, "plan"))}, ${nameColumns}, ${relation(caller)}
      from views.onboarding_plan plan
      join views.employee on employee.employee_id = plan.employee_id
      ${standsOn(sql`plan.employee_id`, caller.today)}
      where plan.employee_id = ${employeeId}
        and (plan.mentor_id = ${caller.userId} or ${withinReach(reachOf(caller, "see-onboarding"), present)})
      order by plan.planned_at desc limit 1`);
    if (row === undefined) throw unseen(employeeId);
    const { mentorId, mentorFrom } = row;
    return {
      planId: row.planId,
      employeeId,
      name: nameOf(row),
      templateId: row.templateId,
      templateVersion: row.templateVersion,
      startsOn: row.startsOn,
      status: row.status,
      mentor: mentorId === null ? null : { mentorId, from: mentorFrom ?? row.startsOn },
      tasksTotal: row.tasksTotal,
      tasksClosed: row.tasksClosed,
      completedOn: row.completedOn,
      productiveOn: row.productiveOn,
      feedback: row.feedback as Answer["feedback"], // the projection writes the events' own words
      tasks: row.tasks.map((task) => taskItem(task, row, caller)),
      allowedActions: actionsOf(row),
    };
  },
});

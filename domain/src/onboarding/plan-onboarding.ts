// Making a plan from a template, moving it with the start, and giving it up.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { addWorkingDays } from "../work-calendar/working-day-terms.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import { OnboardingCancelled, OnboardingPlanned, OnboardingRescheduled, type Onboarding } from "./onboarding.js";
import { openPlanOf, type OnboardingFacts } from "./onboarding-facts.js";
import { TemplateId, type OnboardingTemplate } from "./template.js";

export const PlanOnboarding = z.strictObject({
  employeeId: EmployeeId,
  templateId: TemplateId,
  /** The first day in the new place; the day of hire unless given. */
  startsOn: LocalDate.nullable().default(null),
});
export type PlanOnboarding = z.output<typeof PlanOnboarding>;
export const RescheduleOnboarding = z.strictObject({ employeeId: EmployeeId, startsOn: LocalDate });
export type RescheduleOnboarding = z.output<typeof RescheduleOnboarding>;
export const CancelOnboarding = z.strictObject({ employeeId: EmployeeId, reason: z.string().trim().min(1).max(2000) });
export type CancelOnboarding = z.output<typeof CancelOnboarding>;

const refuseStart = (startsOn: LocalDate, { employeeId, hiredOn, lastDay }: Employment): Refusal | undefined => {
  if (startsOn < hiredOn) return refuse("before-hire", { date: startsOn, hiredOn }, "/startsOn");
  if (lastDay !== null && startsOn > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/employeeId");
  return undefined;
};

/** The day of each task; tasks with a day of their own keep it. */
const daysOf = <Task extends { readonly due: number | null }>(
  tasks: Iterable<Task>,
  startsOn: LocalDate,
  country: string,
  calendar: CalendarOf,
): (readonly [Task, LocalDate])[] | Refusal => {
  const days: (readonly [Task, LocalDate])[] = [];
  for (const task of tasks) {
    if (task.due === null) continue;
    const dueOn = addWorkingDays(startsOn, task.due, country, calendar);
    if (typeof dueOn === "object")
      return refuse("calendar-not-loaded", { country, year: dueOn.unloadedYear }, "/startsOn");
    days.push([task, dueOn]);
  }
  return days;
};

export interface PlanFacts extends OnboardingFacts {
  readonly template: OnboardingTemplate;
}

/** The command brings the plan's id. A second plan comes only after the first has ended. */
export const planOnboarding = (
  { data, meta }: Command<PlanOnboarding>,
  state: Onboarding,
  { employment, template, calendar }: PlanFacts,
): Decision<EventOf<typeof OnboardingPlanned>> => {
  const { employeeId, templateId } = data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (state.plan?.status === "open") return refuse("onboarding-open", { employeeId }, "/employeeId");
  const { published, retired } = template;
  if (published === null || retired) return refuse("template-unknown", { templateId }, "/templateId");
  const startsOn = data.startsOn ?? employment.hiredOn;
  const refusal = refuseStart(startsOn, employment);
  if (refusal !== undefined) return refusal;
  const days = daysOf(published.tasks, startsOn, employment.country, calendar);
  if ("refused" in days) return days;
  return [
    OnboardingPlanned({
      employeeId,
      planId: meta.newId,
      templateId,
      templateVersion: published.version,
      startsOn,
      tasks: days.map(([task, dueOn]) => ({ ...task, dueOn })),
    }),
  ];
};

/** With the same start it counts the days again, after a change of the work calendar. */
export const rescheduleOnboarding = (
  { data }: Command<RescheduleOnboarding>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof OnboardingRescheduled>> => {
  const { employeeId, startsOn } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const { plan, employment } = found;
  const refusal = refuseStart(startsOn, employment);
  if (refusal !== undefined) return refusal;
  const open = [...plan.tasks.values()].filter(({ status }) => status === "open");
  const days = daysOf(open, startsOn, employment.country, facts.calendar);
  if ("refused" in days) return days;
  const due = days.filter(([task, dueOn]) => task.dueOn !== dueOn).map(([{ taskId }, dueOn]) => ({ taskId, dueOn }));
  if (startsOn === plan.startsOn && due.length === 0) return nothingToDo();
  return [OnboardingRescheduled({ employeeId, planId: plan.planId, startsOn, due })];
};

/** The newcomer does not come, or leaves before the end. */
export const cancelOnboarding = (
  { data, meta }: Command<CancelOnboarding>,
  state: Onboarding,
  facts: OnboardingFacts,
): Decision<EventOf<typeof OnboardingCancelled>> => {
  const { employeeId, reason } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  return [OnboardingCancelled({ employeeId, planId: found.plan.planId, cancelledBy: meta.actor, reason })];
};

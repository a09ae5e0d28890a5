// What of onboarding and mentoring somebody is told.
import { z } from "zod";
import { EmployeeId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

const plan = { employeeId: EmployeeId, planId: z.string().max(64) };
const task = {
  ...plan,
  taskId: z.string().max(64),
  owner: z.enum(["newcomer", "head", "hr", "mentor", "it"]),
  on: LocalDate,
};

export const newcomerNotices = {
  "onboarding-welcome": z.strictObject({ ...plan, on: LocalDate }),
  "onboarding-planned": z.strictObject({ ...plan, on: LocalDate }),
  "task-due": z.strictObject(task),
  "task-overdue": z.strictObject(task),
  "mentor-assigned": z.strictObject({ ...plan, mentorId: EmployeeId, from: LocalDate }),
  /** Nobody of the unit or of the position is free. */
  "mentor-missing": z.strictObject(plan),
  "mentorship-ended": z.strictObject({ ...plan, mentorId: EmployeeId, on: LocalDate }),
  "feedback-asked": z.strictObject({
    ...plan,
    milestone: z.int().min(1).max(1000),
    giver: z.enum(["newcomer", "mentor", "head"]),
  }),
} as const;

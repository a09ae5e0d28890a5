// How far somebody's onboarding is, for systems that prepare desks, accounts and courses.
import { z } from "zod";
import { contract, Day, EmployeeReference } from "../contract.js";

export const onboardingContract = contract({
  name: "onboarding",
  version: 1,
  about:
    "An onboarding plan as it stands, whole: it takes the place of what was said of the same planId before. Titles of tasks and answers of feedback are not in it.",
  key: "employeeId",
  data: z.object({
    employeeId: EmployeeReference,
    planId: z.string().min(1).max(64),
    state: z.enum(["planned", "completed", "cancelled"]),
    startsOn: Day,
    mentorId: EmployeeReference.nullable(),
    tasks: z.int().min(0).describe("All of the plan, without those that were waived"),
    done: z.int().min(0),
  }),
  example: {
    employeeId: "e02001",
    planId: "p-2026-11",
    state: "planned",
    startsOn: "2026-11-16",
    mentorId: "e00089",
    tasks: 12,
    done: 3,
  },
});

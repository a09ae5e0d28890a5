// The hours that payroll pays: once when a period is closed, and a difference for each later fact about a closed period.
import { z } from "zod";
import { contract, Details, EmployeeReference, Minutes, Month } from "../contract.js";

export const payrollHoursContract = contract({
  name: "payroll-hours",
  version: 1,
  about:
    "An employee's hours of a period. `closing`: the period was closed, with these. `correction`: what a later fact adds to a closed period, or takes away; it counts in the period named by `countsIn`. The hours of a month are the sum of what counts in it. Absences by code are not in it: `details` has them for whoever may see them.",
  key: "employeeId",
  data: z.object({
    employeeId: EmployeeReference,
    period: Month.describe("The period that the hours were worked in"),
    countsIn: Month.describe("The period that they are paid in"),
    entry: z.enum(["closing", "correction"]),
    normMinutes: Minutes.describe("Of the person's schedule for the whole month; 0 in a correction"),
    workedMinutes: Minutes.describe("All that was worked, overtime and days off among it"),
    nightMinutes: Minutes,
    overtimeFirstMinutes: Minutes.describe("Overtime at the first rate"),
    overtimeFurtherMinutes: Minutes.describe("Overtime at the second rate"),
    dayOffMinutes: Minutes.describe("Worked on days off and public holidays"),
    absentMinutes: Minutes.describe("Planned and not worked, for whatever reason"),
    details: Details,
  }),
  example: {
    employeeId: "e00089",
    period: "2026-10",
    countsIn: "2026-10",
    entry: "closing",
    normMinutes: 10_560,
    workedMinutes: 8_400,
    nightMinutes: 0,
    overtimeFirstMinutes: 120,
    overtimeFurtherMinutes: 0,
    dayOffMinutes: 0,
    absentMinutes: 2_280,
    details: "/api/views/payroll-hours/e00089/2026-10",
  },
});

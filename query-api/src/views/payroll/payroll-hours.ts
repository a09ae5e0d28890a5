// GET /payroll-hours/{period} and /payroll-hours/{employeeId}/{period}: hours of a period and the pay for them.
import { EmployeeId, lastDay, monthAsKnown, Period, UnitId, workCalendar } from "@tabel/domain";
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import { z } from "zod";
import { requireReach, withinReach } from "../../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { view } from "../../http/view.js";
import { happeningsOf } from "../../reading/happenings.js";
import { known } from "../../reading/known.js";
import { sql } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";
import { nameOf } from "../employee/person.js";
import { figuresKnown } from "../timesheet/employee-month.js";
import { periodProblems, requireOpened } from "./periods.js";
import {
  Hours,
  hours,
  hoursColumns,
  hoursExample,
  hoursReads,
  hoursRows,
  type HoursRow,
  ofTheHours,
} from "./hours-of-person.js";

/** Whoever sees the figures that stand sees what they were. Throws Problem 404 where there were none. */
const hoursKnown = async (views: Views, row: HoursRow, period: Period, at: string) => {
  const month = monthAsKnown(period, await happeningsOf(views, row.employeeId, at), workCalendar);
  if (month.status === "not-open")
    throw new Problem(periodProblems["period-not-open"], `Period ${period} was not opened by ${at}.`);
  const found = figuresKnown(month, period);
  if (found === null)
    throw new Problem(platformProblems["not-found"], `Nothing of ${row.employeeId} in ${period} was known by ${at}.`);
  const unitId = month.stood?.unitId ?? month.timeline?.units.findLast(({ from }) => from <= lastDay(period))?.unitId;
  return { employeeId: row.employeeId, name: nameOf(row), unitId: unitId ?? row.unitId, period, ...found };
};

export const payrollOfPeriod = view({
  path: "/payroll-hours/{period}",
  id: "payrollHoursOfPeriod",
  summary: "Payroll hours of a period, a person at a time",
  params: z.strictObject({ period: Period }),
  query: z.strictObject({ unitId: UnitId.optional(), ...paging }),
  answer: z.object({ period: z.string(), items: z.array(Hours), next: nextCursor }),
  example: { period: "2026-05", items: [hoursExample], next: null },
  shows: ({ items }) => ({ userIds: items.map(({ employeeId }) => employeeId), what: "pay" }),
  reads: hoursReads,
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { period }, query: { unitId, limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-payroll-hours"));
    await requireOpened(views, period);
    const [after] = keyOf(cursor, keyText);
    const found = await views.rows<HoursRow>(sql`
      select ${hoursColumns} from ${hoursRows}
      where hours.period = ${period} and ${withinReach(reach, ofTheHours)}
        and ${unitId === undefined ? sql`true` : sql`hours.unit_id = ${unitId}`}
        and ${after === undefined ? sql`true` : sql`hours.employee_id > ${after}`}
      order by hours.employee_id limit ${limit + 1}`);
    const { items, next } = page(found, limit, ({ employeeId }) => [employeeId]);
    return { period, items: items.map(hours), next };
  },
});

export const payrollOfEmployee = view({
  path: "/payroll-hours/{employeeId}/{period}",
  id: "payrollHoursOfEmployee",
  summary: "An employee's payroll hours of a period",
  description:
    "With `known` as they were at the instant, worked out from what had been recorded by then; of a period closed by then, by " +
    "its closing. Name is today's.",
  params: z.strictObject({ employeeId: EmployeeId, period: Period }),
  query: z.strictObject({ known }),
  answer: Hours,
  shows: ({ employeeId }) => ({ userIds: [employeeId], what: "pay" }),
  example: hoursExample,
  reads: [...hoursReads, "employee-history"],
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { employeeId, period }, query: { known: at }, caller, views }) => {
    await requireOpened(views, period);
    const row = await views.row<HoursRow>(sql`
      select ${hoursColumns} from ${hoursRows}
      where hours.period = ${period} and hours.employee_id = ${employeeId}
        and ${withinReach(reachOf(caller, "see-payroll-hours"), ofTheHours)}`);
    if (row === undefined)
      throw new Problem(
        platformProblems["not-found"],
        `There are no payroll hours of ${employeeId} for ${period} that you may see.`,
      );
    return at === undefined ? hours(row) : hoursKnown(views, row, period, at);
  },
});

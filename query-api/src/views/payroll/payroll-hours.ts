// GET /payroll-hours/{period} and /payroll-hours/{employeeId}/{period}: hours of a period and the pay for them.
import { EmployeeId, Period, UnitId } from "@tabel/domain";
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import { z } from "zod";
import { requireReach, withinReach } from "../../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
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

export const payrollOfPeriod = view({
  path: "/payroll-hours/{period}",
  id: "payrollHoursOfPeriod",
  summary: "Payroll hours of a period, a person at a time",
  params: z.strictObject({ period: Period }),
  query: z.strictObject({ unitId: UnitId.optional(), ...paging }),
  answer: z.object({ period: z.string(), items: z.array(Hours), next: nextCursor }),
  example: { period: "2026-05", items: [hoursExample], next: null },
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
  params: z.strictObject({ employeeId: EmployeeId, period: Period }),
  query: nothing,
  answer: Hours,
  example: hoursExample,
  reads: hoursReads,
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { employeeId, period }, caller, views }) => {
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
    return hours(row);
  },
});

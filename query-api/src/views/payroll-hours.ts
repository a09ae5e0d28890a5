// GET /payroll-hours/{period} and /payroll-hours/{employeeId}/{period}: hours of a period and the pay for them.
import { EmployeeId, Period, UnitId } from "@tabel/domain";
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import { payrollHoursTable, selectList, type PayrollHoursRow } from "@tabel/read-models";
import { z } from "zod";
import { requireReach, withinReach } from "../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";
import { sql, verbatim } from "../reading/sql.js";
import { periodProblems, requireOpened } from "./periods.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

const ByCode = z.record(z.string(), z.number());
const Minutes = z.number().meta({ example: 9060 });

const Hours = z.object({
  employeeId: z.string(),
  name: PersonName,
  unitId: z.string(),
  period: z.string(),
  normMinutes: Minutes.meta({ description: "Whole norm of the month for the person's own schedule" }),
  workedMinutes: Minutes,
  absentMinutes: ByCode.meta({ description: "Planned minutes not worked, by code; never added to worked hours" }),
  days: ByCode.meta({ description: "Days by code" }),
  lines: z.array(
    z.object({
      category: z.string().meta({ example: "salary" }),
      minutes: Minutes,
      normMinutes: Minutes,
      monthly: z.object({ minor: z.number(), currency: z.string() }),
      amountMinor: z.number().meta({ description: "Minor units, rounded half up once", example: 6_357_616 }),
    }),
  ),
});

const example: z.input<typeof Hours> = {
  employeeId: "e00017",
  name: "Иванова Анна Петровна",
  unitId: "u0042",
  period: "2026-05",
  normMinutes: 9060,
  workedMinutes: 4800,
  absentMinutes: { ОТ: 4260 },
  days: { Я: 10, ОТ: 13, В: 8 },
  lines: [
    {
      category: "salary",
      minutes: 4800,
      normMinutes: 9060,
      monthly: { minor: 12_000_000, currency: "RUB" },
      amountMinor: 6_357_616,
    },
  ],
};

type Row = PayrollHoursRow & NameColumns;

const hours = (row: Row) => ({
  employeeId: row.employeeId,
  name: nameOf(row),
  unitId: row.unitId,
  period: row.period,
  normMinutes: row.normMinutes,
  workedMinutes: row.workedMinutes,
  absentMinutes: row.absentMinutes,
  days: row.days,
  lines: row.lines,
});

const columns = sql`${verbatim(selectList(payrollHoursTable, "hours"))}, ${nameColumns}`;
const rows = sql`views.payroll_hours hours join views.employee on employee.employee_id = hours.employee_id`;
const ofTheHours = { employee: sql`hours.employee_id`, unit: sql`hours.unit_id` };
const reads = ["time-accounts", "payroll-periods", "employees", "organisation"];

export const payrollOfPeriod = view({
  path: "/payroll-hours/{period}",
  id: "payrollHoursOfPeriod",
  summary: "Payroll hours of a period, a person at a time",
  params: z.strictObject({ period: Period }),
  query: z.strictObject({ unitId: UnitId.optional(), ...paging }),
  answer: z.object({ period: z.string(), items: z.array(Hours), next: nextCursor }),
  example: { period: "2026-05", items: [example], next: null },
  reads,
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { period }, query: { unitId, limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-payroll-hours"));
    await requireOpened(views, period);
    const [after] = keyOf(cursor, keyText);
    const found = await views.rows<Row>(sql`
      select ${columns} from ${rows}
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
  example,
  reads,
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { employeeId, period }, caller, views }) => {
    await requireOpened(views, period);
    const row = await views.row<Row>(sql`
      select ${columns} from ${rows}
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

// GET /payroll-hours/{period} and /payroll-hours/{employeeId}/{period}: hours of a period and the pay for them.
import { EmployeeId, Period, UnitId } from "@tabel/domain";
import { platformProblems, Problem, reachesNothing, reachOf } from "@tabel/platform";
import { payrollHoursTable, selectList, type PayrollHoursRow } from "@tabel/read-models";
import { z } from "zod";
import { reachValues, seeEmployee, withinReach } from "../access/caller.js";
import { keyOf, nextCursor, page, paging } from "../http/paging.js";
import { view } from "../http/view.js";
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

const hours = (row: Row): z.input<typeof Hours> => ({
  employeeId: row.employeeId,
  name: nameOf(row),
  unitId: row.unitId,
  period: row.period,
  normMinutes: row.normMinutes,
  workedMinutes: row.workedMinutes,
  absentMinutes: row.absentMinutes,
  days: row.days,
  lines: row.lines.map((line) => ({ ...line })),
});

const columns = `${selectList(payrollHoursTable, "hours")}, ${nameColumns("employee")}`;

const periodQuery = `
  select ${columns}
  from views.payroll_hours hours left join views.employee on employee.employee_id = hours.employee_id
  where hours.period = $1 and ($2::text is null or hours.unit_id = $2) and ($3::text is null or hours.employee_id > $3)
    and ${withinReach("hours.employee_id", 5)}
  order by hours.employee_id limit $4`;

export const payrollOfPeriod = view({
  path: "/payroll-hours/{period}",
  id: "payrollHoursOfPeriod",
  summary: "Payroll hours of a period, a person at a time",
  params: z.strictObject({ period: Period }),
  query: z.strictObject({ unitId: UnitId.optional(), ...paging }),
  answer: z.object({ period: z.string(), items: z.array(Hours), next: nextCursor }),
  example: { period: "2026-05", items: [example], next: null },
  read: async ({ params: { period }, query: { unitId, limit, cursor }, caller, views }) => {
    const reach = reachOf(caller, "see-payroll-hours");
    if (reachesNothing(reach)) return { period, items: [], next: null };
    const [after = null] = keyOf(cursor, 1) ?? [];
    const values = [period, unitId ?? null, after, limit + 1, ...reachValues(reach, caller.today)];
    const { items, next } = page(await views.rows<Row>(periodQuery, values), limit, ({ employeeId }) => [employeeId]);
    return { period, items: items.map(hours), next };
  },
});

export const payrollOfEmployee = view({
  path: "/payroll-hours/{employeeId}/{period}",
  id: "payrollHoursOfEmployee",
  summary: "An employee's payroll hours of a period",
  params: z.strictObject({ employeeId: EmployeeId, period: Period }),
  query: z.strictObject({}),
  answer: Hours,
  example,
  read: async ({ params: { employeeId, period }, caller, views }) => {
    await seeEmployee(views, caller, "see-payroll-hours", employeeId);
    const [row] = await views.rows<Row>(
      `select ${columns} from views.payroll_hours hours
       left join views.employee on employee.employee_id = hours.employee_id
       where hours.period = $1 and hours.employee_id = $2`,
      [period, employeeId],
    );
    if (row === undefined)
      throw new Problem(
        platformProblems["not-found"],
        `There are no payroll hours of ${employeeId} for ${period}: the period is not open, or nobody of that number was employed in it.`,
      );
    return hours(row);
  },
});

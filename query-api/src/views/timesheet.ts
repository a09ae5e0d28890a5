// GET /timesheets/{unitId}/{period}: the unit's month with the official codes of forms T-12/T-13.
import { Period, UnitId } from "@tabel/domain";
import { reaches, reachOf } from "@tabel/platform";
import { type TimesheetMonthRow, unpackDay, unpackTotals } from "@tabel/read-models";
import { z } from "zod";
import { requireReach, withinReach } from "../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../http/paging.js";
import { view } from "../http/view.js";
import { sql } from "../reading/sql.js";
import { periodProblems, requireOpened } from "./periods.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";
import { forbiddenUnit, pathOf } from "./units.js";

const ByCode = z.record(z.string(), z.number()).meta({ example: { Я: 20 } });
const Totals = z.object({
  days: ByCode.meta({ description: "Days by code" }),
  minutes: ByCode.meta({ description: "Worked minutes by code" }),
});

const Line = z.object({
  employeeId: z.string(),
  name: PersonName,
  position: z.string().nullable(),
  days: z.array(
    z.object({
      day: z.number().meta({ example: 16 }),
      plannedMinutes: z.number().meta({ example: 480 }),
      codes: z.array(z.object({ code: z.string().meta({ example: "Я" }), minutes: z.number().meta({ example: 480 }) })),
    }),
  ),
  halves: z.tuple([Totals, Totals]).meta({ description: "Days 1–15 and 16 to the end" }),
  total: Totals,
});

interface Row extends NameColumns, Pick<TimesheetMonthRow, "employeeId" | "days" | "totals"> {
  readonly position: string | null;
}

// The unit of the sheet decides who sees it, not where the person stands today: a unit's sheet stays whole.
const ofTheSheet = { employee: sql`sheet.employee_id`, unit: sql`sheet.unit_id` };

const totals = { days: { Я: 19 }, minutes: { Я: 9060 } };
const half = { days: { Я: 9 }, minutes: { Я: 4320 } };

export const timesheet = view({
  path: "/timesheets/{unitId}/{period}",
  id: "timesheet",
  summary: "A unit's timesheet of a month, with official codes and totals",
  description:
    "Kept from the opening of the period on. A line a person; the days of employment in this unit. An employee without a " +
    "role sees the own line.",
  params: z.strictObject({ unitId: UnitId, period: Period }),
  query: z.strictObject({ ...paging }),
  answer: z.object({ unitId: z.string(), period: z.string(), items: z.array(Line), next: nextCursor }),
  example: {
    unitId: "u0042",
    period: "2026-05",
    items: [
      {
        employeeId: "e00017",
        name: "Иванова Анна Петровна",
        position: "Кассир",
        days: [{ day: 4, plannedMinutes: 480, codes: [{ code: "Я", minutes: 480 }] }],
        halves: [half, half],
        total: totals,
      },
    ],
    next: null,
  },
  reads: ["time-accounts", "payroll-periods", "employees", "organisation"],
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { unitId, period }, query: { limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-timesheet"));
    const unitPath = await pathOf(views, unitId);
    await requireOpened(views, period);
    const [after] = keyOf(cursor, keyText);
    const rows = await views.rows<Row>(sql`
      select sheet.employee_id as "employeeId", ${nameColumns}, sheet.days, sheet.totals,
        (select position from views.employee_unit stood
         where stood.employee_id = sheet.employee_id and stood.unit_id = sheet.unit_id
           and stood.from_date <= (${`${period}-01`}::date + interval '1 month - 1 day')::date
         order by from_date desc limit 1) as position
      from views.timesheet_month sheet
      join views.employee on employee.employee_id = sheet.employee_id
      where sheet.period = ${period} and sheet.unit_id = ${unitId}
        and ${after === undefined ? sql`true` : sql`sheet.employee_id > ${after}`}
        and ${withinReach(reach, ofTheSheet)}
      order by sheet.employee_id limit ${limit + 1}`);
    if (rows.length === 0 && !reaches(reach, { employeeId: "", unitPath })) throw forbiddenUnit();
    const { items, next } = page(rows, limit, ({ employeeId }) => [employeeId]);
    return {
      unitId,
      period,
      items: items.map((row) => ({
        employeeId: row.employeeId,
        name: nameOf(row),
        position: row.position,
        days: row.days.map(unpackDay),
        halves: [unpackTotals(row.totals[0]), unpackTotals(row.totals[1])] as const,
        total: unpackTotals(row.totals[2]),
      })),
      next,
    };
  },
});

// GET /timesheets/{unitId}/{period}: the unit's month with the official codes of forms T-12/T-13.
import { Period, UnitId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import type { TimesheetMonthRow } from "@tabel/read-models";
import { z } from "zod";
import { reachValues, withinReach } from "../access/caller.js";
import { keyOf, nextCursor, page, paging } from "../http/paging.js";
import { view } from "../http/view.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

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

const monthQuery = `
  select sheet.employee_id as "employeeId", ${nameColumns("employee")}, sheet.days, sheet.totals,
    (select position from views.employee_unit stands
     where stands.employee_id = sheet.employee_id and stands.unit_id = sheet.unit_id
     order by from_date desc limit 1) as position
  from views.timesheet_month sheet
  left join views.employee on employee.employee_id = sheet.employee_id
  where sheet.period = $1 and sheet.unit_id = $2 and ($3::text is null or sheet.employee_id > $3)
    and ${withinReach("sheet.employee_id", 5)}
  order by sheet.employee_id limit $4`;

const totals = { days: { Я: 19 }, minutes: { Я: 9060 } };
const half = { days: { Я: 9 }, minutes: { Я: 4320 } };

export const timesheet = view({
  path: "/timesheets/{unitId}/{period}",
  id: "timesheet",
  summary: "A unit's timesheet of a month, with official codes and totals",
  description: "Kept from the opening of the period on. A line a person; the days of employment in this unit.",
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
  read: async ({ params: { unitId, period }, query: { limit, cursor }, caller, views }) => {
    const [after = null] = keyOf(cursor, 1) ?? [];
    const reach = reachOf(caller, "see-timesheet");
    const values = [period, unitId, after, limit + 1, ...reachValues(reach, caller.today)];
    const { items, next } = page(await views.rows<Row>(monthQuery, values), limit, ({ employeeId }) => [employeeId]);
    return {
      unitId,
      period,
      items: items.map((row) => ({
        employeeId: row.employeeId,
        name: nameOf(row),
        position: row.position,
        days: row.days.map((day) => ({ ...day, codes: [...day.codes] })),
        halves: [row.totals.halves[0], row.totals.halves[1]] satisfies [unknown, unknown],
        total: row.totals.month,
      })),
      next,
    };
  },
});

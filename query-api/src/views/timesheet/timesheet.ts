// GET /timesheets/{unitId}/{period}: the unit's month with the official codes of forms T-12/T-13.
import {
  firstHalfOf,
  normMinutes,
  Period,
  secondHalfOf,
  t13Lines,
  UnitId,
  workCalendar,
  workedOf,
} from "@tabel/domain";
import { reaches, reachOf } from "@tabel/platform";
import { type TimesheetDay, type TimesheetMonthRow, unpackDay, unpackTotals } from "@tabel/read-models";
import { z } from "zod";
import { requireReach, withinReach } from "../../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import { periodProblems, requireOpened } from "../payroll/periods.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { Correction, correctionsOf, Sheet, sheetOf } from "./timesheet-standing.js";
import { forbiddenUnit, pathOf } from "../organisation/units.js";

const ByCode = z.record(z.string(), z.number()).meta({ example: { Я: 20 } });
const Totals = z.object({
  days: ByCode.meta({ description: "Days by code" }),
  minutes: ByCode.meta({ description: "Worked minutes by code" }),
});

const Worked = z.object({ days: z.number().meta({ example: 19 }), minutes: z.number().meta({ example: 9060 }) });
const Form = z
  .object({
    lines: z.array(z.array(z.string())).length(4),
    halves: z.tuple([Worked, Worked]),
    month: Worked,
  })
  .meta({ description: "Form T-13: codes and hours of days 1–15, of 16–31; days and hours worked" });

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
  form: Form,
});

interface Row extends NameColumns, Pick<TimesheetMonthRow, "employeeId" | "days" | "totals"> {
  readonly position: string | null;
}

// The unit of the sheet decides who sees it, not where the person stands today: a unit's sheet stays whole.
const ofTheSheet = { employee: sql`sheet.employee_id`, unit: sql`sheet.unit_id` };

const formOf = (period: Period, days: readonly TimesheetDay[]): z.output<typeof Form> => ({
  lines: t13Lines(period, days).map((line) => [...line]),
  halves: [workedOf(firstHalfOf(days)), workedOf(secondHalfOf(days))],
  month: workedOf(days),
});

/** Weekly hours whose norms the production calendar prints. */
const WEEKS = [40, 36, 24] as const;
/** The form is the home country's. */
const HOME = "RU";

const normsOf = (period: Period) => {
  const calendar = workCalendar(HOME, Number(period.slice(0, 4)));
  if (calendar === undefined) return [];
  return WEEKS.map((weeklyHours) => ({ weeklyHours, minutes: normMinutes(calendar, weeklyHours * 60, period) }));
};

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
  answer: z.object({
    unitId: z.string(),
    period: z.string(),
    items: z.array(Line),
    norms: z.array(z.object({ weeklyHours: z.number(), minutes: z.number() })).meta({
      description: "The month's norms of the production calendar",
    }),
    sheet: Sheet,
    corrections: z.array(Correction).meta({ description: "Corrective sheets posted after submission" }),
    next: nextCursor,
  }),
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
        form: {
          lines: [["В", "В", "В", "Я"], ["", "", "", "8"], ["Я"], ["8"]],
          halves: [
            { days: 9, minutes: 4320 },
            { days: 10, minutes: 4740 },
          ],
          month: { days: 19, minutes: 9060 },
        },
      },
    ],
    norms: [{ weeklyHours: 40, minutes: 9060 }],
    sheet: {
      status: "submitted",
      submittedAt: "2026-06-01T07:00:00.000Z",
      submittedBy: "e00003",
      acceptedAt: null,
      acceptedBy: null,
      closedAt: null,
      returnReason: null,
    },
    corrections: [],
    next: null,
  },
  reads: ["time-accounts", "timesheet-sheets", "timesheet-corrections", "payroll-periods", "employees", "organisation"],
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { unitId, period }, query: { limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-timesheet"));
    const unitPath = await pathOf(views, unitId, caller.today);
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
    const seesUnit = reaches(reach, { employeeId: "", unitPath });
    if (rows.length === 0 && !seesUnit) throw forbiddenUnit();
    const { items, next } = page(rows, limit, ({ employeeId }) => [employeeId]);
    return {
      unitId,
      period,
      items: items.map((row) => {
        const days = row.days.map(unpackDay);
        return {
          employeeId: row.employeeId,
          name: nameOf(row),
          position: row.position,
          days,
          halves: [unpackTotals(row.totals[0]), unpackTotals(row.totals[1])] as const,
          total: unpackTotals(row.totals[2]),
          form: formOf(period, days),
        };
      }),
      norms: normsOf(period),
      sheet: await sheetOf(views, unitId, period, seesUnit),
      corrections: await correctionsOf(views, unitId, period, reach),
      next,
    };
  },
});

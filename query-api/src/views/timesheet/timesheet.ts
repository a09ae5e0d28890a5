// GET /timesheets/{unitId}/{period}: the unit's month with the official codes of forms T-12/T-13.
import {
  firstDay,
  firstHalfOf,
  lastDay,
  monthAsKnown,
  normMinutes,
  Period,
  secondHalfOf,
  t13Lines,
  timesheetMonth,
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
import { happeningsOfAll, historyProblems, MOST_HISTORIES } from "../../reading/happenings.js";
import { known } from "../../reading/known.js";
import { type Sql, sql } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";
import { sheetsOf } from "./employee-month.js";
import { periodProblems, requireOpened } from "../payroll/periods.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { Correction, correctionsOf, Sheet, sheetKnown, sheetOf } from "./timesheet-standing.js";
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

const standing = (unitId: string, period: string): Sql => sql`
  (select * from views.timesheet_month where period = ${period} and unit_id = ${unitId}) sheet`;

/** Whoever may have had a line: who stood in the unit in the month, and who has one now. */
const stoodIn = (unitId: string, period: Period): Sql => sql`
  (select employee_id, ${unitId}::text as unit_id, null as days, null as totals
   from views.employee_unit
   where unit_id = ${unitId} and from_date <= ${lastDay(period)}::date and until_date > ${firstDay(period)}::date
   union
   select employee_id, unit_id, null, null from views.timesheet_month
   where period = ${period} and unit_id = ${unitId}) sheet`;

type Part = Pick<z.output<typeof Line>, "days" | "halves" | "total"> & { readonly row: Row };

const standingParts = (row: Row): Part => ({
  row,
  days: row.days.map(unpackDay).map(({ day, plannedMinutes, codes }) => ({ day, plannedMinutes, codes: [...codes] })),
  halves: [unpackTotals(row.totals[0]), unpackTotals(row.totals[1])],
  total: unpackTotals(row.totals[2]),
});

interface AsKnown {
  readonly unitId: string;
  readonly period: Period;
  readonly at: string;
}

const knownParts = async (views: Views, rows: readonly Row[], { unitId, period, at }: AsKnown): Promise<Part[]> => {
  const ids = rows.map(({ employeeId }) => employeeId);
  const happenings = await happeningsOfAll(views, ids, at);
  return rows.flatMap((row) => {
    const { status, timeline } = monthAsKnown(period, happenings.get(row.employeeId) ?? [], workCalendar);
    if (status === "not-open") return [];
    const days = timesheetMonth(timeline, period, workCalendar)?.days ?? [];
    return sheetsOf(days)
      .filter((sheet) => sheet.unitId === unitId)
      .map(({ days: own, halves, total }) => ({
        row,
        days: own.map(({ date, ...day }) => ({ day: Number(date.slice(8)), ...day })),
        halves,
        total,
      }));
  });
};

const totals = { days: { Я: 19 }, minutes: { Я: 9060 } };
const half = { days: { Я: 9 }, minutes: { Я: 4320 } };

export const timesheet = view({
  path: "/timesheets/{unitId}/{period}",
  id: "timesheet",
  summary: "A unit's timesheet of a month, with official codes and totals",
  description:
    "Kept from the opening of the period on. A line a person; the days of employment in this unit. An employee without a " +
    "role sees the own line. With `known` as it was at the instant: of a period closed by then, what had been recorded by its " +
    "closing; 50 lines at most; names, positions and who stood in the unit are today's.",
  params: z.strictObject({ unitId: UnitId, period: Period }),
  query: z.strictObject({ known, ...paging }),
  answer: z.object({
    unitId: z.string(),
    period: z.string(),
    known: z.string().nullable(),
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
    known: null,
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
  reads: [
    "time-accounts",
    "employee-history",
    "timesheet-sheets",
    "timesheet-corrections",
    "payroll-periods",
    "employees",
    "organisation",
  ],
  problems: [periodProblems["period-not-open"], historyProblems["history-too-long"]],
  read: async ({ params: { unitId, period }, query: { limit: asked, cursor, known: at }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-timesheet"));
    const unitPath = await pathOf(views, unitId, caller.today);
    await requireOpened(views, period);
    const [after] = keyOf(cursor, keyText);
    const limit = at === undefined ? asked : Math.min(asked, MOST_HISTORIES);
    const rows = await views.rows<Row>(sql`
      select sheet.employee_id as "employeeId", ${nameColumns}, sheet.days, sheet.totals,
        (select position from views.employee_unit stood
         where stood.employee_id = sheet.employee_id and stood.unit_id = sheet.unit_id
           and stood.from_date <= (${`${period}-01`}::date + interval '1 month - 1 day')::date
         order by from_date desc limit 1) as position
      from ${at === undefined ? standing(unitId, period) : stoodIn(unitId, period)}
      join views.employee on employee.employee_id = sheet.employee_id
      where true and ${after === undefined ? sql`true` : sql`sheet.employee_id > ${after}`}
        and ${withinReach(reach, ofTheSheet)}
      order by sheet.employee_id limit ${limit + 1}`);
    const seesUnit = reaches(reach, { employeeId: "", unitPath });
    if (rows.length === 0 && !seesUnit) throw forbiddenUnit();
    const { items, next } = page(rows, limit, ({ employeeId }) => [employeeId]);
    const kept = at === undefined ? items.map(standingParts) : await knownParts(views, items, { unitId, period, at });
    const sheet = await sheetOf(views, unitId, period, seesUnit);
    const corrections = await correctionsOf(views, unitId, period, reach);
    return {
      unitId,
      period,
      known: at ?? null,
      items: kept.map(({ row, days, halves, total }) => ({
        employeeId: row.employeeId,
        name: nameOf(row),
        position: row.position,
        days,
        halves,
        total,
        form: formOf(period, days),
      })),
      norms: normsOf(period),
      sheet: at === undefined ? sheet : sheetKnown(sheet, at),
      corrections: corrections.filter(({ postedAt }) => at === undefined || postedAt <= at),
      next,
    };
  },
});

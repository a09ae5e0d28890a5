// GET /calendar: who of a unit is away on which days. A colleague sees that somebody is absent, never why.
import { LocalDate, UnitId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { z } from "zod";
import { withinReach } from "../../access/reach.js";
import { keyDate, keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import { seenSpans, type SeenSpan } from "../team/away-spans.js";
import { CalendarDay, calendarDays } from "./calendar-days.js";
import { CountryDays, countryDays } from "./day-kinds.js";
import { requireSpan, requireUnit } from "../team/unit-span.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";

/** A person's stay in the unit, as far as it falls into the days that were asked for. */
interface Stay extends NameColumns {
  readonly employeeId: string;
  readonly country: string;
  readonly fromDate: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly absences: readonly SeenSpan[] | null;
}

export const calendar = view({
  path: "/calendar",
  id: "calendar",
  summary: "A unit's absences, a person and day at a time",
  description:
    "One item a day on which there is something: the whole day, its morning, its half from noon, hours of it. Kinds are shown to " +
    "heads, HR, accounting, auditors and the person; what waits for a decision to heads, HR and the person. For everybody " +
    "else somebody is absent, and who works elsewhere is not.",
  params: nothing,
  query: z.strictObject({ unitId: UnitId, from: LocalDate, to: LocalDate, ...paging }),
  answer: z.object({
    unitId: z.string(),
    from: z.string(),
    to: z.string(),
    items: z.array(
      z.object({ employeeId: z.string(), name: PersonName, country: z.string(), days: z.array(CalendarDay) }),
    ),
    calendars: z.array(CountryDays),
    next: nextCursor,
  }),
  example: {
    unitId: "u0042",
    from: "2026-12-01",
    to: "2026-12-31",
    items: [
      {
        employeeId: "e00017",
        name: "Иванова Анна Петровна",
        country: "RU",
        days: [
          {
            date: "2026-12-07",
            full: { state: "absent", kind: null, requestId: null },
            morning: null,
            noon: null,
            hours: [],
          },
        ],
      },
    ],
    calendars: [{ country: "RU", days: [{ date: "2026-12-31", kind: "transferred-day-off" }], unloadedYears: [] }],
    next: null,
  },
  reads: ["absence-spans", "employees", "organisation"],
  read: async ({ query: { unitId, from, to, limit, cursor }, caller, views }) => {
    requireSpan(from, to);
    await requireUnit(views, caller, "see-absence", unitId);
    const inTheUnit = { employee: sql`member.employee_id`, unit: sql`member.unit_id` };
    const absences = seenSpans({
      employee: sql`member.employee_id`,
      from,
      to,
      why: withinReach(reachOf(caller, "see-absence-kind"), inTheUnit),
      pending: withinReach(reachOf(caller, "see-remarks"), inTheUnit),
    });
    const [employeeId, fromDate] = keyOf(cursor, keyText, keyDate);
    const rows = await views.rows<Stay>(sql`
      select member.employee_id as "employeeId", ${nameColumns}, employee.country, member.from_date as "fromDate",
        greatest(member.from_date, ${from}::date) as "firstDay",
        least(member.until_date - 1, employee.last_day, ${to}::date) as "lastDay",
        ${absences} as absences
      from views.employee_unit member
      join views.employee on employee.employee_id = member.employee_id
      where member.unit_id = ${unitId} and member.from_date <= ${to}::date and member.until_date > ${from}::date
        and (employee.last_day is null
             or (employee.last_day >= ${from}::date and employee.last_day >= member.from_date))
        and ${employeeId === undefined ? sql`true` : sql`(member.employee_id, member.from_date) > (${employeeId}, ${fromDate}::date)`}
      order by member.employee_id, member.from_date limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.employeeId, row.fromDate]);
    return {
      unitId,
      from,
      to,
      items: items.map((row) => ({
        employeeId: row.employeeId,
        name: nameOf(row),
        country: row.country,
        days: calendarDays(row.absences ?? [], row.country, row.firstDay, row.lastDay),
      })),
      calendars: countryDays(
        items.map(({ country }) => country),
        from,
        to,
      ),
      next,
    };
  },
});

// GET /calendar: who of a unit is away on which days. A colleague sees that somebody is absent, never why.
import {
  absenceKind,
  addDays,
  daysBetween,
  eachDay,
  earlier,
  later,
  LocalDate,
  localDate,
  UnitId,
} from "@tabel/domain";
import { platformProblems, Problem, reaches, reachOf } from "@tabel/platform";
import { z } from "zod";
import { withinReach } from "../access/reach.js";
import { keyDate, keyOf, keyText, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";
import { sql } from "../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";
import { forbiddenUnit, pathOf } from "./units.js";

const MOST_DAYS = 400;

const CalendarDay = z.object({
  date: z.string(),
  part: z.enum(["full", "morning", "afternoon"]),
  state: z.enum(["absent", "requested"]).meta({ description: "`requested` is shown to those who see the reason only" }),
  kind: z.string().nullable().meta({ description: "Null for who may not see it", example: "annual-leave" }),
  requestId: z.string().nullable(),
});

/** A person's stay in the unit, as far as it falls into the days that were asked for. */
interface Stay extends NameColumns {
  readonly employeeId: string;
  readonly country: string;
  readonly fromDate: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly seesWhy: boolean;
  readonly absences:
    | readonly {
        readonly requestId: string;
        readonly kind: string;
        readonly from: string;
        readonly to: string;
        readonly part: "full" | "morning" | "afternoon";
        readonly status: "submitted" | "approved";
      }[]
    | null;
}

/** Who works elsewhere is not absent; who may see the kind is told of it all the same. */
const isPresence = (country: string, kind: string, from: LocalDate): boolean =>
  absenceKind(country, kind, from)?.timesheetCode === "Я";

const daysOf = ({ absences, country, firstDay, lastDay, seesWhy }: Stay) =>
  (absences ?? []).flatMap(({ requestId, kind, from, to, part, status }) => {
    const begins = localDate(from);
    if (!seesWhy && (status !== "approved" || isPresence(country, kind, begins))) return [];
    return eachDay(later(localDate(firstDay), begins), earlier(localDate(lastDay), localDate(to))).map((date) => ({
      date,
      part,
      state: status === "approved" ? ("absent" as const) : ("requested" as const),
      kind: seesWhy ? kind : null,
      requestId: seesWhy ? requestId : null,
    }));
  });

export const calendar = view({
  path: "/calendar",
  id: "calendar",
  summary: "A unit's absences, a person and day at a time",
  params: nothing,
  query: z.strictObject({ unitId: UnitId, from: LocalDate, to: LocalDate, ...paging }),
  answer: z.object({
    unitId: z.string(),
    from: z.string(),
    to: z.string(),
    items: z.array(z.object({ employeeId: z.string(), name: PersonName, days: z.array(CalendarDay) })),
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
        days: [{ date: "2026-12-07", part: "full", state: "absent", kind: null, requestId: null }],
      },
    ],
    next: null,
  },
  reads: ["absence-requests", "employees", "organisation"],
  read: async ({ query: { unitId, from, to, limit, cursor }, caller, views }) => {
    const length = daysBetween(from, to) + 1;
    if (length < 1 || length > MOST_DAYS)
      throw new Problem(platformProblems["invalid-input"], `Ask for 1 to ${MOST_DAYS} days; this is ${length}.`, {
        errors: [
          {
            path: "/to",
            in: "query",
            message: `must lie between ${from} and ${addDays(from, MOST_DAYS - 1)}`,
            code: "out-of-range",
          },
        ],
      });
    const unitPath = await pathOf(views, unitId);
    if (!reaches(reachOf(caller, "see-absence"), { employeeId: "", unitPath })) throw forbiddenUnit();
    const inTheUnit = { employee: sql`member.employee_id`, unit: sql`member.unit_id` };
    const [employeeId, fromDate] = keyOf(cursor, keyText, keyDate);
    const rows = await views.rows<Stay>(sql`
      select member.employee_id as "employeeId", ${nameColumns}, employee.country, member.from_date as "fromDate",
        greatest(member.from_date, ${from}::date) as "firstDay",
        least(member.until_date - 1, employee.last_day, ${to}::date) as "lastDay",
        ${withinReach(reachOf(caller, "see-absence-kind"), inTheUnit)} as "seesWhy",
        (select jsonb_agg(jsonb_build_object('requestId', request_id, 'kind', kind, 'from', from_date, 'to', to_date,
                                             'part', day_part, 'status', status) order by from_date, request_id)
         from views.absence_request absence
         where absence.employee_id = member.employee_id and status in ('approved', 'submitted')
           and from_date <= ${to}::date and to_date >= ${from}::date) as absences
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
      items: items.map((row) => ({ employeeId: row.employeeId, name: nameOf(row), days: daysOf(row) })),
      next,
    };
  },
});

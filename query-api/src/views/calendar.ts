// GET /calendar: who of a unit is away on which days. A colleague sees that somebody is absent, never why.
import { isLocalDate, LocalDate, UnitId, daysBetween, eachDay, later, earlier, localDate } from "@tabel/domain";
import { may, platformProblems, Problem } from "@tabel/platform";
import { z } from "zod";
import { reachValues, withinReach } from "../access/caller.js";
import { reachOf } from "@tabel/platform";
import { keyOf, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

const MOST_DAYS = 100;

const CalendarDay = z.object({
  date: z.string(),
  part: z.enum(["full", "morning", "afternoon"]),
  state: z.enum(["absent", "requested"]).meta({ description: "`requested` is shown to those who see the reason only" }),
  kind: z.string().nullable().meta({ description: "Null for who may not see it", example: "annual-leave" }),
  requestId: z.string().nullable(),
});

interface Row extends NameColumns {
  readonly employeeId: string;
  readonly path: readonly string[];
  readonly absences:
    | readonly {
        requestId: string;
        kind: string;
        from: string;
        to: string;
        part: "full" | "morning" | "afternoon";
        status: string;
      }[]
    | null;
}

const membersQuery = `
  select member.employee_id as "employeeId", ${nameColumns("employee")}, unit.path,
    (select jsonb_agg(jsonb_build_object('requestId', request_id, 'kind', kind, 'from', from_date::text, 'to', to_date::text,
        'part', day_part, 'status', status) order by from_date)
     from views.absence_request absence
     where absence.employee_id = member.employee_id and status in ('approved', 'submitted')
       and from_date <= $3::date and to_date >= $2::date) as absences
  from views.employee_unit member
  join views.unit on unit.unit_id = member.unit_id
  join views.employee on employee.employee_id = member.employee_id
  where member.unit_id = $1 and member.from_date <= $3::date and member.until_date > $2::date
    and (employee.last_day is null or employee.last_day >= $2::date)
    and ($4::text is null or member.employee_id > $4) and ${withinReach("member.employee_id", 6)}
  order by member.employee_id limit $5`;

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
  read: async ({ query: { unitId, from, to, limit, cursor }, caller, views }) => {
    const length = daysBetween(from, to) + 1;
    if (length < 1 || length > MOST_DAYS)
      throw new Problem(platformProblems["invalid-input"], `Ask for 1 to ${MOST_DAYS} days; this is ${length}.`, {
        errors: [
          { path: "/to", in: "query", message: `must lie 0 to ${MOST_DAYS - 1} days after from`, code: "out-of-range" },
        ],
      });
    const [after = null] = keyOf(cursor, 1) ?? [];
    const reach = reachOf(caller, "see-absence");
    const rows = await views.rows<Row>(membersQuery, [
      unitId,
      from,
      to,
      after,
      limit + 1,
      ...reachValues(reach, caller.today),
    ]);
    const { items, next } = page(rows, limit, ({ employeeId }) => [employeeId]);
    return {
      unitId,
      from,
      to,
      items: items.map((row) => {
        const seesWhy = may(caller, "see-absence-kind", { employeeId: row.employeeId, unitPath: row.path });
        const days = (row.absences ?? [])
          .filter(({ status }) => seesWhy || status === "approved")
          .flatMap((absence) => {
            if (!isLocalDate(absence.from) || !isLocalDate(absence.to)) return [];
            return eachDay(later(from, absence.from), earlier(to, absence.to)).map((date) => ({
              date: localDate(date),
              part: absence.part,
              state: absence.status === "approved" ? ("absent" as const) : ("requested" as const),
              kind: seesWhy ? absence.kind : null,
              requestId: seesWhy ? absence.requestId : null,
            }));
          });
        return { employeeId: row.employeeId, name: nameOf(row), days };
      }),
      next,
    };
  },
});

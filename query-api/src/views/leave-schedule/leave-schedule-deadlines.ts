// GET /leave-schedule-deadlines: what of a year's schedules is due or overdue, unit by unit, for HR and heads.
import { addDays, deadlinesOn, DUE_DAYS_AHEAD, localDate, ScheduleYear } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { z } from "zod";
import { requireReach, withinReach } from "../../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";

/** How long a leave that was never announced is told of after it began, in days. */
const TOLD_FOR = 60;
/** Of one unit in one answer. */
const MOST_LEAVES = 200;

interface Row {
  readonly unitId: string;
  readonly name: string;
  readonly status: "open" | "submitted" | "approved" | null;
  readonly approvedOn: string | null;
  readonly countries: readonly string[] | null;
  readonly parts:
    | readonly {
        readonly partId: string;
        readonly employeeId: string;
        readonly from: string;
        readonly country: string;
      }[]
    | null;
}

const Deadline = z.object({
  what: z.enum(["approve-schedule", "announce-leave"]),
  dueBy: z.string(),
  state: z.enum(["due", "overdue"]),
  days: z.number().meta({ description: "Days left; negative for days late" }),
  partId: z.string().nullable().meta({ description: "Null for the schedule itself" }),
  employeeId: z.string().nullable(),
});

const deadlinesOf = ({ status, approvedOn, countries, parts }: Row, year: number, today: string) => {
  const waiting = parts ?? [];
  const approved = status === "approved" && approvedOn !== null ? localDate(approvedOn) : null;
  const people = new Map(waiting.map(({ partId, employeeId }) => [partId, employeeId]));
  const ofPeople = (countries ?? []).map((country) => ({ partId: "", from: localDate(`${year}-01-01`), country }));
  const concerned = approved === null ? ofPeople : waiting.map((part) => ({ ...part, from: localDate(part.from) }));
  return deadlinesOn(
    { year, approvedOn: approved, parts: concerned.map((part) => ({ ...part, announcedOn: null })) },
    localDate(today),
  ).map((deadline) => ({
    ...deadline,
    employeeId: deadline.partId === null ? null : (people.get(deadline.partId) ?? null),
  }));
};

export const leaveScheduleDeadlines = view({
  path: "/leave-schedule-deadlines",
  id: "leaveScheduleDeadlines",
  summary: "Leave schedules to approve and leaves to announce: due within a month, or overdue",
  description:
    "Units without a schedule are among them: theirs is to be approved too. A page holds the units of it for which something is due, " +
    "so it may be shorter than asked for, and empty with more to come.",
  params: nothing,
  query: z.strictObject({
    year: z.coerce.number().pipe(ScheduleYear).meta({ type: "integer", example: 2027 }),
    state: z.enum(["overdue", "all"]).default("all"),
    ...paging,
  }),
  answer: z.object({
    year: z.number(),
    items: z.array(
      z.object({
        unitId: z.string(),
        unitName: z.string(),
        status: z.enum(["open", "submitted", "approved"]),
        deadlines: z.array(Deadline),
      }),
    ),
    next: nextCursor,
  }),
  example: {
    year: 2027,
    items: [
      {
        unitId: "u0042",
        unitName: "Отделение 42",
        status: "submitted",
        deadlines: [
          { what: "approve-schedule", dueBy: "2026-12-17", state: "overdue", days: -3, partId: null, employeeId: null },
        ],
      },
    ],
    next: null,
  },
  reads: ["leave-schedules", "planned-leave", "employees", "organisation"],
  read: async ({ query: { year, state, limit, cursor }, caller, views }) => {
    const reach = requireReach({ ...reachOf(caller, "see-leave-schedule"), person: null });
    const [after] = keyOf(cursor, keyText);
    const { today } = caller;
    const [since, until] = [addDays(localDate(today), -TOLD_FOR), addDays(localDate(today), 2 * DUE_DAYS_AHEAD)];
    const rows = await views.rows<Row>(sql`
      select unit.unit_id as "unitId", unit.name, schedule.status, schedule.approved_on as "approvedOn",
        (select jsonb_agg(distinct employee.country) from views.employee_unit member
         join views.employee on employee.employee_id = member.employee_id
         where member.unit_id = unit.unit_id and member.until_date > ${today}::date
           and (employee.last_day is null or employee.last_day >= ${today}::date)) as countries,
        (select jsonb_agg(to_jsonb(waiting)) from (
           select part.part_id as "partId", part.employee_id as "employeeId", part.from_date as "from", employee.country
           from views.planned_leave part join views.employee on employee.employee_id = part.employee_id
           where part.schedule_id = schedule.schedule_id and part.announced_on is null
             and part.from_date between ${since}::date and ${until}::date
           order by part.from_date, part.part_id limit ${MOST_LEAVES}) waiting) as parts
      from views.unit left join views.leave_schedule schedule
        on schedule.schedule_id = unit.unit_id || '_' || ${String(year)}
      where ${withinReach(reach, { employee: sql`null::text`, unit: sql`unit.unit_id` })}
        and ${after === undefined ? sql`true` : sql`unit.unit_id > ${after}`}
      order by unit.unit_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, ({ unitId }) => [unitId]);
    return {
      year,
      items: items
        .map((row) => ({
          unitId: row.unitId,
          unitName: row.name,
          status: row.status ?? ("open" as const),
          deadlines: deadlinesOf(row, year, today).filter((each) => state === "all" || each.state === "overdue"),
        }))
        .filter(({ deadlines }) => deadlines.length > 0),
      next,
    };
  },
});

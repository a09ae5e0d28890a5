// GET /mentors and /mentor-proposals/{employeeId}: who has how many mentees, and who could take one more.
import { EmployeeId, onboardingPolicy, localDate } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { mentorTable, type MentorRow, selectList } from "@tabel/read-models";
import { z } from "zod";
import { requireReach, withinReach } from "../../access/reach.js";
import { present, standsOn, unseen } from "../../access/see-employee.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { type Sql, sql, verbatim } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";

const Mentor = z.object({
  mentorId: z.string(),
  name: PersonName,
  unitId: z.string(),
  position: z.string(),
  since: z.string(),
  stoodDownOn: z.string().nullable(),
  lastDay: z.string().nullable(),
  limit: z.number().meta({ description: "Their own, or the policy's" }),
  taken: z.number(),
  free: z.number().meta({ description: "Never under 0, also where the limit was lowered" }),
  awayUntil: z.string().nullable().meta({ description: "The last day away, of who is away today" }),
});
const Listed = Mentor.extend({
  mentees: z.array(
    z.object({ reservationId: z.string(), employeeId: z.string(), from: z.string(), confirmed: z.boolean() }),
  ),
  handOver: z
    .enum(["left", "stood-down", "away"])
    .nullable()
    .meta({ description: "Why the mentees have to be handed over; null where they need not be" }),
});

interface Row extends MentorRow, NameColumns {
  readonly unitId: string;
  readonly position: string;
  readonly lastDay: string | null;
  readonly country: string;
}

const columns: Sql = sql`
  ${verbatim(selectList(mentorTable, "mentor"))}, ${nameColumns},
  stands.unit_id as "unitId", stands.position, employee.last_day as "lastDay", employee.country`;

const policyOf = (row: Row, today: string) => onboardingPolicy(row.country, localDate(today));

const awayToday = ({ away }: Row, today: string) => away.find(({ from, to }) => from <= today && today <= to);

const mentorItem = (row: Row, today: string) => {
  const limit = row.ownLimit ?? policyOf(row, today).mentorLimit;
  return {
    mentorId: row.mentorId,
    name: nameOf(row),
    unitId: row.unitId,
    position: row.position,
    since: row.since,
    stoodDownOn: row.stoodDownOn,
    lastDay: row.lastDay,
    limit,
    taken: row.taken,
    free: Math.max(0, limit - row.taken),
    awayUntil: awayToday(row, today)?.to ?? null,
  };
};

const DAY = 86_400_000;

const handOver = (row: Row, today: string): z.input<typeof Listed>["handOver"] => {
  if (row.taken === 0) return null;
  if (row.lastDay !== null && row.lastDay < today) return "left";
  if (row.stoodDownOn !== null && row.stoodDownOn <= today) return "stood-down";
  const away = awayToday(row, today);
  if (away === undefined) return null;
  const days = (Date.parse(away.to) - Date.parse(away.from)) / DAY + 1;
  return days > policyOf(row, today).handOverAfterDays ? "away" : null;
};

const example: z.input<typeof Mentor> = {
  mentorId: "e00017",
  name: "Иванова Анна Петровна",
  unitId: "u0042",
  position: "Старший кассир",
  since: "2026-01-12",
  stoodDownOn: null,
  lastDay: null,
  limit: 3,
  taken: 1,
  free: 2,
  awayUntil: null,
};
const mentee = { reservationId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10", employeeId: "e00042", from: "2026-11-16" };

export const mentors = view({
  path: "/mentors",
  id: "mentors",
  summary: "Mentors with their load, and whose mentees have to be handed over",
  params: nothing,
  query: z.strictObject({ ...paging }),
  answer: z.object({ items: z.array(Listed), next: nextCursor }),
  example: { items: [{ ...example, mentees: [{ ...mentee, confirmed: true }], handOver: null }], next: null },
  reads: ["mentors", "employees", "organisation"],
  read: async ({ query: { limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-mentors"));
    const [after] = keyOf(cursor, keyText);
    const rows = await views.rows<Row>(sql`
      select ${columns} from views.mentor
      join views.employee on employee.employee_id = mentor.mentor_id
      ${standsOn(sql`mentor.mentor_id`, caller.today)}
      where ${withinReach(reach, present)} and ${after === undefined ? sql`true` : sql`mentor.mentor_id > ${after}`}
      order by mentor.mentor_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.mentorId]);
    return {
      items: items.map((row) => ({
        ...mentorItem(row, caller.today),
        mentees: row.mentees.map(({ reservationId, employeeId, from, confirmed }) => ({
          reservationId,
          employeeId,
          from,
          confirmed,
        })),
        handOver: handOver(row, caller.today),
      })),
      next,
    };
  },
});

/** Candidates that are looked at; the least loaded of them come first. */
const MOST_CANDIDATES = 500;

export const mentorProposals = view({
  path: "/mentor-proposals/{employeeId}",
  id: "mentorProposals",
  summary: "Mentors for a newcomer: of the same unit or position, the lowest load first, none at the limit or away",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10).meta({ type: "integer" }) }),
  answer: z.object({
    items: z.array(Mentor.extend({ sameUnit: z.boolean(), samePosition: z.boolean() })),
  }),
  example: { items: [{ ...example, sameUnit: true, samePosition: false }] },
  reads: ["mentors", "onboarding-plans", "employees", "organisation"],
  read: async ({ params: { employeeId }, query: { limit }, caller, views }) => {
    const { today } = caller;
    const newcomer = await views.row<{ unitId: string; position: string }>(sql`
      select stands.unit_id as "unitId", stands.position from views.employee
      ${standsOn(sql`employee.employee_id`, today)}
      where employee.employee_id = ${employeeId} and stands.employee_id <> ${caller.userId}
        and ${withinReach(reachOf(caller, "propose-mentor"), present)}`);
    if (newcomer === undefined) throw unseen(employeeId);
    const rows = await views.rows<Row>(sql`
      select ${columns} from views.mentor
      join views.employee on employee.employee_id = mentor.mentor_id
      ${standsOn(sql`mentor.mentor_id`, today)}
      where mentor.mentor_id <> ${employeeId} and mentor.since <= ${today}::date
        and (mentor.stood_down_on is null or mentor.stood_down_on > ${today}::date)
        and (employee.last_day is null or employee.last_day >= ${today}::date)
        and (stands.unit_id = ${newcomer.unitId} or stands.position = ${newcomer.position})
        and not exists (select from jsonb_array_elements(mentor.mentees) mentee where mentee ->> 'employeeId' = ${employeeId})
      order by mentor.taken, (stands.unit_id = ${newcomer.unitId}) desc, mentor.mentor_id limit ${MOST_CANDIDATES}`);
    const items = rows
      .map((row) => ({
        ...mentorItem(row, today),
        sameUnit: row.unitId === newcomer.unitId,
        samePosition: row.position === newcomer.position,
      }))
      .filter(({ free, awayUntil }) => free > 0 && awayUntil === null);
    return { items: items.slice(0, limit) };
  },
});

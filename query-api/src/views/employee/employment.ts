// GET /employees/{employeeId}/employment: the dated story of an employment, and what holds on a day.
import {
  addDays,
  EmployeeId,
  employedOn,
  inForceInSpell,
  LocalDate,
  spellBegunBy,
  type EmploymentStory,
} from "@tabel/domain";
import { z } from "zod";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { view } from "../../http/view.js";
import { employmentKnown, known } from "../../reading/known.js";
import { sql } from "../../reading/sql.js";

const Pay = z.object({ minor: z.int(), currency: z.string() }).nullable();
const dated = {
  from: z.string().meta({ example: "2024-02-05" }),
  until: z.string().nullable().meta({ description: "The last day; null while it has none" }),
};
const Assignment = z.object({ ...dated, unitId: z.string(), position: z.string() });
const Contract = z.object({
  ...dated,
  kind: z.string(),
  agreedUntil: z.string().nullable(),
  probationUntil: z.string().nullable(),
  headOfOrganisation: z.boolean(),
});
const ScheduleEntry = z.object({ ...dated, code: z.string(), weeklyMinutes: z.int() });
const GradeEntry = z.object({ ...dated, grade: z.string() });
const Place = z.object({ ...dated, country: z.string(), timeZone: z.string() });
const Salary = z.object({ ...dated, monthly: Pay });

const Employment = z.object({
  employeeId: z.string(),
  known: z.string().nullable().meta({ description: "The instant that was asked for" }),
  spells: z.array(
    z.object({
      hiredOn: z.string(),
      lastDay: z.string().nullable(),
      ground: z.string().nullable().meta({ description: "For those who may see the history; null to others" }),
    }),
  ),
  assignments: z.array(Assignment),
  contracts: z.array(Contract),
  schedules: z.array(ScheduleEntry),
  grades: z.array(GradeEntry),
  places: z.array(Place),
  salaries: z.array(Salary).nullable().meta({ description: "Null to those who may not see pay" }),
  effective: z
    .object({
      on: z.string(),
      employed: z.boolean(),
      hiredOn: z.string().nullable().meta({ description: "Of the spell that has begun by then" }),
      lastDay: z.string().nullable(),
      assignment: Assignment.nullable(),
      contract: Contract.nullable(),
      schedule: ScheduleEntry.nullable().meta({ description: "Null: five days and 40 hours" }),
      grade: GradeEntry.nullable(),
      place: Place.nullable(),
      salary: Salary.nullable(),
    })
    .meta({ description: "What holds on the day that was asked for" }),
});

interface Entry {
  readonly from: string;
}

/** Each entry with its last day: before the next entry's first, and not after the end of its spell. */
const withEnds = <Item extends Entry>(
  items: readonly Item[],
  spells: EmploymentStory["spells"],
): (Item & { until: string | null })[] =>
  items.map((item, index) => {
    const next = items[index + 1]?.from;
    const before = next === undefined ? null : addDays(next as LocalDate, -1); // a date of the domain
    const left = spellBegunBy(spells, item.from)?.lastDay ?? null;
    const until = before === null || (left !== null && left < before) ? left : before;
    return { ...item, until };
  });

export const employment = view({
  path: "/employees/{employeeId}/employment",
  id: "employment",
  summary: "The dated story of an employment, and what holds on a day",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({
    effective: LocalDate.optional().meta({ format: "date", description: "Today without it", example: "2026-11-16" }),
    known,
  }),
  answer: Employment,
  shows: ({ employeeId, salaries }) => ({ userIds: (salaries ?? []).length === 0 ? [] : [employeeId], what: "pay" }),
  example: {
    employeeId: "e00017",
    known: null,
    spells: [{ hiredOn: "2024-02-05", lastDay: null, ground: null }],
    assignments: [{ from: "2024-02-05", until: null, unitId: "u0042", position: "Кассир" }],
    contracts: [],
    schedules: [{ from: "2024-02-05", until: null, code: "five-day-40", weeklyMinutes: 2400 }],
    grades: [],
    places: [{ from: "2024-02-05", until: null, country: "RU", timeZone: "Europe/Moscow" }],
    salaries: null,
    effective: {
      on: "2026-11-16",
      employed: true,
      hiredOn: "2024-02-05",
      lastDay: null,
      assignment: { from: "2024-02-05", until: null, unitId: "u0042", position: "Кассир" },
      contract: null,
      schedule: { from: "2024-02-05", until: null, code: "five-day-40", weeklyMinutes: 2400 },
      grade: null,
      place: { from: "2024-02-05", until: null, country: "RU", timeZone: "Europe/Moscow" },
      salary: null,
    },
  },
  reads: ["employees", "employee-history", "payroll-periods", "organisation"],
  read: async ({ params: { employeeId }, query: { effective, known: at }, caller, views }) => {
    const sees = await seesOfEmployee(views, caller, employeeId, "see-employee", "see-payroll-hours", "see-history");
    if (!sees["see-employee"]) throw unseen(employeeId);
    const today = await views.row<EmploymentStory>(sql`
      select spells, assignments, contracts, schedules, grades, places, salaries
      from views.employee where employee_id = ${employeeId}`);
    if (today === undefined) throw unseen(employeeId);
    const row = at === undefined ? today : await employmentKnown(views, employeeId, at);
    const { spells } = row;
    const on = effective ?? LocalDate.parse(caller.today);
    const ended = <Item extends Entry>(items: readonly Item[]) => withEnds(items, spells);
    const holding = <Item extends Entry>(items: readonly Item[]): Item | null =>
      inForceInSpell(spells, items, on) ?? null;
    const begun = spellBegunBy(spells, on);
    const story = {
      assignments: ended(row.assignments),
      contracts: ended(row.contracts.map(({ until: agreedUntil, ...contract }) => ({ ...contract, agreedUntil }))),
      schedules: ended(row.schedules),
      grades: ended(row.grades),
      places: ended(row.places),
      salaries: sees["see-payroll-hours"] ? ended(row.salaries) : null,
    };
    return {
      employeeId,
      known: at ?? null,
      spells: spells.map((spell) => ({ ...spell, ground: sees["see-history"] ? spell.ground : null })),
      ...story,
      effective: {
        on,
        employed: employedOn(spells, on),
        hiredOn: begun?.hiredOn ?? null,
        lastDay: begun?.lastDay ?? null,
        assignment: holding(story.assignments),
        contract: holding(story.contracts),
        schedule: holding(story.schedules),
        grade: holding(story.grades),
        place: holding(story.places),
        salary: story.salaries === null ? null : holding(story.salaries),
      },
    };
  },
});

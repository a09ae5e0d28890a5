// GET /employees and /employees/{employeeId}: who works here, for whom may see them.
import { EmployeeId, LocalDate, UnitId, type EmploymentStory } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import type { EmployeeRow } from "@tabel/read-models";
import { z } from "zod";
import { inSubtrees, requireReach, withinReach } from "../../access/reach.js";
import { present, standsOn, unseen } from "../../access/see-employee.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { usable } from "../../http/usable-text.js";
import { nothing, view } from "../../http/view.js";
import { employmentKnown, known } from "../../reading/known.js";
import { type Sql, sql } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

const Item = z.object({
  employeeId: z.string(),
  name: PersonName,
  unitId: z.string(),
  position: z.string(),
  hiredOn: z.string(),
  lastDay: z.string().nullable(),
});

const example: z.input<typeof Item> = {
  employeeId: "e00017",
  name: "Иванова Анна Петровна",
  unitId: "u0042",
  position: "Кассир",
  hiredOn: "2024-02-05",
  lastDay: null,
};

interface Row extends NameColumns {
  readonly employeeId: string;
  readonly nameKey: string;
  readonly unitId: string;
  readonly position: string;
  readonly hiredOn: string;
  readonly lastDay: string | null;
}

const columns: Sql = sql`
  employee.employee_id as "employeeId", employee.name_key as "nameKey", ${nameColumns},
  stands.unit_id as "unitId", stands.position, employee.hired_on as "hiredOn", employee.last_day as "lastDay"`;

/** Sorts behind every text that begins with what stands before it: the last character there is. */
const LAST = "\u{10ffff}";

const employedOn = (who: "employed" | "left" | "all", today: string): Sql => {
  if (who === "all") return sql`true`;
  return who === "left"
    ? sql`employee.last_day < ${today}`
    : sql`(employee.last_day is null or employee.last_day >= ${today})`;
};

const toItem = (row: Row) => ({
  employeeId: row.employeeId,
  name: nameOf(row),
  unitId: row.unitId,
  position: row.position,
  hiredOn: row.hiredOn,
  lastDay: row.lastDay,
});

export const employees = view({
  path: "/employees",
  id: "employees",
  summary: "Employees by name, of a unit or by the beginning of the name",
  params: nothing,
  query: z.strictObject({
    unitId: UnitId.optional(),
    under: UnitId.optional().meta({ description: "Only this unit and all under it", example: "u0002" }),
    name: usable(z.string().trim().min(1).max(100))
      .optional()
      .meta({ description: "Beginning of the name, last name first, in upper or lower case", example: "Ивано" }),
    who: z.enum(["employed", "left", "all"]).default("employed"),
    ...paging,
  }),
  answer: z.object({ items: z.array(Item), next: nextCursor }),
  example: { items: [example], next: null },
  reads: ["employees", "organisation"],
  read: async ({ query: { unitId, under, name, who, limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-employee"));
    const [afterName, afterId] = keyOf(cursor, keyText, keyText);
    const prefix = name?.toLowerCase();
    // Everybody: along the names, until the page is full. Some units: their people first, then their names.
    const people =
      reach.everywhere && unitId === undefined && under === undefined
        ? sql`views.employee ${standsOn(sql`employee.employee_id`, caller.today)}`
        : sql`(select * from views.employee_unit
              where seen_from <= ${caller.today}::date and until_date > ${caller.today}::date) stands
            cross join lateral (select * from views.employee who where who.employee_id = stands.employee_id limit 1) employee
`;
    const rows = await views.rows<Row>(sql`
      select ${columns} from ${people}
      where ${withinReach(reach, present)} and ${employedOn(who, caller.today)}
        and ${prefix === undefined ? sql`true` : sql`name_key >= ${prefix} and name_key < ${prefix + LAST}`}
        and ${unitId === undefined ? sql`true` : sql`stands.unit_id = ${unitId}`}
        and ${under === undefined ? sql`true` : inSubtrees(sql`stands.unit_id`, [under], caller.today)}
        and ${afterName === undefined ? sql`true` : sql`(name_key, employee.employee_id) > (${afterName}, ${afterId})`}
      order by name_key, employee.employee_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.nameKey, row.employeeId]);
    return { items: items.map(toItem), next };
  },
});

const Whole = Item.extend({
  email: z.string().nullable(),
  country: z.string(),
  timeZone: z.string(),
  assignments: z.array(z.object({ from: z.string(), unitId: z.string(), position: z.string() })),
  contracts: z.array(
    z.object({
      kind: z.string(),
      from: z.string(),
      until: z.string().nullable(),
      probationUntil: z.string().nullable(),
    }),
  ),
  schedules: z.array(z.object({ from: z.string(), code: z.string() })),
});

type Story = Pick<EmploymentStory, "spells" | "assignments" | "places" | "contracts" | "schedules">;
type WholeRow = Row & Pick<EmployeeRow, "email"> & Story;

const begunBy = <Entry extends { readonly from: string }>(entries: readonly Entry[], on: string): Entry | undefined =>
  entries.findLast(({ from }) => from <= on) ?? entries[0];

/** What is true on a day of what was known; somebody who has not started yet stands where the hire says. */
const whatHolds = ({ spells, assignments, places, contracts, schedules }: Story, on: string) => {
  const spell = spells.findLast(({ hiredOn }) => hiredOn <= on) ?? spells[0];
  const stands = begunBy(assignments, on);
  const place = begunBy(places, on);
  return {
    unitId: stands?.unitId ?? "",
    position: stands?.position ?? "",
    hiredOn: spell?.hiredOn ?? "",
    lastDay: spell?.lastDay ?? null,
    country: place?.country ?? "",
    timeZone: place?.timeZone ?? "",
    assignments,
    contracts,
    schedules,
  };
};

export const employee = view({
  path: "/employees/{employeeId}",
  id: "employee",
  summary: "One employee: units, contracts and schedules with their dates",
  description:
    "Unit, position, hire and last day are those of `effective`; before the first hire those of the hire. Name and e-mail are " +
    "today's.",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({
    effective: LocalDate.optional().meta({ format: "date", description: "Today without it", example: "2026-11-16" }),
    known,
  }),
  answer: Whole,
  example: {
    ...example,
    email: null,
    country: "RU",
    timeZone: "Europe/Moscow",
    assignments: [{ from: "2024-02-05", unitId: "u0042", position: "Кассир" }],
    contracts: [{ kind: "permanent", from: "2024-02-05", until: null, probationUntil: "2024-05-04" }],
    schedules: [{ from: "2024-02-05", code: "five-day-40" }],
  },
  reads: ["employees", "employee-history", "payroll-periods", "organisation"],
  read: async ({ params: { employeeId }, query: { effective, known: at }, caller, views }) => {
    const row = await views.row<WholeRow>(sql`
      select ${columns}, email, spells, assignments, places, contracts, schedules
      from views.employee ${standsOn(sql`employee.employee_id`, caller.today)}
      where employee.employee_id = ${employeeId} and ${withinReach(reachOf(caller, "see-employee"), present)}`);
    if (row === undefined) throw unseen(employeeId);
    const story = at === undefined ? row : await employmentKnown(views, employeeId, at);
    return { ...toItem(row), email: row.email, ...whatHolds(story, effective ?? caller.today) };
  },
});

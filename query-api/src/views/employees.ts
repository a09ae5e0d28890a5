// GET /employees and /employees/{employeeId}: who works here, for whom may see them.
import { EmployeeId, UnitId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { employeeTable, selectList, type EmployeeRow } from "@tabel/read-models";
import { z } from "zod";
import { reachValues, seeEmployee, withinReach } from "../access/caller.js";
import { keyOf, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

const Item = z.object({
  employeeId: z.string(),
  name: PersonName,
  unitId: z.string().nullable(),
  position: z.string().nullable(),
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
  readonly unitId: string | null;
  readonly position: string | null;
  readonly hiredOn: string;
  readonly lastDay: string | null;
}

const listQuery = `
  select employee.employee_id as "employeeId", employee.name_key as "nameKey", ${nameColumns("employee")},
    stands.unit_id as "unitId", stands.position, hired_on as "hiredOn", last_day as "lastDay"
  from views.employee
  left join views.employee_unit stands on stands.employee_id = employee.employee_id
    and stands.seen_from <= $1::date and $1::date < stands.until_date
  where ($2::text is null or stands.unit_id = $2)
    and ($3::text is null or employee.name_key >= $3 and employee.name_key < $3 || U&'\\+10FFFF')
    and ($4::text is null or (employee.name_key, employee.employee_id) > ($4, $5))
    and ${withinReach("employee.employee_id", 7)}
  order by employee.name_key, employee.employee_id limit $6`;

export const employees = view({
  path: "/employees",
  id: "employees",
  summary: "Employees by name, of a unit or by the beginning of the name",
  params: nothing,
  query: z.strictObject({
    unitId: UnitId.optional(),
    name: z.string().min(1).max(100).optional().meta({ description: "Beginning of the last name", example: "Ивано" }),
    ...paging,
  }),
  answer: z.object({ items: z.array(Item), next: nextCursor }),
  example: { items: [example], next: null },
  read: async ({ query: { unitId, name, limit, cursor }, caller, views }) => {
    const [nameKey = null, employeeId = null] = keyOf(cursor, 2) ?? [];
    const reach = reachOf(caller, "see-employee");
    const rows = await views.rows<Row>(listQuery, [
      caller.today,
      unitId ?? null,
      name?.toLowerCase() ?? null,
      nameKey,
      employeeId,
      limit + 1,
      ...reachValues(reach, caller.today),
    ]);
    const { items, next } = page(rows, limit, (row) => [row.nameKey, row.employeeId]);
    return {
      items: items.map((row) => ({
        employeeId: row.employeeId,
        name: nameOf(row),
        unitId: row.unitId,
        position: row.position,
        hiredOn: row.hiredOn,
        lastDay: row.lastDay,
      })),
      next,
    };
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

export const employee = view({
  path: "/employees/{employeeId}",
  id: "employee",
  summary: "One employee: units, contracts and schedules with their dates",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: nothing,
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
  read: async ({ params: { employeeId }, caller, views }) => {
    const seen = await seeEmployee(views, caller, "see-employee", employeeId);
    const [row] = await views.rows<EmployeeRow>(
      `select ${selectList(employeeTable)} from views.employee where employee_id = $1`,
      [employeeId],
    );
    return {
      employeeId,
      name: nameOf(seen),
      unitId: seen.unitId,
      position: seen.position,
      hiredOn: row?.hiredOn ?? "",
      lastDay: row?.lastDay ?? null,
      email: row?.email ?? null,
      country: row?.country ?? "",
      timeZone: row?.timeZone ?? "",
      assignments: row?.assignments.map((each) => ({ ...each })) ?? [],
      contracts: row?.contracts.map((each) => ({ ...each })) ?? [],
      schedules: row?.schedules.map((each) => ({ ...each })) ?? [],
    };
  },
});

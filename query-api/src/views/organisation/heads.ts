// GET /employees/{employeeId}/heads: who was whose head on a day, from the own unit to the top.
import { EmployeeId, LocalDate } from "@tabel/domain";
import { z } from "zod";
import { placedOn } from "../../access/reach.js";
import { seeEmployee } from "../../access/see-employee.js";
import { view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { unitNameOn } from "./units.js";

interface Row extends NameColumns {
  readonly unitId: string;
  readonly unitName: string;
  readonly headId: string | null;
}

export const headsOfEmployee = view({
  path: "/employees/{employeeId}/heads",
  id: "headsOfEmployee",
  summary: "The heads of an employee on a day, the nearest first",
  description: "Somebody who had left by then is nobody's head, and nobody is the own head. Empty while not employed.",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({
    on: LocalDate.optional().meta({ format: "date", description: "Today without it", example: "2026-11-16" }),
  }),
  answer: z.object({
    employeeId: z.string(),
    on: z.string(),
    unitId: z.string().nullable().meta({ description: "The unit of the day; null while not employed" }),
    heads: z.array(z.object({ unitId: z.string(), unitName: z.string(), headId: z.string(), name: PersonName })),
  }),
  example: {
    employeeId: "e00017",
    on: "2026-11-16",
    unitId: "u0042",
    heads: [{ unitId: "u0042", unitName: "Отделение 42", headId: "e00003", name: "Смирнов Пётр" }],
  },
  reads: ["employees", "organisation"],
  read: async ({ params: { employeeId }, query: { on }, caller, views }) => {
    await seeEmployee(views, caller, "see-employee", employeeId);
    const day = on ?? caller.today;
    const rows = await views.rows<Row>(sql`
      select unit.unit_id as "unitId", ${unitNameOn(day)} as "unitName", employee.employee_id as "headId", ${nameColumns}
      from views.employee_unit stood
      join ${placedOn(day)} placed on placed.unit_id = stood.unit_id
      cross join lateral unnest(placed.path) with ordinality as above (unit_id, place)
      join views.unit on unit.unit_id = above.unit_id
      left join (views.unit_head head
          join views.employee_unit works on works.employee_id = head.employee_id
            and works.from_date <= ${day}::date and works.last_date >= ${day}::date
          join views.employee on employee.employee_id = head.employee_id)
        on head.unit_id = above.unit_id and head.employee_id <> ${employeeId}
        and head.from_date <= ${day}::date and head.until_date > ${day}::date
      where stood.employee_id = ${employeeId} and stood.from_date <= ${day}::date and stood.last_date >= ${day}::date
      order by above.place desc`);
    return {
      employeeId,
      on: day,
      unitId: rows[0]?.unitId ?? null,
      heads: rows.flatMap((row) =>
        row.headId === null
          ? []
          : [{ unitId: row.unitId, unitName: row.unitName, headId: row.headId, name: nameOf(row) }],
      ),
    };
  },
});

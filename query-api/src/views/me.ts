// GET /me: who is logged in, and what they hold today.
import { EmployeeId } from "@tabel/domain";
import { z } from "zod";
import { nothing, view } from "../http/view.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

const Me = z.object({
  userId: EmployeeId,
  name: PersonName,
  unitId: z.string().nullable(),
  position: z.string().nullable(),
  roles: z.array(z.string()).meta({ description: "Granted roles that hold today", example: ["hr-officer"] }),
  headedUnitIds: z.array(z.string()).meta({ description: "Units headed today", example: ["u0042"] }),
  today: z.string().meta({ description: "The person's own date", example: "2026-11-16" }),
});

export const me = view({
  path: "/me",
  id: "me",
  summary: "Who is logged in, with roles and headed units",
  params: nothing,
  query: nothing,
  answer: Me,
  example: {
    userId: "e00017",
    name: "Иванова Анна Петровна",
    unitId: "u0042",
    position: "Кассир",
    roles: [],
    headedUnitIds: [],
    today: "2026-11-16",
  },
  read: async ({ caller, views }) => {
    const [row] = await views.rows<NameColumns & { position: string | null }>(
      `select ${nameColumns("employee")}, (select position from views.employee_unit stands
         where stands.employee_id = employee.employee_id and stands.seen_from <= $2::date and $2::date < stands.until_date)
       from views.employee where employee_id = $1`,
      [caller.userId, caller.today],
    );
    return {
      userId: caller.userId,
      name: row === undefined ? null : nameOf(row),
      unitId: caller.unitId,
      position: row?.position ?? null,
      roles: caller.grants.map(({ role }) => role),
      headedUnitIds: [...caller.leads],
      today: caller.today,
    };
  },
});

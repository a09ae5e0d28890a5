// GET /units: the tree of units with its heads on a day, for everyone who belongs to the house.
import { LocalDate, UnitId } from "@tabel/domain";
import { platformProblems, Problem } from "@tabel/platform";
import { z } from "zod";
import type { Caller } from "../../access/caller.js";
import { placedOn } from "../../access/reach.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { type Sql, sql } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";

interface Row {
  readonly unitId: string;
  readonly name: string;
  readonly path: readonly string[];
  readonly headId: string | null;
}

/** Throws Problem 403 for a user who is neither an employee nor holds a role. */
export const requireMember = ({ unitId, grants }: Caller): void => {
  if (unitId === null && grants.length === 0)
    throw new Problem(platformProblems.forbidden, "Only employees and holders of a role see the organisation.");
};

/** The unit and every unit above it on a day. Throws Problem 404; the tree of units is no secret. */
export const pathOf = async (views: Views, unitId: string, day: string): Promise<readonly string[]> => {
  const unit = await views.row<{ path: string[] }>(
    sql`select path from ${placedOn(day)} placed where unit_id = ${unitId}`,
  );
  if (unit === undefined) throw new Problem(platformProblems["not-found"], `There is no unit ${unitId}.`);
  return unit.path;
};

export const forbiddenUnit = (): Problem =>
  new Problem(platformProblems.forbidden, "Your roles do not show you this of the unit.");

/** The name of a row `unit` on a day; dates as text sort as dates do. */
export const unitNameOn = (day: string): Sql => sql`coalesce(
  (select each ->> 'name' from jsonb_array_elements(unit.names) with ordinality as dated (each, place)
   where each ->> 'from' <= ${day} order by place desc limit 1), unit.name)`;

export const units = view({
  path: "/units",
  id: "units",
  summary: "The units with their parents and heads on a day",
  description: "On days before today and after it too: what was entered for them, as it is known now.",
  params: nothing,
  query: z.strictObject({
    under: UnitId.optional().meta({ description: "Only this unit and all under it", example: "u0002" }),
    on: LocalDate.optional().meta({ format: "date", description: "Today without it", example: "2026-11-16" }),
    ...paging,
  }),
  answer: z.object({
    on: z.string(),
    items: z.array(
      z.object({
        unitId: z.string(),
        name: z.string(),
        parentId: z.string().nullable(),
        path: z.array(z.string()).meta({ description: "Every unit above, the root first, and this one last" }),
        headId: z.string().nullable(),
      }),
    ),
    next: nextCursor,
  }),
  example: {
    on: "2026-11-16",
    items: [
      { unitId: "u0042", name: "Отделение 42", parentId: "u0002", path: ["u0001", "u0002", "u0042"], headId: "e00003" },
    ],
    next: null,
  },
  reads: ["organisation"],
  read: async ({ query: { under, on: asked, limit, cursor }, caller, views }) => {
    requireMember(caller);
    const on = asked ?? caller.today;
    const [after] = keyOf(cursor, keyText);
    const rows = await views.rows<Row>(sql`
      select unit.unit_id as "unitId", ${unitNameOn(on)} as name, placed.path, head.employee_id as "headId"
      from views.unit join ${placedOn(on)} placed on placed.unit_id = unit.unit_id
      left join views.unit_head head on head.unit_id = unit.unit_id
        and head.from_date <= ${on}::date and head.until_date > ${on}::date
      where unit.established_on <= ${on}::date and (unit.dissolved_on is null or unit.dissolved_on > ${on}::date)
        and ${under === undefined ? sql`true` : sql`placed.path && ${[under]}::text[]`}
        and ${after === undefined ? sql`true` : sql`unit.unit_id > ${after}`}
      order by unit.unit_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, ({ unitId }) => [unitId]);
    return { on, items: items.map((row) => ({ ...row, parentId: row.path.at(-2) ?? null })), next };
  },
});

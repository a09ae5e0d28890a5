// GET /units: the tree of units with today's heads, for everyone who belongs to the house.
import { UnitId } from "@tabel/domain";
import { platformProblems, Problem } from "@tabel/platform";
import { z } from "zod";
import type { Caller } from "../access/caller.js";
import { keyOf, keyText, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";
import { sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";

interface Row {
  readonly unitId: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly path: readonly string[];
  readonly headId: string | null;
}

/** Throws Problem 403 for a user who is neither an employee nor holds a role. */
export const requireMember = ({ unitId, grants }: Caller): void => {
  if (unitId === null && grants.length === 0)
    throw new Problem(platformProblems.forbidden, "Only employees and holders of a role see the organisation.");
};

/** The unit and every unit above it. Throws Problem 404; the tree of units is no secret. */
export const pathOf = async (views: Views, unitId: string): Promise<readonly string[]> => {
  const unit = await views.row<{ path: string[] }>(sql`select path from views.unit where unit_id = ${unitId}`);
  if (unit === undefined) throw new Problem(platformProblems["not-found"], `There is no unit ${unitId}.`);
  return unit.path;
};

export const forbiddenUnit = (): Problem =>
  new Problem(platformProblems.forbidden, "Your roles do not show you this of the unit.");

export const units = view({
  path: "/units",
  id: "units",
  summary: "The units with their parents and today's heads",
  params: nothing,
  query: z.strictObject({
    under: UnitId.optional().meta({ description: "Only this unit and all under it", example: "u0002" }),
    ...paging,
  }),
  answer: z.object({
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
    items: [
      { unitId: "u0042", name: "Отделение 42", parentId: "u0002", path: ["u0001", "u0002", "u0042"], headId: "e00003" },
    ],
    next: null,
  },
  reads: ["organisation"],
  read: async ({ query: { under, limit, cursor }, caller, views }) => {
    requireMember(caller);
    const [after] = keyOf(cursor, keyText);
    const rows = await views.rows<Row>(sql`
      select unit.unit_id as "unitId", name, parent_id as "parentId", path, head.employee_id as "headId"
      from views.unit
      left join views.unit_head head on head.unit_id = unit.unit_id
        and head.from_date <= ${caller.today}::date and head.until_date > ${caller.today}::date
      where ${under === undefined ? sql`true` : sql`path && ${[under]}::text[]`}
        and ${after === undefined ? sql`true` : sql`unit.unit_id > ${after}`}
      order by unit.unit_id limit ${limit + 1}`);
    return page(rows, limit, ({ unitId }) => [unitId]);
  },
});

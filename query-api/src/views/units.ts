// GET /units: the tree of units with today's heads.
import { z } from "zod";
import { keyOf, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";

interface Row {
  readonly unitId: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly path: readonly string[];
  readonly headId: string | null;
}

export const units = view({
  path: "/units",
  id: "units",
  summary: "The units with their parents and today's heads",
  params: nothing,
  query: z.strictObject({ ...paging }),
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
  read: async ({ query: { limit, cursor }, caller, views }) => {
    const [after = null] = keyOf(cursor, 1) ?? [];
    const rows = await views.rows<Row>(
      `select unit.unit_id as "unitId", name, parent_id as "parentId", path,
         (select employee_id from views.unit_head head where head.unit_id = unit.unit_id
            and head.from_date <= $1::date and $1::date < head.until_date) as "headId"
       from views.unit where $2::text is null or unit.unit_id > $2 order by unit.unit_id limit $3`,
      [caller.today, after, limit + 1],
    );
    const { items, next } = page(rows, limit, ({ unitId }) => [unitId]);
    return { items: items.map((row) => ({ ...row, path: [...row.path] })), next };
  },
});

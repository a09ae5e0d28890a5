// GET /inbox: the requests that wait for the caller.
import { z } from "zod";
import { keyOf, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";
import { holdsStep, requestExample, RequestItem, requestItem, requestQuery, type RequestRow } from "./request-item.js";

/**
 * Steps of the units that the caller heads (with `below`: of every unit under them), and steps of the caller's roles.
 * Written as a union, so that each branch walks its own partial index.
 */
const waiting = (after: string): string =>
  requestQuery(
    `request.request_id in (
       (select request_id from views.absence_request
        where holder_unit_id = any($2::text[]) and employee_id <> $3 and ${after}
        order by from_date, request_id limit $7)
       union all
       (select request_id from views.absence_request
        where $4::boolean and holder_unit_id in (select unit_id from views.unit where path && $2::text[])
          and employee_id <> $3 and ${after}
        order by from_date, request_id limit $7)
       union all
       (select waiting.request_id from views.absence_request waiting
        where holder_role = any($5::text[]) and employee_id <> $3 and ${after}
          and ($6::text[] is null or exists (select from views.employee_unit stands
            join views.unit on unit.unit_id = stands.unit_id
            where stands.employee_id = waiting.employee_id and unit.path && $6::text[]
              and stands.seen_from <= $1::date and $1::date < stands.until_date))
        order by from_date, request_id limit $7))`,
    "order by request.from_date, request.request_id limit $7",
  );

export const inbox = view({
  path: "/inbox",
  id: "inbox",
  summary: "Requests that wait for the caller's decision, the soonest first",
  params: nothing,
  query: z.strictObject({
    below: z
      .enum(["true", "false"])
      .default("false")
      .meta({ description: "Also steps of heads under the caller, which a superior may decide" }),
    ...paging,
  }),
  answer: z.object({ items: z.array(RequestItem), next: nextCursor }),
  example: { items: [{ ...requestExample, allowedActions: ["approve-request", "reject-request"] }], next: null },
  read: async ({ query: { below, limit, cursor }, caller, views }) => {
    const [from = null, requestId = null] = keyOf(cursor, 2) ?? [];
    const everywhere = caller.grants.some(({ unitIds }) => unitIds === null);
    const scopes = caller.grants.flatMap(({ unitIds }) => unitIds ?? []);
    const rows = await views.rows<RequestRow>(
      waiting("($8::date is null or (from_date, request_id) > ($8::date, $9::text))"),
      [
        caller.today,
        caller.leads,
        caller.userId,
        below === "true",
        caller.grants.map(({ role }) => role),
        everywhere ? null : scopes,
        limit + 1,
        from,
        requestId,
      ],
    );
    const { items, next } = page(rows, limit, (row) => [row.fromDate, row.requestId]);
    // The scopes of several roles are looked at one by one here: the query only narrows.
    return { items: items.filter((row) => holdsStep(caller, row)).map((row) => requestItem(caller, row)), next };
  },
});

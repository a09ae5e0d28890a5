// GET /inbox: the requests that wait for the caller.
import { z } from "zod";
import { keyDate, keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { placedOn } from "../../access/reach.js";
import { standsOn } from "../../access/see-employee.js";
import { joined, type Sql, sql } from "../../reading/sql.js";
import {
  aroundRequest,
  requestColumns,
  requestExample,
  RequestItem,
  requestItem,
  type RequestRow,
} from "./request-item.js";
import { AT_THE_TOP, headsAbove, heldOver, nearestActing, unitsOfDeputised, waitsForRole } from "./step-holders.js";

export const inbox = view({
  path: "/inbox",
  id: "inbox",
  summary: "Requests that wait for the caller's decision, the soonest first",
  description:
    "A request waits for the nearest head who may decide it: of the step's unit, or of a unit above where that one has no " +
    "head today or where it is the head's own request.",
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
  reads: ["absence-requests", "absence-spans", "deputies", "employees", "organisation"],
  read: async ({ query: { below, limit, cursor }, caller, views }) => {
    const { userId, today, leads, grants } = caller;
    const [from, requestId] = keyOf(cursor, keyDate, keyText);
    const after =
      from === undefined ? sql`true` : sql`(request.from_date, request.request_id) > (${from}::date, ${requestId})`;

    /** One reason for which a request can wait for the caller; each reads a page at most through an index of its own. */
    const because = (source: Sql, condition: Sql): Sql => sql`(
      select request.request_id from ${source} ${standsOn(sql`request.employee_id`, today)}
      where request.employee_id <> ${userId} and request.asked_by <> ${userId} and ${after} and ${condition}
      order by request.from_date, request.request_id limit ${limit + 1})`;
    const stepsOf = (units: Sql): Sql => sql`
      (select unit_id, ${headsAbove(sql`path`, today)} as heads from ${placedOn(today)} placed where ${units} offset 0) line
      join views.absence_request request on request.holder_unit_id = line.unit_id`;

    const reasons: Sql[] = [];
    const mine = sql`${nearestActing(today)} = ${userId}`;
    if (leads.length > 0)
      reasons.push(
        because(stepsOf(sql`path && ${leads}::text[]`), below === "true" ? sql`${userId} = any(line.heads)` : mine),
      );
    // As the deputy of a head who is absent.
    reasons.push(because(stepsOf(sql`path && ${unitsOfDeputised(userId, today)}`), mine));
    reasons.push(because(sql`views.absence_request request`, sql`request.holder_user_id = ${userId}`));
    if (grants.length > 0) reasons.push(because(sql`views.absence_request request`, waitsForRole(caller)));
    if (grants.some(({ role }) => role === AT_THE_TOP))
      reasons.push(
        because(stepsOf(sql`true`), sql`${nearestActing(today)} is null and ${heldOver(caller, AT_THE_TOP)}`),
      );

    const rows = await views.rows<RequestRow>(sql`
      select ${requestColumns(caller)} from views.absence_request request ${aroundRequest(caller)}
      where request.request_id in (${joined(reasons, " union ")})
      order by request.from_date, request.request_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.fromDate, row.requestId]);
    return { items: items.map((row) => requestItem(row, today)), next };
  },
});

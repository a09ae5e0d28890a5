// GET /requests and /requests/{requestId}: an employee's requests, whole, for whom may see their reasons or decides them.
import { EmployeeId, RequestId } from "@tabel/domain";
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import { z } from "zod";
import { withinReach } from "../../access/reach.js";
import { present, seeEmployee } from "../../access/see-employee.js";
import { keyDate, keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import {
  aroundRequest,
  requestColumns,
  requestExample,
  RequestItem,
  requestItem,
  RequestStatus,
  type RequestRow,
} from "./request-item.js";
import { holdsStep } from "./step-holders.js";

const reads = ["absence-requests", "absence-spans", "deputies", "employees", "organisation"];

export const requests = view({
  path: "/requests",
  id: "requests",
  summary: "An employee's requests for absence, the latest first",
  params: nothing,
  query: z.strictObject({
    employeeId: EmployeeId.optional().meta({ description: "The caller unless given", example: "e00017" }),
    status: RequestStatus.optional(),
    ...paging,
  }),
  answer: z.object({ items: z.array(RequestItem), next: nextCursor }),
  example: { items: [requestExample], next: null },
  reads,
  read: async ({ query: { employeeId, status, limit, cursor }, caller, views }) => {
    const whose = employeeId ?? caller.userId;
    await seeEmployee(views, caller, "see-requests", whose);
    const [from, requestId] = keyOf(cursor, keyDate, keyText);
    const rows = await views.rows<RequestRow>(sql`
      select ${requestColumns(caller)} from views.absence_request request ${aroundRequest(caller)}
      where request.employee_id = ${whose} and ${status === undefined ? sql`true` : sql`request.status = ${status}`}
        and ${from === undefined ? sql`true` : sql`request.from_date <= ${from}::date and (request.from_date < ${from}::date or request.request_id > ${requestId})`}
      order by request.from_date desc, request.request_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.fromDate, row.requestId]);
    return { items: items.map((row) => requestItem(row, caller.today)), next };
  },
});

export const request = view({
  path: "/requests/{requestId}",
  id: "request",
  summary: "One request, its route and what the caller may do next",
  params: z.strictObject({ requestId: RequestId }),
  query: nothing,
  answer: RequestItem,
  example: requestExample,
  reads,
  read: async ({ params: { requestId }, caller, views }) => {
    const row = await views.row<RequestRow>(sql`
      select ${requestColumns(caller)} from views.absence_request request ${aroundRequest(caller)}
      where request.request_id = ${requestId}
        and (${withinReach(reachOf(caller, "see-requests"), present)} or ${holdsStep(caller)})`);
    if (row === undefined)
      throw new Problem(platformProblems["not-found"], `There is no request ${requestId} that you may see.`);
    return requestItem(row, caller.today);
  },
});

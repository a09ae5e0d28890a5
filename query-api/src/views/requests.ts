// GET /requests and /requests/{requestId}: an employee's requests, whole, for whom may see their reasons or decides them.
import { EmployeeId, RequestId } from "@tabel/domain";
import { may, platformProblems, Problem } from "@tabel/platform";
import { z } from "zod";
import { seeEmployee } from "../access/caller.js";
import { keyOf, nextCursor, page, paging } from "../http/paging.js";
import { nothing, view } from "../http/view.js";
import { holdsStep, requestExample, RequestItem, requestItem, requestQuery, type RequestRow } from "./request-item.js";

export const requests = view({
  path: "/requests",
  id: "requests",
  summary: "An employee's requests for absence, the latest first",
  params: nothing,
  query: z.strictObject({ employeeId: EmployeeId, ...paging }),
  answer: z.object({ items: z.array(RequestItem), next: nextCursor }),
  example: { items: [requestExample], next: null },
  read: async ({ query: { employeeId, limit, cursor }, caller, views }) => {
    await seeEmployee(views, caller, "see-requests", employeeId);
    const [from = null, requestId = null] = keyOf(cursor, 2) ?? [];
    const rows = await views.rows<RequestRow>(
      requestQuery(
        `request.employee_id = $2 and ($3::date is null or request.from_date < $3::date
           or request.from_date = $3::date and request.request_id > $4)`,
        "order by request.from_date desc, request.request_id limit $5",
      ),
      [caller.today, employeeId, from, requestId, limit + 1],
    );
    const { items, next } = page(rows, limit, (row) => [row.fromDate, row.requestId]);
    return { items: items.map((row) => requestItem(caller, row)), next };
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
  read: async ({ params: { requestId }, caller, views }) => {
    const [row] = await views.rows<RequestRow>(requestQuery("request.request_id = $2"), [caller.today, requestId]);
    const subject = row && { employeeId: row.employeeId, unitPath: row.path ?? [] };
    if (row === undefined || subject === undefined || !(may(caller, "see-requests", subject) || holdsStep(caller, row)))
      throw new Problem(platformProblems["not-found"], `There is no request ${requestId} that you may see.`);
    return requestItem(caller, row);
  },
});

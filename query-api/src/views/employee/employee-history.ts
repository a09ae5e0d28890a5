// GET /employees/{employeeId}/history: everything that happened to a person, complete and in the log's order.
import { EmployeeId } from "@tabel/domain";
import { employeeHistoryTable, selectList, type EmployeeHistoryRow } from "@tabel/read-models";
import { z } from "zod";
import { reachOf } from "@tabel/platform";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { keyOf, nextCursor, page, paging } from "../../http/paging.js";
import { view } from "../../http/view.js";
import { known } from "../../reading/known.js";
import { sql, verbatim } from "../../reading/sql.js";

const keyPosition = z.string().regex(/^\d{1,18}$/);

const Entry = z.object({
  position: z.string(),
  eventId: z.string(),
  type: z.string().meta({ example: "AbsenceApproved" }),
  stream: z.string(),
  revision: z.string(),
  recordedAt: z.string(),
  effectiveOn: z.string().nullable().meta({ description: "When it was true; recordedAt is when it became known" }),
  actor: z.string(),
  onBehalfOf: z.string().nullable(),
  commandId: z.string(),
  causationId: z.string(),
  correlationId: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** What people wrote is for fewer eyes than that they did. */
const remarks: ReadonlySet<string> = new Set(["comment", "reason", "answers", "findings", "ground", "despite"]);
const withoutRemarks = (data: EmployeeHistoryRow["data"]) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !remarks.has(name)));

export const employeeHistory = view({
  path: "/employees/{employeeId}/history",
  id: "employeeHistory",
  summary: "Every event that concerns an employee, in order",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({ known, ...paging }),
  answer: z.object({ employeeId: z.string(), items: z.array(Entry), next: nextCursor }),
  example: {
    employeeId: "e00017",
    items: [
      {
        position: "48213",
        eventId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
        type: "AbsenceApproved",
        stream: "absence-e00017",
        revision: "4",
        recordedAt: "2026-11-16T09:30:00.000Z",
        effectiveOn: "2026-12-07",
        actor: "e00003",
        onBehalfOf: null,
        commandId: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11",
        causationId: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11",
        correlationId: "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c11",
        data: { kind: "annual-leave", from: "2026-12-07", to: "2026-12-20" },
      },
    ],
    next: null,
  },
  reads: ["employee-history", "employees", "organisation"],
  read: async ({ params: { employeeId }, query: { limit, cursor, known: at }, caller, views }) => {
    // Users who never were employees have a history too (their roles); only who sees everywhere is shown it.
    const sees = await seesOfEmployee(views, caller, employeeId, "see-history", "see-remarks");
    if (!sees["see-history"] && !reachOf(caller, "see-history").everywhere) throw unseen(employeeId);
    const [after = "-1"] = keyOf(cursor, keyPosition);
    const rows = await views.rows<EmployeeHistoryRow>(sql`
      select ${verbatim(selectList(employeeHistoryTable))} from views.employee_history
      where employee_id = ${employeeId} and position > ${after}::bigint
        and ${at === undefined ? sql`true` : sql`recorded_at <= ${at}`}
      order by position limit ${limit + 1}`);
    if (rows.length === 0 && cursor === undefined) throw unseen(employeeId);
    const { items, next } = page(rows, limit, (row) => [String(row.position)]);
    return {
      employeeId,
      items: items.map((row) => ({
        position: String(row.position),
        eventId: row.eventId,
        type: row.type,
        stream: row.stream,
        revision: String(row.revision),
        recordedAt: row.recordedAt,
        effectiveOn: row.effectiveOn,
        actor: row.actor,
        onBehalfOf: row.onBehalfOf,
        commandId: row.commandId,
        causationId: row.causationId,
        correlationId: row.correlationId,
        data: sees["see-remarks"] ? row.data : withoutRemarks(row.data),
      })),
      next,
    };
  },
});

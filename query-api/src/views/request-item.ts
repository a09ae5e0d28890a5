// A request for absence as every view shows it, with what the caller may do next.
import { may } from "@tabel/platform";
import { selectList, absenceRequestTable, type AbsenceRequestRow } from "@tabel/read-models";
import { z } from "zod";
import type { Caller } from "../access/caller.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

export const RequestItem = z.object({
  requestId: z.string(),
  employeeId: z.string(),
  name: PersonName,
  kind: z.string().meta({ example: "annual-leave" }),
  from: z.string(),
  to: z.string(),
  dayPart: z.enum(["full", "morning", "afternoon"]),
  status: z.enum(["submitted", "approved", "rejected", "withdrawn"]),
  countedDays: z.number().meta({ description: "Days that count, halves as .5; frozen at approval", example: 14 }),
  comment: z.string().nullable(),
  reason: z.string().nullable().meta({ description: "Why it was rejected" }),
  requestedBy: z.string(),
  requestedAt: z.string(),
  waitsFor: z
    .object({ unitId: z.string().nullable(), role: z.string().nullable() })
    .nullable()
    .meta({ description: "The head of a unit or the holders of a role; null once it is decided" }),
  steps: z.array(
    z.object({
      step: z.number(),
      outcome: z.enum(["approved", "rejected", "withdrawn"]),
      by: z.string(),
      onBehalfOf: z.string().nullable(),
      at: z.string(),
    }),
  ),
  allowedActions: z
    .array(z.enum(["approve-request", "reject-request", "withdraw-request"]))
    .meta({ description: "Commands that the caller may give now" }),
});
export type RequestItem = z.input<typeof RequestItem>;

export const requestExample: RequestItem = {
  requestId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
  employeeId: "e00017",
  name: "Иванова Анна Петровна",
  kind: "annual-leave",
  from: "2026-12-07",
  to: "2026-12-20",
  dayPart: "full",
  status: "submitted",
  countedDays: 14,
  comment: null,
  reason: null,
  requestedBy: "e00017",
  requestedAt: "2026-11-16T09:30:00.000Z",
  waitsFor: { unitId: "u0042", role: null },
  steps: [],
  allowedActions: ["withdraw-request"],
};

export interface RequestRow extends AbsenceRequestRow, NameColumns {
  /** The holder's unit and those above it; null for a step that a role holds. */
  readonly holderPath: readonly string[] | null;
  /** The employee's unit today and those above it. */
  readonly path: readonly string[] | null;
}

/** Selects RequestRow; the condition speaks of `request`, and `$1` is the caller's today. */
export const requestQuery = (condition: string, tail = ""): string => `
  select ${selectList(absenceRequestTable, "request")}, ${nameColumns("employee")},
    holder.path as "holderPath", unit.path
  from views.absence_request request
  left join views.employee on employee.employee_id = request.employee_id
  left join views.unit holder on holder.unit_id = request.holder_unit_id
  left join views.employee_unit stands on stands.employee_id = request.employee_id
    and stands.seen_from <= $1::date and $1::date < stands.until_date
  left join views.unit on unit.unit_id = stands.unit_id
  where ${condition} ${tail}`;

/** Whether the caller holds a granted role over a person. */
export const holdsRoleOver = (caller: Caller, role: string, path: readonly string[] | null): boolean =>
  caller.grants.some(
    (grant) =>
      grant.role === role &&
      (grant.unitIds === null || grant.unitIds.some((unitId) => path?.includes(unitId) === true)),
  );

/** DOMAIN: the head of the step's unit, or of any unit above it; a role's holders; never one's own request. */
export const holdsStep = (caller: Caller, row: RequestRow): boolean => {
  if (row.employeeId === caller.userId) return false;
  if (row.holderRole !== null) return holdsRoleOver(caller, row.holderRole, row.path);
  return caller.leads.some((unitId) => row.holderPath?.includes(unitId) === true);
};

const allowedActions = (caller: Caller, row: RequestRow): RequestItem["allowedActions"] => {
  if (row.status !== "submitted") return [];
  const actions: RequestItem["allowedActions"] = [];
  if (holdsStep(caller, row)) actions.push("approve-request", "reject-request");
  if (row.employeeId === caller.userId || holdsRoleOver(caller, "hr-officer", row.path))
    actions.push("withdraw-request");
  return actions;
};

const seesRemarks = (caller: Caller, row: RequestRow): boolean =>
  holdsStep(caller, row) || may(caller, "see-remarks", { employeeId: row.employeeId, unitPath: row.path ?? [] });

export const requestItem = (caller: Caller, row: RequestRow): RequestItem => ({
  requestId: row.requestId,
  employeeId: row.employeeId,
  name: nameOf(row),
  kind: row.kind,
  from: row.fromDate,
  to: row.toDate,
  dayPart: row.dayPart,
  status: row.status,
  countedDays: (row.used ?? row.reserved) / 100,
  // What people wrote is for fewer eyes than that they asked.
  comment: seesRemarks(caller, row) ? row.comment : null,
  reason: seesRemarks(caller, row) ? row.reason : null,
  requestedBy: row.requestedBy,
  requestedAt: row.requestedAt,
  waitsFor: row.status === "submitted" ? { unitId: row.holderUnitId, role: row.holderRole } : null,
  steps: [...row.steps],
  allowedActions: allowedActions(caller, row),
});

// A request for absence as every view shows it, with what the caller may do next.
import { reachOf } from "@tabel/platform";
import { selectList, absenceRequestTable, type AbsenceRequestRow } from "@tabel/read-models";
import { z } from "zod";
import type { Caller } from "../access/caller.js";
import { placedOn, withinReach } from "../access/reach.js";
import { present, standsOn } from "../access/see-employee.js";
import { type Sql, sql, verbatim } from "../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";
import { headsAbove, heldOver, holdsStep } from "./step-holders.js";
import { clashCount } from "./team/clash-count.js";

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
  clashes: z.number().nullable().meta({
    description:
      "Colleagues of the unit who are away, or ask to be, on these days; for who decides, until it is decided",
  }),
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
  clashes: null,
  allowedActions: ["withdraw-request"],
};

export interface RequestRow extends AbsenceRequestRow, NameColumns {
  readonly holdsStep: boolean;
  readonly mayWithdraw: boolean;
  readonly seesRemarks: boolean;
  readonly clashes: number | null;
}

/** Whom a row `request` is about and whom it waits for: joins `employee`, `stands` and `line.heads`. */
export const aroundRequest = (caller: Caller): Sql => sql`
  join views.employee on employee.employee_id = request.employee_id
  ${standsOn(sql`request.employee_id`, caller.today)}
  left join ${placedOn(caller.today)} holder on holder.unit_id = request.holder_unit_id
  cross join lateral (select ${headsAbove(sql`holder.path`, caller.today)} as heads) line`;

export const requestColumns = (caller: Caller): Sql => sql`
  ${verbatim(selectList(absenceRequestTable, "request"))}, ${nameColumns},
  ${holdsStep(caller)} as "holdsStep",
  (request.employee_id = ${caller.userId} or ${heldOver(caller, "hr-officer")}) as "mayWithdraw",
  ${withinReach(reachOf(caller, "see-remarks"), present)} as "seesRemarks",
  ${clashCount(caller)} as clashes`;

const allowedActions = (row: RequestRow): RequestItem["allowedActions"] => {
  if (row.status !== "submitted") return [];
  const actions: RequestItem["allowedActions"] = [];
  if (row.holdsStep) actions.push("approve-request", "reject-request");
  if (row.mayWithdraw) actions.push("withdraw-request");
  return actions;
};

export const requestItem = (row: RequestRow) => {
  // What people wrote is for fewer eyes than that they asked; who decides must read it.
  const seesRemarks = row.seesRemarks || row.holdsStep;
  return {
    requestId: row.requestId,
    employeeId: row.employeeId,
    name: nameOf(row),
    kind: row.kind,
    from: row.fromDate,
    to: row.toDate,
    dayPart: row.dayPart,
    status: row.status,
    countedDays: (row.used ?? row.reserved) / 100,
    comment: seesRemarks ? row.comment : null,
    reason: seesRemarks ? row.reason : null,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt,
    waitsFor: row.status === "submitted" ? { unitId: row.holderUnitId, role: row.holderRole } : null,
    steps: row.steps,
    clashes: row.holdsStep ? row.clashes : null,
    allowedActions: allowedActions(row),
  };
};

// A request for absence as every view shows it, with what the caller may do next.
import { leavePolicy, localDate, ledgerUnit } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { selectList, absenceRequestTable, type AbsenceRequestRow } from "@tabel/read-models";
import { z } from "zod";
import type { Caller } from "../../access/caller.js";
import { placedOn, withinReach } from "../../access/reach.js";
import { present, standsOn } from "../../access/see-employee.js";
import { type Sql, sql, verbatim } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { allowedActions, RequestAction } from "./request-actions.js";
import { actingFor, headsAbove, heldOver, holdsStep, leadsEmployee, nearestActing } from "./step-holders.js";
import { clashCount } from "../team/clash-count.js";

export const RequestStatus = z.enum(["submitted", "approved", "rejected", "withdrawn", "cancelled", "open", "closed"]);

const Amount = z.object({ minor: z.number(), currency: z.string() });
const Trip = z.object({
  destination: z.string().nullable(),
  purpose: z.string().nullable(),
  country: z.string(),
  grade: z.string(),
  perDiem: z.array(z.object({ from: z.string(), to: z.string(), daily: Amount })),
  total: Amount.meta({ description: "Per diem of all days" }),
  advance: Amount.nullable(),
  paid: Amount.nullable(),
  spent: Amount.nullable(),
  report: z.enum(["submitted", "accepted", "returned"]).nullable(),
  balanceMinor: z
    .number()
    .nullable()
    .meta({ description: "Of the accepted report; under zero, the employee gives back" }),
});

export const RequestItem = z.object({
  requestId: z.string(),
  employeeId: z.string(),
  name: PersonName,
  kind: z.string().meta({ example: "annual-leave" }),
  from: z.string(),
  to: z.string(),
  dayPart: z.enum(["full", "morning", "afternoon"]),
  time: z.object({ from: z.string(), to: z.string() }).nullable().meta({ description: "Hours of the one day" }),
  compensation: z.string().nullable(),
  status: RequestStatus,
  countedDays: z
    .number()
    .nullable()
    .meta({ description: "Days that count, halves as .5; frozen at approval. Null where minutes do", example: 14 }),
  countedMinutes: z.number().nullable().meta({ description: "The same of a ledger in minutes; else null" }),
  comment: z.string().nullable(),
  reason: z.string().nullable().meta({ description: "Why it was rejected, or the consent to a change refused" }),
  requestedBy: z.string(),
  requestedAt: z.string(),
  waitsFor: z
    .object({
      unitId: z.string().nullable(),
      role: z.string().nullable(),
      userId: z.string().nullable().meta({
        description: "Who acts today: the nearest head who is present, or the deputy of one who is absent",
      }),
      onBehalfOf: z.string().nullable().meta({ description: "The absent head in whose place" }),
      escalations: z.number(),
    })
    .nullable()
    .meta({ description: "The head of a unit, the holders of a role or one person; null where it waits for nobody" }),
  change: z
    .object({
      asks: z.enum(["cancellation", "recall"]),
      by: z.string(),
      reason: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    })
    .nullable()
    .meta({ description: "What was asked after approval and waits for consent" }),
  interruptions: z.array(
    z.object({
      sickLeaveId: z.string(),
      from: z.string(),
      to: z.string(),
      extends: z.boolean(),
      chosen: z.enum(["extended", "returned"]).nullable(),
    }),
  ),
  documents: z.array(z.object({ documentId: z.string(), name: z.string().nullable(), mediaType: z.string() })),
  warnings: z
    .array(z.object({ code: z.string(), from: z.string(), to: z.string(), limit: z.number(), value: z.number() }))
    .meta({ description: "What the request went past without being refused" }),
  trip: Trip.nullable(),
  steps: z.array(
    z.object({
      step: z.number(),
      outcome: z.string().meta({ example: "approved" }),
      by: z.string(),
      onBehalfOf: z.string().nullable(),
      at: z.string(),
    }),
  ),
  clashes: z.number().nullable().meta({
    description:
      "Colleagues of the unit who are away, or ask to be, on these days; for who decides, until it is decided",
  }),
  allowedActions: z.array(RequestAction).meta({ description: "Commands that the caller may give now" }),
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
  countedMinutes: null,
  comment: null,
  reason: null,
  requestedBy: "e00017",
  requestedAt: "2026-11-16T09:30:00.000Z",
  time: null,
  compensation: null,
  waitsFor: { unitId: "u0042", role: null, userId: "e00004", onBehalfOf: null, escalations: 0 },
  change: null,
  interruptions: [],
  documents: [],
  warnings: [],
  trip: null,
  steps: [],
  clashes: null,
  allowedActions: ["withdraw-request"],
};

export interface RequestRow extends AbsenceRequestRow, NameColumns {
  readonly holdsStep: boolean;
  /** The employee, or HR for them. */
  readonly isTheirs: boolean;
  readonly isSelf: boolean;
  readonly leads: boolean;
  readonly isHr: boolean;
  readonly isAccountant: boolean;
  readonly actingUser: string | null;
  readonly actingFor: string | null;
  readonly country: string;
  readonly seesRemarks: boolean;
  readonly clashes: number | null;
}

/** Whom a row `request` is about and whom it waits for: joins `employee`, `stands` and `line.heads`. */
export const aroundRequest = (caller: Caller): Sql => sql`
  join views.employee on employee.employee_id = request.employee_id
  ${standsOn(sql`request.employee_id`, caller.today)}
  left join ${placedOn(caller.today)} holder on holder.unit_id = request.holder_unit_id
  cross join lateral (select ${headsAbove(sql`holder.path`, caller.today)} as heads) line
  left join ${placedOn(caller.today)} stood_in on stood_in.unit_id = stands.unit_id
  cross join lateral (select ${headsAbove(sql`stood_in.path`, caller.today)} as heads) superior`;

export const requestColumns = (caller: Caller): Sql => sql`
  ${verbatim(selectList(absenceRequestTable, "request"))}, ${nameColumns},
  ${holdsStep(caller)} as "holdsStep",
  (request.employee_id = ${caller.userId} or ${heldOver(caller, "hr-officer")}) as "isTheirs",
  request.employee_id = ${caller.userId} as "isSelf",
  ${leadsEmployee(caller)} as leads,
  (request.employee_id <> ${caller.userId} and ${heldOver(caller, "hr-officer")}) as "isHr",
  (request.employee_id <> ${caller.userId} and ${heldOver(caller, "accountant")}) as "isAccountant",
  case when request.holder_unit_id is not null then ${nearestActing(caller.today)} end as "actingUser",
  case when request.holder_unit_id is not null then ${actingFor(caller.today)} end as "actingFor",
  employee.country,
  ${withinReach(reachOf(caller, "see-remarks"), present)} as "seesRemarks",
  ${clashCount(caller)} as clashes`;

const waitsFor = (row: RequestRow): RequestItem["waitsFor"] => {
  const { holderUnitId: unitId, holderRole: role, holderUserId, escalations } = row;
  if (unitId === null && role === null && holderUserId === null) return null;
  return { unitId, role, userId: holderUserId ?? row.actingUser, onBehalfOf: row.actingFor, escalations };
};

/** In the unit of the ledger that it draws on. */
const countedOf = ({ used, reserved, ledger, country, fromDate }: RequestRow) => {
  const counted = used ?? reserved;
  const minutes = ledger !== null && ledgerUnit(leavePolicy(country, localDate(fromDate)), ledger) === "minutes";
  return { countedDays: minutes ? null : counted / 100, countedMinutes: minutes ? counted : null };
};

export const requestItem = (row: RequestRow, today: string) => {
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
    ...countedOf(row),
    comment: seesRemarks ? row.comment : null,
    reason: seesRemarks ? row.reason : null,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt,
    time: row.time,
    compensation: row.compensation,
    waitsFor: waitsFor(row),
    change: row.change === null ? null : { ...row.change, reason: seesRemarks ? row.change.reason : null },
    interruptions: row.interruptions,
    documents: seesRemarks ? row.documents : [],
    warnings: row.warnings,
    trip: seesRemarks || row.isAccountant ? row.trip : null,
    steps: row.steps,
    clashes: row.holdsStep ? row.clashes : null,
    allowedActions: allowedActions(row, today),
  };
};

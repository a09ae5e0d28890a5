// GET /leave-schedules/{unitId}/{year}: a unit's yearly leave schedule with what speaks against it, for heads and HR.
import { approvalDueBy, localDate, scheduleWarnings, ScheduleYear, UnitId, type LocalDate } from "@tabel/domain";
import { platformProblems, Problem, reaches, reachOf } from "@tabel/platform";
import { z } from "zod";
import { view, nothing } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import { rulesOfUnit } from "../team/rules-of-units.js";
import { teamMembers, type KnownMember } from "../team/team-members.js";
import { PersonName } from "../employee/person.js";
import { forbiddenUnit } from "../organisation/units.js";
import {
  Change,
  changeColumns,
  Part,
  partColumns,
  partExample,
  partItem,
  type PartRow,
} from "./leave-schedule-parts.js";

/** The domain bounds a schedule's parts by the same number. */
const MOST_PARTS = 5_000;
const MOST_CHANGES = 1_000;

const Warning = z.discriminatedUnion("code", [
  z.object({
    code: z.enum(["more-than-entitled", "less-than-entitled"]),
    employeeId: z.string(),
    planned: z.number().meta({ description: "Hundredths of a day" }),
    entitled: z.number().meta({ description: "Hundredths of a day" }),
  }),
  z.object({ code: z.enum(["not-countable", "no-long-part"]), employeeId: z.string() }),
  z.object({
    code: z.literal("black-out"),
    employeeId: z.string(),
    partId: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  z.object({
    code: z.literal("below-minimum"),
    employeeId: z.string(),
    partId: z.string(),
    on: z.string(),
    minimum: z.number(),
    present: z.number(),
  }),
]);

interface Row {
  readonly path: readonly string[];
  readonly status: "open" | "submitted" | "approved" | null;
  readonly submittedBy: string | null;
  readonly returnReason: string | null;
  readonly approvedOn: string | null;
  readonly approvedBy: string | null;
  readonly parts: readonly PartRow[] | null;
  readonly changes: readonly z.input<typeof Change>[] | null;
}

const warningsOf = (
  parts: readonly PartRow[],
  members: readonly KnownMember[],
  team: Awaited<ReturnType<typeof rulesOfUnit>>,
) =>
  scheduleWarnings(
    parts.map((part) => ({ ...part, from: localDate(part.from), to: localDate(part.to) })),
    { members, ...team },
  );

/** People of the unit for whom nothing is planned, in their order. */
const unplanned = (parts: readonly PartRow[], members: readonly KnownMember[], first: LocalDate) => {
  const planned = new Set(parts.map(({ employeeId }) => employeeId));
  return members
    .filter((member) => !planned.has(member.employeeId) && member.positionOn(first) !== null)
    .map(({ employeeId, name }) => ({ employeeId, name }));
};

export const leaveSchedule = view({
  path: "/leave-schedules/{unitId}/{year}",
  id: "leaveSchedule",
  summary: "A unit's yearly leave schedule with its warnings",
  description: "A unit without a plan answers with an open schedule without parts.",
  params: z.strictObject({ unitId: UnitId, year: z.coerce.number().pipe(ScheduleYear) }),
  query: nothing,
  answer: z.object({
    unitId: z.string(),
    year: z.number(),
    status: z.enum(["open", "submitted", "approved"]),
    submittedBy: z.string().nullable(),
    returnReason: z.string().nullable().meta({ description: "Why it was given back last" }),
    approvedOn: z.string().nullable(),
    approvedBy: z.string().nullable(),
    approveBy: z
      .string()
      .nullable()
      .meta({ description: "The last day to approve it in time; null where there is no term" }),
    parts: z.array(Part),
    changes: z.array(Change),
    unplanned: z.array(z.object({ employeeId: z.string(), name: PersonName })),
    warnings: z.array(Warning),
  }),
  example: {
    unitId: "u0042",
    year: 2027,
    status: "submitted",
    submittedBy: "e00003",
    returnReason: null,
    approvedOn: null,
    approvedBy: null,
    approveBy: "2026-12-17",
    parts: [partExample],
    changes: [],
    unplanned: [{ employeeId: "e00018", name: "Петров Пётр" }],
    warnings: [{ code: "less-than-entitled", employeeId: "e00017", planned: 1400, entitled: 2800 }],
  },
  reads: [
    "leave-schedules",
    "planned-leave",
    "leave-changes",
    "team-rules",
    "absence-spans",
    "employees",
    "organisation",
  ],
  read: async ({ params: { unitId, year }, caller, views }) => {
    const scheduleId = `${unitId}_${year}`;
    const found = await views.row<Row>(sql`
      select unit.path, status, submitted_by as "submittedBy", return_reason as "returnReason",
        approved_on as "approvedOn", approved_by as "approvedBy",
        (select jsonb_agg(to_jsonb(part) order by part."employeeId", part."from") from (
           select ${partColumns} from views.planned_leave part
           join views.employee on employee.employee_id = part.employee_id
           where part.schedule_id = ${scheduleId} limit ${MOST_PARTS}) part) as parts,
        (select jsonb_agg(to_jsonb(change) order by change."proposedAt" desc, change."changeId") from (
           select ${changeColumns} from views.leave_change change
           where change.schedule_id = ${scheduleId} limit ${MOST_CHANGES}) change) as changes
      from views.unit left join views.leave_schedule schedule on schedule.schedule_id = ${scheduleId}
      where unit.unit_id = ${unitId}`);
    if (found === undefined) throw new Problem(platformProblems["not-found"], `There is no unit ${unitId}.`);
    const { path, status, submittedBy, returnReason, approvedOn, approvedBy, changes } = found;
    if (!reaches(reachOf(caller, "see-leave-schedule"), { employeeId: "", unitPath: path })) throw forbiddenUnit();
    const parts = found.parts ?? [];
    const [first, last] = [localDate(`${year}-01-01`), localDate(`${year}-12-31`)];
    const [members, team] = await Promise.all([teamMembers(views, unitId, first, last), rulesOfUnit(views, path)]);
    const terms = [...new Set(members.map(({ country }) => country))].flatMap(
      (each) => approvalDueBy(each, year) ?? [],
    );
    return {
      unitId,
      year,
      status: status ?? "open",
      submittedBy,
      returnReason,
      approvedOn,
      approvedBy,
      approveBy: terms.toSorted()[0] ?? null,
      parts: parts.map(partItem),
      changes: (changes ?? []).map((change) => ({ ...change, proposedAt: new Date(change.proposedAt).toISOString() })),
      unplanned: unplanned(parts, members, first),
      warnings: warningsOf(parts, members, team),
    };
  },
});

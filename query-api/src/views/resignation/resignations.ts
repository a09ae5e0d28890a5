// GET /resignations and /resignations/{employeeId}: the story for the employee and HR; heads see that somebody goes and when.
import { EmployeeId } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { type ResignationRow, resignationTable, selectList } from "@tabel/read-models";
import { z } from "zod";
import type { Caller } from "../../access/caller.js";
import { requireReach, withinReach } from "../../access/reach.js";
import { relation, type Relation } from "../../access/relation.js";
import { present, seeEmployee, standsOn } from "../../access/see-employee.js";
import { keyDate, keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { type Sql, sql, verbatim } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { Title } from "../onboarding/title.js";

const Status = z.enum(["received", "accepted", "executed", "withdrawn"]);

const actions = [
  "correct-resignation",
  "record-resignation-check",
  "record-resignation-original",
  "record-replacement",
  "accept-resignation",
  "withdraw-resignation",
  "execute-resignation",
] as const;

const Letter = z.object({
  form: z.string(),
  document: z.string(),
  ground: z.string().nullable().meta({ description: "Null once the person is erased" }),
  asked: z.object({ says: z.enum(["last-day", "from", "nothing"]), date: z.string().optional() }),
  earliest: z.string().meta({ description: "From this day on a date that is named keeps the notice" }),
  noticeEnds: z.string(),
  basis: z.string(),
  proposedLastDay: z.string().nullable().meta({ description: "Follows from the letter; null while it is open" }),
  open: z.array(z.string()).meta({ description: "What the letter leaves open, by the rules" }),
  round: z.number(),
  findings: z
    .array(z.object({ code: z.string(), note: z.string().nullable() }))
    .nullable()
    .meta({ description: "Of the last check; null once the person is erased" }),
  checkedRound: z.number().nullable(),
  original: z.object({ form: z.string(), document: z.string(), on: z.string() }).nullable(),
  replacementInvitedOn: z.string().nullable(),
  acceptedAs: z.string().nullable(),
  story: z.array(z.object({ type: z.string(), at: z.string(), by: z.string() })),
});

const Item = z.object({
  employeeId: z.string(),
  number: z.number(),
  name: PersonName,
  unitId: z.string(),
  status: Status,
  receivedOn: z.string(),
  lastDay: z.string().nullable().meta({ description: "As a person decided it" }),
  letter: Letter.nullable().meta({ description: "Null for who sees only that somebody goes, and when" }),
  checklist: z.array(
    z.object({
      item: z.string(),
      title: Title,
      owner: z.string(),
      doneOn: z.string().nullable(),
      doneBy: z.string().nullable(),
      mayComplete: z.boolean(),
    }),
  ),
  allowedActions: z.array(z.enum(actions)),
});
type Answer = z.input<typeof Item>;

interface Row extends ResignationRow, NameColumns, Relation {
  readonly unitId: string;
  readonly seesLetter: boolean;
}

const columns = (caller: Caller): Sql => sql`
  ${verbatim(selectList(resignationTable, "resignation"))}, ${nameColumns}, stands.unit_id as "unitId", ${relation(caller)},
  ${withinReach(reachOf(caller, "see-resignation-letter"), present)} as "seesLetter"`;

const around = (caller: Caller): Sql => sql`
  views.resignation join views.employee on employee.employee_id = resignation.employee_id
  ${standsOn(sql`resignation.employee_id`, caller.today)}`;

const allowed = (row: Row, caller: Caller): Answer["allowedActions"] => {
  const oneself = row.employeeId === caller.userId;
  if (!oneself && !row.isHr) return [];
  const found: Answer["allowedActions"] = [];
  const open = row.status === "received" || row.status === "accepted";
  if (open) found.push("correct-resignation");
  if (open && row.isHr)
    found.push("record-resignation-check", "record-resignation-original", "record-replacement", "accept-resignation");
  if (row.status !== "withdrawn" && (row.lastDay === null || caller.today <= row.lastDay))
    found.push("withdraw-resignation");
  if (row.status === "accepted" && row.original !== null && row.isHr) found.push("execute-resignation");
  return found;
};

const mayComplete = (owner: string, row: Row, { userId }: Caller): boolean =>
  row.isHr ||
  (owner === "employee" && row.employeeId === userId) ||
  (owner === "head" && row.isHead) ||
  (owner === "it" && row.isIt) ||
  (owner === "accountant" && row.isAccountant);

const toItem = (row: Row, caller: Caller): Answer => {
  const closed = row.status === "received" || row.status === "withdrawn";
  return {
    employeeId: row.employeeId,
    number: row.number,
    name: nameOf(row),
    unitId: row.unitId,
    status: row.status,
    receivedOn: row.receivedOn,
    lastDay: row.lastDay,
    letter: row.seesLetter
      ? {
          form: row.form,
          document: row.document,
          ground: row.ground,
          asked: row.asked,
          earliest: row.earliest,
          noticeEnds: row.noticeEnds,
          basis: row.basis,
          proposedLastDay: row.proposedLastDay,
          open: [...row.open],
          round: row.round,
          findings: row.findings === null ? null : [...row.findings],
          checkedRound: row.checkedRound,
          original: row.original,
          replacementInvitedOn: row.replacementInvitedOn,
          acceptedAs: row.acceptedAs,
          story: [...row.story],
        }
      : null,
    checklist: row.checklist.map((entry) => ({
      ...entry,
      mayComplete: !closed && entry.doneOn === null && mayComplete(entry.owner, row, caller),
    })),
    allowedActions: allowed(row, caller),
  };
};

const example: Answer = {
  employeeId: "e00042",
  number: 1,
  name: "Сидорова Нина Олеговна",
  unitId: "u0042",
  status: "received",
  receivedOn: "2026-11-16",
  lastDay: null,
  letter: {
    form: "scan",
    document: "documents/2026/0b4e9f0e",
    ground: "own-wish",
    asked: { says: "last-day", date: "2026-12-18" },
    earliest: "2026-11-30",
    noticeEnds: "2026-11-30",
    basis: "ТК РФ, ст. 80",
    proposedLastDay: "2026-12-18",
    open: ["original-missing"],
    round: 1,
    findings: [],
    checkedRound: null,
    original: null,
    replacementInvitedOn: null,
    acceptedAs: null,
    story: [{ type: "ResignationReceived", at: "2026-11-16T09:30:00.000Z", by: "e00042" }],
  },
  checklist: [],
  allowedActions: ["correct-resignation", "withdraw-resignation"],
};

const reads = ["resignations", "employees", "organisation"];

export const resignations = view({
  path: "/resignations",
  id: "resignations",
  summary: "Resignations that the caller may know of, the latest received first",
  params: nothing,
  query: z.strictObject({ status: Status.optional(), ...paging }),
  answer: z.object({ items: z.array(Item), next: nextCursor }),
  example: { items: [example], next: null },
  reads,
  read: async ({ query: { status, limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-resignation"));
    const [receivedOn, id] = keyOf(cursor, keyDate, keyText);
    const rows = await views.rows<Row>(sql`
      select ${columns(caller)} from ${around(caller)}
      where ${withinReach(reach, present)} and ${status === undefined ? sql`true` : sql`resignation.status = ${status}`}
        and ${receivedOn === undefined ? sql`true` : sql`resignation.received_on <= ${receivedOn}::date and (resignation.received_on < ${receivedOn}::date or resignation.resignation_id > ${id})`}
      order by resignation.received_on desc, resignation.resignation_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.receivedOn, row.resignationId]);
    return { items: items.map((row) => toItem(row, caller)), next };
  },
});

export const resignationsOf = view({
  path: "/resignations/{employeeId}",
  id: "resignationsOf",
  summary: "Somebody's resignations with their story, the latest first",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: nothing,
  answer: z.object({
    items: z.array(Item),
    nextNumber: z.number().meta({ description: "The number that the next resignation will have" }),
  }),
  example: { items: [example], nextNumber: 2 },
  reads,
  read: async ({ params: { employeeId }, caller, views }) => {
    const rows = await views.rows<Row>(sql`
      select ${columns(caller)} from ${around(caller)}
      where resignation.employee_id = ${employeeId} and ${withinReach(reachOf(caller, "see-resignation"), present)}
      order by resignation.number desc limit 99`);
    if (rows.length === 0) await seeEmployee(views, caller, "see-resignation", employeeId);
    return { items: rows.map((row) => toItem(row, caller)), nextNumber: (rows[0]?.number ?? 0) + 1 };
  },
});

// GET /resignation-letters: scans with what the check read, what it rests on, and what HR made of it; the queue of those that wait for a
// person; and the labels by which the check is measured. The scan and the evidence are the employee's and HR's; both readings are HR's.
import { letterAnswers } from "@tabel/domain";
import { reachOf } from "@tabel/platform";
import { type LetterRow, letterTable, selectList } from "@tabel/read-models";
import { z } from "zod";
import type { Caller } from "../../access/caller.js";
import { requireReach, withinReach } from "../../access/reach.js";
import { relation, type Relation } from "../../access/relation.js";
import { present, standsOn, unseen } from "../../access/see-employee.js";
import { keyDate, keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { type Sql, sql, verbatim } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";

const outcomes = ["accepted-for-request", "changes-needed", "human-review"] as const;
const Answered = z.object({ rule: z.string(), ru: z.string(), en: z.string() });
const Said = z.object({
  asked: z.object({ says: z.enum(["last-day", "from", "nothing"]), date: z.string().optional() }),
  ground: z.string(),
});

const Letter = z.object({
  letterId: z.string(),
  employeeId: z.string(),
  name: PersonName,
  unitId: z.string(),
  number: z.number(),
  round: z.number(),
  uploadedAt: z.string(),
  uploadedBy: z.string(),
  receivedOn: z.string().meta({ description: "Of the first receipt, from which the notice counts" }),
  noticeEnds: z.string(),
  status: z.enum(["unread", ...outcomes, "judged"]),
  present: z.boolean().meta({ description: "Whether it is the letter that counts, and not replaced or taken back" }),
  outcome: z.enum(outcomes).nullable(),
  defects: z.array(Answered).meta({ description: "What the employee is to put right" }),
  advisories: z.array(Answered).meta({ description: "What would be good to have, and stops nothing" }),
  reviewReasons: z.array(Answered).meta({ description: "Why a person looks" }),
  flags: z.object({ shortNotice: z.boolean(), ambiguousDate: z.boolean(), bindingDate: z.boolean() }).nullable(),
  said: Said.nullable().meta({ description: "What it says, once a check or a person has established it" }),
  evidence: z
    .looseObject({})
    .nullable()
    .meta({ description: "Each statement with the words of the letter it rests on" }),
  secondReading: z
    .object({
      fields: z.array(z.object({ field: z.string(), value: z.string(), quote: z.string() })),
      dropped: z.array(z.string()),
    })
    .nullable()
    .meta({ description: "What a model read and the words of the picture bear out; for HR" }),
  asked: z
    .array(
      z.object({
        model: z.string(),
        tokensIn: z.number(),
        tokensOut: z.number(),
        milliseconds: z.number(),
        cost: z.number(),
        failure: z.string().nullable(),
      }),
    )
    .meta({ description: "Askings of the model, in minor units of money; for HR" }),
  notAsked: z.string().nullable(),
  pictures: z.object({ picture: z.string(), marked: z.string().nullable() }),
  judgement: z
    .object({
      verdict: z.enum(["resignation", "changes-needed", "no-resignation"]),
      by: z.string(),
      at: z.string(),
      defects: z.array(Answered),
    })
    .nullable(),
  allowedActions: z.array(z.enum(["judge-resignation-letter", "accept-resignation"])),
});
type Answer = z.input<typeof Letter>;

interface Row extends LetterRow, NameColumns, Relation {
  readonly unitId: string;
  readonly receivedOn: string;
  readonly noticeEnds: string;
  readonly present: boolean;
  readonly decidable: boolean;
  readonly seesReadings: boolean;
}

const isPresent = sql`(resignation.round = letter.round and resignation.status in ('received', 'accepted'))`;
const columns = (caller: Caller): Sql => sql`
  ${verbatim(selectList(letterTable, "letter"))}, ${nameColumns}, stands.unit_id as "unitId", ${relation(caller)},
  resignation.received_on as "receivedOn", resignation.notice_ends as "noticeEnds", ${isPresent} as "present",
  (${isPresent} and resignation.status = 'received') as "decidable",
  ${withinReach(reachOf(caller, "see-letter-readings"), present)} as "seesReadings"`;
const around = (caller: Caller): Sql => sql`
  views.letter join views.employee on employee.employee_id = letter.employee_id
  join views.resignation on resignation.resignation_id = letter.employee_id || '_' || letter.number
  ${standsOn(sql`letter.employee_id`, caller.today)}`;

const answersFor = (rules: readonly string[]): Answer["defects"] =>
  rules.map((rule) => ({
    rule,
    ...(Object.hasOwn(letterAnswers, rule)
      ? letterAnswers[rule as keyof typeof letterAnswers] // a key of it
      : { ru: rule, en: rule }),
  }));

const toItem = (row: Row, { userId }: Caller): Answer => {
  const at = `/api/resignations/${row.employeeId}/${row.number}/letters/${row.letterId}`;
  const judges = row.isHr && row.employeeId !== userId && row.decidable && row.status !== "unread";
  const settled = row.verdict === null ? row.outcome === "accepted-for-request" : row.verdict === "resignation";
  return {
    letterId: row.letterId,
    employeeId: row.employeeId,
    name: nameOf(row),
    unitId: row.unitId,
    number: row.number,
    round: row.round,
    uploadedAt: row.uploadedAt,
    uploadedBy: row.uploadedBy,
    receivedOn: row.receivedOn,
    noticeEnds: row.noticeEnds,
    status: row.status,
    present: row.present,
    outcome: row.outcome,
    defects: answersFor(row.found?.defects ?? []),
    advisories: answersFor(row.found?.advisories ?? []),
    reviewReasons: answersFor(row.found?.reviewReasons ?? []),
    flags: row.found?.flags ?? null,
    said: row.said,
    evidence: row.evidence === null ? null : { ...row.evidence },
    secondReading:
      row.seesReadings && row.secondReading !== null
        ? { fields: [...row.secondReading.fields], dropped: [...row.secondReading.dropped] }
        : null,
    asked: row.seesReadings ? [...row.asked] : [],
    notAsked: row.seesReadings ? row.notAsked : null,
    pictures: { picture: `${at}/picture`, marked: row.markedCopy === null ? null : `${at}/marked` },
    judgement:
      row.verdict === null || row.judgedBy === null || row.judgedAt === null
        ? null
        : { verdict: row.verdict, by: row.judgedBy, at: row.judgedAt, defects: answersFor(row.judgedDefects) },
    allowedActions: judges
      ? ["judge-resignation-letter" as const, ...(settled ? (["accept-resignation"] as const) : [])]
      : [],
  };
};

const example: Answer = {
  letterId: "3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11",
  employeeId: "e00042",
  name: "Сидорова Нина Олеговна",
  unitId: "u0042",
  number: 1,
  round: 1,
  uploadedAt: "2026-11-16T09:30:00.000Z",
  uploadedBy: "e00042",
  receivedOn: "2026-11-16",
  noticeEnds: "2026-11-30",
  status: "human-review",
  present: true,
  outcome: "human-review",
  defects: [],
  advisories: [],
  reviewReasons: [{ rule: "ambiguous-date", ...letterAnswers["ambiguous-date"] }],
  flags: { shortNotice: false, ambiguousDate: true, bindingDate: false },
  said: null,
  evidence: { legible: true, end: { says: "from", date: "2026-12-15", quote: "с 15 декабря 2026 г." } },
  secondReading: { fields: [{ field: "writtenOn", value: "2026-11-16", quote: "16.11.2026" }], dropped: ["lastDay"] },
  asked: [{ model: "local-vision", tokensIn: 1200, tokensOut: 160, milliseconds: 2100, cost: 4, failure: null }],
  notAsked: null,
  pictures: {
    picture: "/api/resignations/e00042/1/letters/3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11/picture",
    marked: "/api/resignations/e00042/1/letters/3c9e2a0e-8f1b-5d53-9a3e-6f0f5f5f0c11/marked",
  },
  judgement: null,
  allowedActions: ["judge-resignation-letter"],
};

const reads = ["letters", "resignations", "employees", "organisation"];

export const resignationLetters = view({
  path: "/resignation-letters",
  id: "resignationLetters",
  summary: "Scans of letters, the longest waiting first; with waiting=true those that HR has to look at",
  params: nothing,
  query: z.strictObject({ waiting: z.enum(["true", "false"]).default("false"), ...paging }),
  answer: z.object({ items: z.array(Letter), next: nextCursor }),
  example: { items: [example], next: null },
  reads,
  read: async ({ query: { waiting, limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-resignation-letter"));
    const [uploadedOn, id] = keyOf(cursor, keyDate, keyText);
    const rows = await views.rows<Row>(sql`
      select ${columns(caller)} from ${around(caller)}
      where ${withinReach(reach, present)} and ${waiting === "true" ? sql`letter.waits and ${isPresent}` : sql`true`}
        and ${uploadedOn === undefined ? sql`true` : sql`(letter.uploaded_on, letter.letter_id) > (${uploadedOn}::date, ${id})`}
      order by letter.uploaded_on, letter.letter_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.uploadedOn, row.letterId]);
    return { items: items.map((row) => toItem(row, caller)), next };
  },
  shows: ({ items }) => ({
    userIds: items.filter(({ evidence }) => evidence !== null).map(({ employeeId }) => employeeId),
    what: "scan",
  }),
});

export const resignationLetter = view({
  path: "/resignation-letters/{letterId}",
  id: "resignationLetter",
  summary: "One scan: what was read, the words it rests on, and where its pictures are",
  params: z.strictObject({ letterId: z.uuid() }),
  query: nothing,
  answer: Letter,
  example,
  reads,
  read: async ({ params: { letterId }, caller, views }) => {
    const row = await views.row<Row>(sql`
      select ${columns(caller)} from ${around(caller)}
      where letter.letter_id = ${letterId} and ${withinReach(reachOf(caller, "see-resignation-letter"), present)}`);
    if (row === undefined) throw unseen("");
    return toItem(row, caller);
  },
  shows: ({ employeeId, evidence }) => ({ userIds: evidence === null ? [] : [employeeId], what: "scan" }),
});

const Label = z.object({
  id: z.string().meta({ description: "Of the letter; its picture stays sealed, and is read by this to measure again" }),
  said: z.object({
    outcome: z.enum(outcomes).nullable(),
    rules: z.string().nullable(),
    reading: z.string().nullable(),
  }),
  expected: z.object({ outcome: z.enum(outcomes), defects: z.array(z.string()) }),
});
interface Judged {
  readonly letterId: string;
  readonly outcome: (typeof outcomes)[number] | null;
  readonly rules: string | null;
  readonly reading: { readonly version: string } | null;
  readonly verdict: "resignation" | "changes-needed" | "no-resignation";
  readonly judgedDefects: readonly string[];
  readonly uploadedOn: string;
}
/** What a check would have had to say: that a letter is none is never said to an employee. */
const expectedBy = {
  resignation: "accepted-for-request",
  "changes-needed": "changes-needed",
  "no-resignation": "human-review",
} as const;

export const resignationLetterLabels = view({
  path: "/resignation-letter-labels",
  id: "resignationLetterLabels",
  summary: "HR's verdicts beside those of the check: a labelled set without names, texts and pictures",
  params: nothing,
  query: z.strictObject({ ...paging }),
  answer: z.object({ items: z.array(Label), next: nextCursor }),
  example: {
    items: [
      {
        id: example.letterId,
        said: { outcome: "human-review", rules: "resignation-letter-1", reading: "print-1" },
        expected: { outcome: "accepted-for-request", defects: [] },
      },
    ],
    next: null,
  },
  reads: ["letters", "employees", "organisation"],
  read: async ({ query: { limit, cursor }, caller, views }) => {
    const reach = requireReach(reachOf(caller, "see-letter-readings"));
    const [uploadedOn, id] = keyOf(cursor, keyDate, keyText);
    const rows = await views.rows<Judged>(sql`
      select letter.letter_id as "letterId", letter.outcome, letter.rules, letter.reading, letter.verdict,
        letter.judged_defects as "judgedDefects", letter.uploaded_on as "uploadedOn"
      from views.letter ${standsOn(sql`letter.employee_id`, caller.today)}
      where ${withinReach(reach, present)} and letter.verdict is not null
        and ${uploadedOn === undefined ? sql`true` : sql`(letter.uploaded_on, letter.letter_id) > (${uploadedOn}::date, ${id})`}
      order by letter.uploaded_on, letter.letter_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.uploadedOn, row.letterId]);
    return {
      items: items.map(({ letterId, outcome, rules, reading, verdict, judgedDefects }) => ({
        id: letterId,
        said: { outcome, rules, reading: reading?.version ?? null },
        expected: { outcome: expectedBy[verdict], defects: [...judgedDefects] },
      })),
      next,
    };
  },
});

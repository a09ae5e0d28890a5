// Parts of yearly leave schedules, and changes proposed to them, as every view shows them.
import { announcementDueBy, localDate } from "@tabel/domain";
import { z } from "zod";
import { type Sql, sql } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";

const Days = z.number().nullable();

export const Part = z.object({
  partId: z.string(),
  employeeId: z.string(),
  name: PersonName,
  from: z.string(),
  to: z.string(),
  countedDays: Days.meta({
    description: "Days that will count; null while a work calendar is not loaded",
    example: 14,
  }),
  announceBy: z
    .string()
    .nullable()
    .meta({ description: "The last day to announce it in time; null where there is no term" }),
  announcedOn: z.string().nullable(),
  acknowledgedOn: z.string().nullable(),
  requestId: z
    .string()
    .nullable()
    .meta({ description: "The request that takes these days up; null while nobody asked" }),
});

export const Change = z.object({
  changeId: z.string(),
  employeeId: z.string(),
  partId: z.string(),
  from: z.string().nullable().meta({ description: "Null where the part is to be taken out" }),
  to: z.string().nullable(),
  side: z.enum(["employee", "employer"]).meta({ description: "Who proposed it; the other side answers" }),
  status: z.enum(["open", "agreed", "declined"]),
  proposedBy: z.string(),
  proposedAt: z.string(),
  reason: z.string().nullable(),
});

export interface PartRow extends NameColumns {
  readonly partId: string;
  readonly employeeId: string;
  readonly country: string;
  readonly from: string;
  readonly to: string;
  readonly counted: number | null;
  readonly entitled: number | null;
  readonly announcedOn: string | null;
  readonly acknowledgedOn: string | null;
  readonly requestId: string | null;
}

/** Of a row `part` and its person `employee`. */
export const partColumns: Sql = sql`
  part.part_id as "partId", part.employee_id as "employeeId", ${nameColumns}, employee.country, part.from_date as "from",
  part.to_date as "to", part.counted, part.entitled, part.announced_on as "announcedOn",
  part.acknowledged_on as "acknowledgedOn",
  (select absence.request_id from views.absence_span absence
   where absence.employee_id = part.employee_id and absence.from_date <= part.to_date and absence.to_date >= part.from_date
     and exists (
       select from jsonb_array_elements(absence.spans) span
       where span->>'kind' = 'annual-leave' and span->>'state' <> 'cancelled'
         and (span->>'from')::date <= part.to_date and (span->>'to')::date >= part.from_date)
   order by absence.from_date, absence.request_id limit 1) as "requestId"`;

export const partItem = (row: PartRow) => ({
  partId: row.partId,
  employeeId: row.employeeId,
  name: nameOf(row),
  from: row.from,
  to: row.to,
  countedDays: row.counted === null ? null : row.counted / 100,
  announceBy: announcementDueBy(row.country, localDate(row.from)),
  announcedOn: row.announcedOn,
  acknowledgedOn: row.acknowledgedOn,
  requestId: row.requestId,
});

/** Of a row `change`. */
export const changeColumns: Sql = sql`
  change.change_id as "changeId", change.employee_id as "employeeId", change.part_id as "partId",
  change.from_date as "from", change.to_date as "to", change.side, change.status, change.proposed_by as "proposedBy",
  change.proposed_at as "proposedAt", change.reason`;

export const partExample = {
  partId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
  employeeId: "e00017",
  name: "Иванова Анна Петровна",
  from: "2027-07-01",
  to: "2027-07-14",
  countedDays: 14,
  announceBy: "2027-06-16",
  announcedOn: null,
  acknowledgedOn: null,
  requestId: null,
};

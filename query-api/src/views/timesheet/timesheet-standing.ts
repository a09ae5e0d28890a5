// How far a unit's sheet of a month is, and what was corrected after its submission: parts of the timesheet's view.
import type { Reach } from "@tabel/platform";
import type { TimesheetSheetRow } from "@tabel/read-models";
import { z } from "zod";
import { withinReach } from "../../access/reach.js";
import { sql } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";

export const Sheet = z.object({
  status: z.string().meta({ description: "open, submitted, accepted or closed", example: "submitted" }),
  submittedAt: z.string().nullable(),
  submittedBy: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  acceptedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  returnReason: z.string().nullable().meta({ description: "Why it came back last; shown to whom the unit concerns" }),
});

/** Nobody has done anything with it yet. */
const untouched: z.output<typeof Sheet> = {
  status: "open",
  submittedAt: null,
  submittedBy: null,
  acceptedAt: null,
  acceptedBy: null,
  closedAt: null,
  returnReason: null,
};

export const sheetOf = async (views: Views, unitId: string, period: string, seesUnit: boolean) => {
  const row = await views.row<Omit<TimesheetSheetRow, "sheet" | "unitId" | "period">>(sql`
    select status, submitted_at as "submittedAt", submitted_by as "submittedBy", accepted_at as "acceptedAt",
      accepted_by as "acceptedBy", closed_at as "closedAt", return_reason as "returnReason"
    from views.timesheet_sheet where period = ${period} and unit_id = ${unitId}`);
  const sheet = row ?? untouched;
  return seesUnit ? sheet : { ...sheet, returnReason: null };
};

/** The marks that stand today, as far as they were set by then; what was returned since has left none. */
export const sheetKnown = (sheet: z.output<typeof Sheet>, at: string): z.output<typeof Sheet> => {
  const by = (mark: string | null): boolean => mark !== null && mark <= at;
  if (by(sheet.closedAt)) return sheet;
  const accepted = { ...sheet, closedAt: null, status: "accepted" };
  if (by(sheet.acceptedAt)) return accepted;
  const submitted = { ...accepted, acceptedAt: null, acceptedBy: null, status: "submitted" };
  return by(sheet.submittedAt) ? submitted : untouched;
};

const Entry = z.object({
  code: z.string(),
  minutes: z.number(),
  time: z.object({ from: z.string(), to: z.string() }).nullable(),
});

export const Correction = z.object({
  number: z.number(),
  employeeId: z.string(),
  cells: z
    .array(z.object({ date: z.string(), entries: z.array(Entry) }))
    .nullable()
    .meta({ description: "Null once the person's data are erased" }),
  postedAt: z.string(),
  postedBy: z.string(),
});

/** More are not shown at once; the latest are. */
const MOST_CORRECTIONS = 200;

/** Those of the persons whose lines the caller sees. */
export const correctionsOf = (views: Views, unitId: string, period: string, reach: Reach) =>
  views.rows<z.output<typeof Correction>>(sql`
    select number, employee_id as "employeeId", cells, posted_at as "postedAt", posted_by as "postedBy"
    from views.timesheet_correction correction
    where unit_id = ${unitId} and period = ${period}
      and ${withinReach(reach, { employee: sql`correction.employee_id`, unit: sql`correction.unit_id` })}
    order by number desc limit ${MOST_CORRECTIONS}`);

// The events behind an explained figure: when, what and by whom, without what they say.
import type { EmployeeHistoryRow } from "@tabel/read-models";
import { z } from "zod";
import { sql } from "./sql.js";
import type { Views } from "./views.js";

export const Positions = z
  .array(z.string())
  .meta({ description: "Positions of events, which are listed below", example: ["48213"] });

export const FactBehind = z.object({
  position: z.string(),
  eventId: z.string(),
  type: z.string().meta({ example: "AbsenceApproved" }),
  stream: z.string(),
  revision: z.string(),
  recordedAt: z.string(),
  effectiveOn: z.string().nullable(),
  actor: z.string(),
});

export const factExample: z.input<typeof FactBehind> = {
  position: "48213",
  eventId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
  type: "AbsenceApproved",
  stream: "absence-e00017",
  revision: "4",
  recordedAt: "2026-04-16T09:30:00.000Z",
  effectiveOn: "2026-05-04",
  actor: "e00003",
};

/** In the order of the log; each once, however many figures it stands behind. */
export const factsBehind = async (
  views: Views,
  employeeId: string,
  positions: readonly string[],
): Promise<z.output<typeof FactBehind>[]> => {
  const facts = await views.rows<EmployeeHistoryRow>(sql`
    select position, event_id as "eventId", type, stream, revision, recorded_at as "recordedAt",
      effective_on as "effectiveOn", actor
    from views.employee_history
    where employee_id = ${employeeId} and position = any(${[...new Set(positions)]}::bigint[]) order by position`);
  return facts.map(({ position, revision, ...fact }) => ({
    ...fact,
    position: String(position),
    revision: String(revision),
  }));
};

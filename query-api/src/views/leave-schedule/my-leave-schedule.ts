// GET /my-leave-schedule: the caller's own parts of a year, and the changes proposed to them.
import { ScheduleYear } from "@tabel/domain";
import { z } from "zod";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import {
  Change,
  changeColumns,
  Part,
  partColumns,
  partExample,
  partItem,
  type PartRow,
} from "./leave-schedule-parts.js";

const MOST_PARTS = 100;
const MOST_CHANGES = 200;

const MyPart = Part.extend({
  unitId: z.string(),
  status: z.enum(["open", "submitted", "approved"]).meta({ description: "Of the schedule it stands in" }),
});

interface Row extends PartRow {
  readonly unitId: string;
  readonly status: z.output<typeof MyPart>["status"];
}

export const myLeaveSchedule = view({
  path: "/my-leave-schedule",
  id: "myLeaveSchedule",
  summary: "The caller's planned leave of a year",
  params: nothing,
  query: z.strictObject({ year: z.coerce.number().pipe(ScheduleYear).meta({ type: "integer", example: 2027 }) }),
  answer: z.object({ year: z.number(), parts: z.array(MyPart), changes: z.array(Change) }),
  example: { year: 2027, parts: [{ ...partExample, unitId: "u0042", status: "approved" }], changes: [] },
  reads: ["leave-schedules", "planned-leave", "leave-changes", "absence-spans", "employees"],
  read: async ({ query: { year }, caller, views }) => {
    const [parts, changes] = await Promise.all([
      views.rows<Row>(sql`
        select ${partColumns}, part.unit_id as "unitId", coalesce(schedule.status, 'open') as status
        from views.planned_leave part
        join views.employee on employee.employee_id = part.employee_id
        left join views.leave_schedule schedule on schedule.schedule_id = part.schedule_id
        where part.employee_id = ${caller.userId} and part.year = ${year}
        order by part.from_date, part.part_id limit ${MOST_PARTS}`),
      views.rows<z.input<typeof Change>>(sql`
        select ${changeColumns} from views.leave_change change
        where change.employee_id = ${caller.userId} and change.year = ${year}
        order by change.proposed_at desc, change.change_id limit ${MOST_CHANGES}`),
    ]);
    return {
      year,
      parts: parts.map((row) => ({ ...partItem(row), unitId: row.unitId, status: row.status })),
      changes,
    };
  },
});

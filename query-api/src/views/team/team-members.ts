// The people of a unit in some days and when they are away: what staffing and clashes are worked out from. Nothing of it is shown
// as it is; kinds never leave the database.
import {
  defaultSchedule,
  employedOn,
  epochDay,
  inForce,
  knownSchedules,
  localDate,
  plannedMinutes,
  weekday,
  workCalendar,
  yearOf,
  type AwaySpan,
  type LocalDate,
  type TeamMember,
} from "@tabel/domain";
import type { EmployeeRow } from "@tabel/read-models";
import { sql } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";
import { nameColumns, nameOf, type NameColumns } from "../employee/person.js";
import { isAway } from "./away-spans.js";

/** A unit of more people than this is no team; its first ones are looked at. */
const MOST_MEMBERS = 2_000;

export interface TeamAbsence extends AwaySpan {
  readonly requestId: string;
  readonly state: "requested" | "approved";
}

export interface KnownMember extends TeamMember {
  readonly name: string | null;
  readonly country: string;
  readonly absences: readonly TeamAbsence[];
}

interface Row extends NameColumns, Pick<EmployeeRow, "employeeId" | "country" | "spells" | "schedules"> {
  readonly stays: readonly { readonly from: string; readonly until: string; readonly position: string }[];
  readonly absences:
    | readonly (Omit<TeamAbsence, "employeeId" | "from" | "to"> & {
        readonly from: string;
        readonly to: string;
      })[]
    | null;
}

/** Views know a schedule by its code; one of the person's own counts as five days here. */
const worksOn = ({ country, schedules }: Row, date: LocalDate): boolean => {
  const calendar = workCalendar(country, yearOf(date));
  if (calendar === undefined) return weekday(date) <= 5;
  const dated = schedules.map(({ from, code }) => ({ from: localDate(from), code }));
  const schedule = knownSchedules.get(inForce(dated, date)?.code ?? "") ?? defaultSchedule;
  return plannedMinutes(schedule, epochDay(date), calendar) > 0;
};

const memberOf = (row: Row): KnownMember => ({
  employeeId: row.employeeId,
  name: nameOf(row),
  country: row.country,
  positionOn: (date) =>
    employedOn<string>(row.spells, date)
      ? (row.stays.find(({ from, until }) => from <= date && (until === "infinity" || date < until))?.position ?? null)
      : null,
  worksOn: (date) => worksOn(row, date),
  absences: (row.absences ?? []).map((span) => ({
    ...span,
    employeeId: row.employeeId,
    from: localDate(span.from),
    to: localDate(span.to),
  })),
});

/** By number. Absences are approved or asked for, and no work. */
export const teamMembers = async (
  views: Views,
  unitId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<readonly KnownMember[]> => {
  const rows = await views.rows<Row>(sql`
    select employee.employee_id as "employeeId", ${nameColumns}, employee.country, employee.spells, employee.schedules, stays.stays,
      (select jsonb_agg((span - 'kind') || jsonb_build_object('requestId', absence.request_id))
       from views.absence_span absence cross join lateral jsonb_array_elements(absence.spans) span
       where absence.employee_id = employee.employee_id
         and absence.from_date <= ${to}::date and absence.to_date >= ${from}::date
         and span->>'from' <= ${to} and span->>'to' >= ${from} and span->>'state' <> 'cancelled'
         and ${isAway(sql`span`, from)}) as absences
    from (select employee_id, jsonb_agg(jsonb_build_object('from', from_date, 'until', until_date, 'position', position)) as stays
          from views.employee_unit
          where unit_id = ${unitId} and from_date <= ${to}::date and until_date > ${from}::date
          group by employee_id order by employee_id limit ${MOST_MEMBERS}) stays
    join views.employee on employee.employee_id = stays.employee_id
    where employee.last_day is null or employee.last_day >= ${from}::date
    order by employee.employee_id`);
  return rows.map(memberOf);
};

// How many colleagues are away, or ask to be, on any of the days of a row `request`: what who decides sees at a glance.
import { kindsOfWork, localDate } from "@tabel/domain";
import type { Caller } from "../../access/caller.js";
import { type Sql, sql } from "../../reading/sql.js";

/** Null where it is nobody's to decide any more. Read through the indexes of the unit's people and of each one's absences. */
export const clashCount = ({ today }: Caller): Sql => sql`
  case when request.status = 'submitted' then (
    select count(distinct colleague.employee_id)::integer
    from views.employee_unit own
    join views.employee_unit colleague on colleague.unit_id = own.unit_id
      and colleague.until_date > request.from_date and colleague.from_date <= request.to_date
      and colleague.employee_id <> request.employee_id
    join views.absence_span away on away.employee_id = colleague.employee_id
      and away.from_date <= request.to_date and away.to_date >= request.from_date
    where own.employee_id = request.employee_id
      and own.seen_from <= request.from_date and own.until_date > request.from_date
      and exists (
        select from jsonb_array_elements(away.spans) span
        where span->>'state' <> 'cancelled'
          and (span->>'from')::date <= request.to_date and (span->>'to')::date >= request.from_date
          and coalesce(span->>'kind', '') <> all(${kindsOfWork(localDate(today))}::text[]))) end`;

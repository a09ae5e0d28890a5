// The absences of a person as a query may see them: cut in SQL, so that nothing that is not for the reader leaves the database.
import { kindsOfWork, type LocalDate } from "@tabel/domain";
import type { ShownSpan } from "@tabel/read-models";
import { type Sql, sql } from "../../reading/sql.js";

/** What a reader is given of one span; what is not for the reader is null. */
export interface SeenSpan extends Pick<ShownSpan, "from" | "to" | "dayPart" | "kind" | "time"> {
  readonly state: "requested" | "approved";
  readonly requestId: string | null;
  /** Whether it takes hours of a day, also where these are not told. */
  readonly hours: boolean;
}

interface Seeing {
  /** The person, as SQL. */
  readonly employee: Sql;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Conditions: whether the reader may know why, and whether what waits for a decision. */
  readonly why: Sql;
  readonly pending: Sql;
}

/**
 * A JSON array of `SeenSpan`, or null. Who may not know why is told of approved absences only, without kind, request or time,
 * and of nothing that is work.
 */
export const seenSpans = ({ employee, from, to, why, pending }: Seeing): Sql => sql`
  (select jsonb_agg(
     jsonb_build_object('from', span->'from', 'to', span->'to', 'dayPart', span->'dayPart', 'state', span->'state',
                        'hours', jsonb_typeof(span->'time') = 'object',
                        'kind', case when ${why} then span->'kind' end,
                        'time', case when ${why} then span->'time' end,
                        'requestId', case when ${why} then absence.request_id end)
     order by span->>'from', absence.request_id)
   from views.absence_span absence cross join lateral jsonb_array_elements(absence.spans) span
   where absence.employee_id = ${employee} and absence.from_date <= ${to}::date and absence.to_date >= ${from}::date
     and span->>'from' <= ${to} and span->>'to' >= ${from}
     and (span->>'state' = 'approved' or (span->>'state' = 'requested' and ${pending}))
     and (${why} or ${isAway(sql`span`, from)}))`;

/** Whether a span is no work, as a condition: work from home takes nobody away. The kind of an erased person counts as away. */
export const isAway = (span: Sql, on: LocalDate): Sql =>
  sql`coalesce(${span}->>'kind', '') <> all(${kindsOfWork(on)}::text[])`;

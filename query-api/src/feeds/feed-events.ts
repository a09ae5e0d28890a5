// What a calendar feed tells: the absences of its user, or of a unit's people without why and when exactly.
import { addDays, halvesTaken, kindsOfWork, localDate, teamPolicy, type LocalDate } from "@tabel/domain";
import type { CalendarFeedRow, ShownSpan } from "@tabel/read-models";
import { createHash } from "node:crypto";
import { type Sql, sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";
import { nameColumns, nameOf, type NameColumns } from "../views/employee/person.js";

/** Bounds of one feed; the soonest are kept. */
const MOST_EVENTS = 2_000;

/** Local times of a day; `to` at or before `from` lies on the next day. */
export interface ClockSpan {
  readonly from: string;
  readonly to: string;
}

export interface FeedEvent {
  /** The same as long as the feed lives, and nowhere else: two feeds cannot be joined by it. */
  readonly uid: string;
  /** Null in a feed of the user's own. */
  readonly name: string | null;
  /** Null in a feed of a unit, and once the person's data are erased. */
  readonly kind: string | null;
  readonly country: string;
  readonly timeZone: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Parts of the one day; none for whole days. */
  readonly clock: readonly ClockSpan[];
  readonly cancelled: boolean;
  readonly sequence: number;
  readonly changedAt: string;
}

interface Row extends NameColumns {
  readonly requestId: string;
  readonly place: number;
  /** Without its kind where the feed is a unit's. */
  readonly span: Omit<ShownSpan, "kind"> & Partial<Pick<ShownSpan, "kind">>;
  readonly country: string;
  readonly timeZone: string;
  /** The days of the stay in the unit; all days in a feed of the user's own. */
  readonly stayFrom: string | null;
  readonly stayTo: string | null;
}

const uidOf = (feedId: string, { requestId, place, stayFrom }: Row, part: number): string =>
  createHash("sha256")
    .update(JSON.stringify([feedId, requestId, place, stayFrom, part]))
    .digest("hex")
    .slice(0, 32);

/** The parts of the clock that a reader may know: times of one's own, of colleagues halves of a day only. */
const clockOf = (own: boolean, { span, country }: Row): readonly ClockSpan[] | undefined => {
  const { dayPart, time, from } = span;
  if (time === null && dayPart === "full") return [];
  if (own && time !== null) return [time];
  const { halves } = teamPolicy(country, localDate(from));
  const taken = halvesTaken({ dayPart, time }, halves);
  if (taken.length === 2 && time !== null) return [];
  return taken.length === 0 ? undefined : taken.map((half) => halves[half]);
};

const eventOf = (feedId: string, own: boolean, row: Row): readonly FeedEvent[] => {
  const { span, country, timeZone, stayFrom, stayTo } = row;
  const clock = clockOf(own, row);
  if (clock === undefined) return [];
  return [
    {
      uid: uidOf(feedId, row, 0),
      name: own ? null : nameOf(row),
      kind: span.kind ?? null,
      country,
      timeZone,
      from: localDate(stayFrom !== null && stayFrom > span.from ? stayFrom : span.from),
      to: localDate(stayTo !== null && stayTo < span.to ? stayTo : span.to),
      clock,
      cancelled: span.state === "cancelled",
      sequence: span.sequence,
      changedAt: span.changedAt,
    },
  ];
};

type Feed = Pick<CalendarFeedRow, "feedId" | "userId" | "unitId">;

/** What was approved, be it cancelled since, in the days around today that the policy names. By day and person. */
export const feedEvents = async (views: Views, feed: Feed, today: LocalDate): Promise<readonly FeedEvent[]> => {
  const { back, ahead } = teamPolicy("", today).feedDays;
  const [from, to] = [addDays(today, -back), addDays(today, ahead)];
  const within = sql`absence.from_date <= ${to}::date and absence.to_date >= ${from}::date`;
  const shown = sql`
    cross join lateral jsonb_array_elements(absence.spans) with ordinality as each (span, place)
    join views.employee on employee.employee_id = absence.employee_id`;
  const columns = (shownSpan: Sql) => sql`absence.request_id as "requestId", place::integer, ${shownSpan} as span,
    ${nameColumns}, employee.country, employee.time_zone as "timeZone"`;
  const held = sql`span->>'state' in ('approved', 'cancelled') and span->>'from' <= ${to} and span->>'to' >= ${from}`;
  const own = sql`
    select ${columns(sql`span`)}, null as "stayFrom", null as "stayTo"
    from views.absence_span absence ${shown}
    where absence.employee_id = ${feed.userId} and ${within} and ${held}`;
  const ofUnit = sql`
    select ${columns(sql`span - 'kind'`)}, member.from_date as "stayFrom",
      least(member.until_date - 1, employee.last_day, date '9999-12-31') as "stayTo"
    from views.employee_unit member
    join views.absence_span absence on absence.employee_id = member.employee_id and ${within} ${shown}
    where member.unit_id = ${feed.unitId} and member.from_date <= ${to}::date and member.until_date > ${from}::date
      and ${held} and (span->>'from')::date < member.until_date and (span->>'to')::date >= member.from_date
      and (employee.last_day is null or (span->>'from')::date <= employee.last_day)
      and coalesce(span->>'kind', '') <> all(${kindsOfWork(today)}::text[])`;
  const rows = await views.rows<Row>(sql`
    ${feed.unitId === null ? own : ofUnit}
    order by span->>'from', absence.employee_id, absence.request_id, place limit ${MOST_EVENTS}`);
  return rows.flatMap((row) => eventOf(feed.feedId, feed.unitId === null, row));
};

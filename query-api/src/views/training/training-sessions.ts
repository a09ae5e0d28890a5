// GET /training-sessions and /training-sessions/{sessionId}: what is offered, free seats, and the caller's own place.
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import type { TrainingSessionRow } from "@tabel/read-models";
import { z } from "zod";
import type { Caller } from "../../access/caller.js";
import { withinReach } from "../../access/reach.js";
import { present, standsOn } from "../../access/see-employee.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { usable } from "../../http/usable-text.js";
import { nothing, viewOfTheMinute } from "../../http/view.js";
import { type Sql, sql } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";
import { requireMember } from "../organisation/units.js";
import { Title } from "../onboarding/title.js";

const Session = z.object({
  sessionId: z.string(),
  programmeId: z.string(),
  title: Title,
  trainerId: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  cutOffAt: z.string(),
  timeZone: z.string(),
  place: z.string(),
  needsEntitlement: z.boolean(),
  seats: z.number(),
  freeSeats: z.number(),
  waiting: z.number().meta({ description: "How many wait" }),
  cancelled: z.boolean(),
  mine: z
    .object({
      status: z.enum(["booked", "waiting"]),
      waitingPlace: z.number().nullable().meta({ description: "1 is the next to move up; null with a seat" }),
      attended: z.boolean().nullable(),
    })
    .nullable()
    .meta({ description: "The caller's own place" }),
  allowedActions: z.array(
    z.enum([
      "reserve-training-place",
      "book-training",
      "cancel-training-booking",
      "change-training-seats",
      "move-training-session",
      "cancel-training-session",
      "record-training-attendance",
    ]),
  ),
});
type Item = z.input<typeof Session>;

interface Row extends Omit<TrainingSessionRow, "people"> {
  readonly mine: "booked" | "waiting" | null;
  readonly attended: boolean | null;
  readonly waitingPlace: number | null;
  readonly reserved: boolean;
}

const columns = ({ userId }: Caller): Sql => sql`
  session.session_id as "sessionId", session.programme_id as "programmeId", session.title, session.trainer_id as "trainerId",
  session.starts_at as "startsAt", session.ends_at as "endsAt", session.cut_off_at as "cutOffAt",
  session.time_zone as "timeZone", session.place, session.entitlement, session.seats, session.booked, session.waiting,
  session.cancelled, mine.status as mine, mine.attended,
  case when mine.status = 'waiting' then (select count(*)::integer from views.training_place before
    where before.session_id = session.session_id and before.status = 'waiting' and before.since <= mine.since)
  end as "waitingPlace",
  exists (select from views.training_account account, jsonb_array_elements(account.places) reserved
    where account.employee_id = ${userId} and reserved ->> 'sessionId' = session.session_id) as reserved`;

const withMine = ({ userId }: Caller): Sql => sql`
  left join views.training_place mine on mine.session_id = session.session_id and mine.employee_id = ${userId}`;

const actionsOf = (row: Row, { userId, unitId }: Caller, now: Date): Item["allowedActions"] => {
  if (row.cancelled) return [];
  const actions: Item["allowedActions"] = [];
  const at = now.toISOString();
  const begun = row.startsAt <= at;
  if (!begun && at <= row.cutOffAt && unitId !== null) {
    if (row.mine !== null) actions.push("cancel-training-booking");
    else if (row.entitlement === "open" || row.reserved) actions.push("book-training");
    else actions.push("reserve-training-place");
  }
  if (row.trainerId === userId) actions.push(...(begun ? (["record-training-attendance"] as const) : trainersBefore));
  return actions;
};
const trainersBefore = ["change-training-seats", "move-training-session", "cancel-training-session"] as const;

const toItem = (row: Row, caller: Caller, now: Date): Item => ({
  sessionId: row.sessionId,
  programmeId: row.programmeId,
  title: row.title,
  trainerId: row.trainerId,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  cutOffAt: row.cutOffAt,
  timeZone: row.timeZone,
  place: row.place,
  needsEntitlement: row.entitlement === "required",
  seats: row.seats,
  freeSeats: row.seats - row.booked,
  waiting: row.waiting,
  cancelled: row.cancelled,
  mine: row.mine === null ? null : { status: row.mine, waitingPlace: row.waitingPlace, attended: row.attended },
  allowedActions: actionsOf(row, caller, now),
});

const example: Item = {
  sessionId: "anti-fraud-2026-12-03",
  programmeId: "anti-fraud",
  title: { ru: "Занятие 1", en: "Session 1" },
  trainerId: "e00017",
  startsAt: "2026-12-03T07:00:00.000Z",
  endsAt: "2026-12-03T09:00:00.000Z",
  cutOffAt: "2026-12-02T15:00:00.000Z",
  timeZone: "Europe/Moscow",
  place: "Переговорная 3",
  needsEntitlement: false,
  seats: 12,
  freeSeats: 0,
  waiting: 3,
  cancelled: false,
  mine: { status: "waiting", waitingPlace: 2, attended: null },
  allowedActions: ["cancel-training-booking"],
};

const SessionId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/);
const ProgrammeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const Day = z.iso.date();

export const trainingSessions = viewOfTheMinute({
  path: "/training-sessions",
  id: "trainingSessions",
  summary: "Training sessions by their beginning, with free seats and the caller's place",
  params: nothing,
  query: z.strictObject({
    from: Day.optional().meta({ description: "Sessions that begin from this day on (UTC); today unless given" }),
    to: Day.optional().meta({ description: "Sessions that begin until this day (UTC)" }),
    programmeId: ProgrammeId.optional(),
    mine: z.enum(["true", "false"]).default("false").meta({ description: "Only those with a place of the caller" }),
    ...paging,
  }),
  answer: z.object({ items: z.array(Session), next: nextCursor }),
  example: { items: [example], next: null },
  reads: ["training-sessions", "training-accounts", "employees"],
  read: async ({ query: { from, to, programmeId, mine, limit, cursor }, caller, now, views }) => {
    requireMember(caller);
    const [startsAt, sessionId] = keyOf(cursor, z.iso.datetime(), usable(keyText));
    const rows = await views.rows<Row>(sql`
      select ${columns(caller)} from views.training_session session ${withMine(caller)}
      where session.starts_at >= ${from ?? caller.today}::date
        and ${to === undefined ? sql`true` : sql`session.starts_at < ${to}::date + 1`}
        and ${programmeId === undefined ? sql`true` : sql`session.programme_id = ${programmeId}`}
        and ${mine === "true" ? sql`mine.employee_id is not null` : sql`true`}
        and ${startsAt === undefined ? sql`true` : sql`(session.starts_at, session.session_id) > (${startsAt}::timestamptz, ${sessionId})`}
      order by session.starts_at, session.session_id limit ${limit + 1}`);
    const { items, next } = page(rows, limit, (row) => [row.startsAt, row.sessionId]);
    return { items: items.map((row) => toItem(row, caller, now)), next };
  },
});

interface PersonRow extends NameColumns {
  readonly employeeId: string;
  readonly status: "booked" | "waiting";
  readonly attended: boolean | null;
}

export const trainingSession = viewOfTheMinute({
  path: "/training-sessions/{sessionId}",
  id: "trainingSession",
  summary: "One session; its people for the trainer, and for heads and officers those whom they may see",
  params: z.strictObject({ sessionId: SessionId }),
  query: nothing,
  answer: Session.extend({
    people: z
      .array(
        z.object({
          employeeId: z.string(),
          name: PersonName,
          status: z.enum(["booked", "waiting"]),
          attended: z.boolean().nullable(),
        }),
      )
      .meta({ description: "Those with a seat first, then the waiting list in its order" }),
  }),
  example: { ...example, people: [{ employeeId: "e00042", name: "Сидорова Нина", status: "booked", attended: null }] },
  reads: ["training-sessions", "training-accounts", "employees", "organisation"],
  read: async ({ params: { sessionId }, caller, now, views }) => {
    requireMember(caller);
    const row = await views.row<Row>(sql`
      select ${columns(caller)} from views.training_session session ${withMine(caller)}
      where session.session_id = ${sessionId}`);
    if (row === undefined)
      throw new Problem(platformProblems["not-found"], `There is no training session ${sessionId}.`);
    const seen = row.trainerId === caller.userId ? sql`true` : withinReach(reachOf(caller, "see-training"), present);
    const people = await views.rows<PersonRow>(sql`
      select place.employee_id as "employeeId", place.status, place.attended, ${nameColumns}
      from views.training_place place
      join views.employee on employee.employee_id = place.employee_id
      ${standsOn(sql`place.employee_id`, caller.today)}
      where place.session_id = ${sessionId} and ${seen}
      order by place.status, place.since, place.employee_id limit 2000`);
    return {
      ...toItem(row, caller, now),
      people: people.map((person) => ({
        employeeId: person.employeeId,
        name: nameOf(person),
        status: person.status,
        attended: person.attended,
      })),
    };
  },
});

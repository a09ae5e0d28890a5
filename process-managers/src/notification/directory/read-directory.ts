// The directory that a fact's recipients are worked out from: who is who, asked of the folded streams as they stand. Only who could
// be meant is looked up: the people of the fact, the heads above them, and those of whom a list says that they hold a role.
import {
  absence,
  absenceStream,
  type Directory,
  EmployeeId,
  employmentOf,
  hasLeft,
  headOf,
  type HeldRole,
  type Inquiry,
  type LocalDate,
  localDateAt,
  type NotificationFact,
  type Organisation,
  organisationOf,
  peopleOf,
  type PersonOfDirectory,
  presenceOf,
  rolesOf,
  subjectOf,
  superiors,
  todayOf,
  type UnitId,
  unitOn,
  UserId,
} from "@tabel/domain";
import type { KeyVault } from "@tabel/event-store";
import { PermanentFailure } from "../../process/ports.js";
import type pg from "pg";
import { query } from "../storage/delivery-rows.js";

export interface DirectoryParts {
  readonly pool: Pick<pg.Pool, "query">;
  readonly vault: Pick<KeyVault, "keysOf">;
}

const officersOf = async (inquiry: Inquiry, { pool }: DirectoryParts): Promise<readonly HeldRole[]> => {
  // Who might hold a role stands in a list that may be a moment behind; whether they hold it today, in their own stream.
  const { rows } = await query<{ userId: string }>(
    pool,
    `select user_id as "userId" from views.user_access
     where grants @> any(array['[{"role":"hr-officer"}]', '[{"role":"accountant"}]', '[{"role":"it-officer"}]']::jsonb[])
     order by user_id limit 2000`,
  );
  const held = await Promise.all(
    rows.map(async ({ userId }) => {
      const user = UserId.parse(userId);
      return (await rolesOf(inquiry, user)).map(({ role, scope }) => ({ userId: user, role, scope }));
    }),
  );
  return held.flat();
};

const mentorsOf = async (employeeId: string, { pool }: DirectoryParts): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await query<{ mentorId: string }>(
    pool,
    `select mentor_id as "mentorId" from views.onboarding_plan
     where employee_id = $1 and status = 'open' and mentor_id is not null limit 1`,
    [employeeId],
  );
  return new Map(rows.map(({ mentorId }) => [employeeId, mentorId]));
};

/** Of those whom a list names: everybody, or the one whom a question is about. */
const named = (people: readonly string[], only: string | undefined): readonly string[] =>
  only === undefined ? people : people.filter((each) => each === only);

const sessionsOf = async (
  fact: NotificationFact,
  { pool }: DirectoryParts,
  only: string | undefined,
): Promise<Directory["sessions"]> => {
  if (!("sessionId" in fact)) return new Map();
  const { rows } = await query<{ trainerId: string; people: readonly { employeeId: string }[] }>(
    pool,
    `select trainer_id as "trainerId", people from views.training_session where session_id = $1`,
    [fact.sessionId],
  );
  return new Map(
    rows.map(({ trainerId, people }) => [
      fact.sessionId,
      {
        trainerId,
        people: named(
          people.map(({ employeeId }) => employeeId),
          only,
        ),
      },
    ]),
  );
};

/** As many as are looked up while one transaction waits. More are told of by an announcement; a part of them would be told of by none. */
const MOST_SUBSCRIBERS = 30_000;

const subscribersOf = async (
  fact: NotificationFact,
  { pool }: DirectoryParts,
  only: string | undefined,
): Promise<Directory["subscribers"]> => {
  if (!("programmeId" in fact)) return new Map();
  const { rows } = await query<{ employeeId: string }>(
    pool,
    `select employee_id as "employeeId" from views.training_subscription
     where programme_id = $1 and ($2::text is null or employee_id = $2) order by employee_id limit ${MOST_SUBSCRIBERS + 1}`,
    [fact.programmeId, only ?? null],
  );
  if (rows.length > MOST_SUBSCRIBERS) throw new PermanentFailure("too-many-subscribers");
  return new Map([[fact.programmeId, rows.map(({ employeeId }) => employeeId)]]);
};

const kindsOf = async (fact: NotificationFact, inquiry: Inquiry): Promise<Directory["kinds"]> => {
  if (!("requestId" in fact)) return new Map();
  const { requests } = await inquiry.read(absenceStream(fact.employeeId), absence);
  return new Map([[fact.requestId, requests.get(fact.requestId)?.kind ?? null]]);
};

/** The units in which somebody of the fact stands, and the one that it names. */
const unitsOfFact = (fact: NotificationFact, people: Directory["people"]): readonly UnitId[] => {
  const named: UnitId[] = "unitId" in fact ? [fact.unitId] : [];
  if ("step" in fact && fact.step.holder === "unit-head") named.push(fact.step.unitId);
  return [...new Set([...named, ...[...people.values()].map(({ unitId }) => unitId)])];
};

const headsAbove = (organisation: Organisation, units: readonly UnitId[], on: LocalDate): readonly string[] => [
  ...new Set(
    units.flatMap((unit) => superiors(organisation, unit, on).flatMap((each) => headOf(organisation, each, on) ?? [])),
  ),
];

/** Everybody who could be told or spoken of, as they are today; users who are no employees are not among them. */
const lookUp = async (
  users: readonly string[],
  inquiry: Inquiry,
  { vault }: DirectoryParts,
): Promise<ReadonlyMap<string, PersonOfDirectory>> => {
  const found = new Map<string, PersonOfDirectory>();
  const keys = await vault.keysOf(users);
  await Promise.all(
    users.map(async (userId) => {
      if (!EmployeeId.safeParse(userId).success) return;
      const employment = await employmentOf(inquiry, userId);
      if (employment === undefined) return;
      const today = todayOf(inquiry, employment);
      const left = hasLeft(inquiry, employment);
      found.set(userId, {
        unitId: unitOn(employment, today),
        employment: left ? "left" : employment.hiredOn > today ? "to-begin" : "employed",
        erased: !keys.has(userId),
      });
    }),
  );
  return found;
};

/** @param only asked about one recipient: of those who take part or subscribed, who may be thousands, this one is looked up */
export const readDirectory = async (
  fact: NotificationFact,
  inquiry: Inquiry,
  parts: DirectoryParts,
  only?: string,
): Promise<Directory> => {
  const subject = subjectOf(fact);
  const [organisation, roles, sessions, subscribers, kinds, mentors] = await Promise.all([
    organisationOf(inquiry),
    officersOf(inquiry, parts),
    sessionsOf(fact, parts, only),
    subscribersOf(fact, parts, only),
    kindsOf(fact, inquiry),
    subject === undefined ? new Map<string, string>() : mentorsOf(subject, parts),
  ]);
  const spoken = [...new Set([...peopleOf(fact), ...("to" in fact ? [String(fact.to)] : [])])];
  const first = await lookUp(spoken, inquiry, parts);
  const about = subject === undefined ? undefined : await employmentOf(inquiry, subject);
  // The day of the person whom it is about, in their own zone.
  const today = about === undefined ? localDateAt(inquiry.at, "UTC") : todayOf(inquiry, about);
  const heads = headsAbove(organisation, unitsOfFact(fact, first), today);
  const presence = await presenceOf(inquiry, heads, today);
  const kind = "requestId" in fact ? (kinds.get(fact.requestId) ?? null) : null;
  const deputies = heads.flatMap((head) => [presence.deputyOf(head, kind), presence.deputyOf(head, null)]);
  const others = [
    ...heads,
    ...deputies.filter((each) => each !== undefined),
    ...roles.map(({ userId }) => userId),
    ...mentors.values(),
    ...[...sessions.values()].flatMap(({ trainerId, people }) => [trainerId, ...people]),
    ...[...subscribers.values()].flat(),
    ...("step" in fact && fact.step.holder === "person" ? [fact.step.userId] : []),
    ...("proposedBy" in fact ? [fact.proposedBy] : []),
  ];
  const rest = await lookUp(
    [...new Set(others)].filter((each) => !first.has(each)),
    inquiry,
    parts,
  );
  const people = new Map([...first, ...rest]);
  return { today, organisation, people, presence, roles, mentors, kinds, sessions, subscribers };
};

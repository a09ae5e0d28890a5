// Who somebody is on a day, asked of the folded streams: the day in their own zone, whether they are employed, their unit, their
// roles, who is there. Reads through what it is handed; whoever decides or reacts asks the same.
import { access, accessStream, rolesOn, type Access, type RoleGrant } from "../access/access.js";
import { deputiesOn, deputyOf } from "../access/deputies.js";
import type { Presence } from "../access/presence.js";
import { absence, absenceStream } from "../absence/absence.js";
import type { AbsenceSpan } from "../absence/absence-spans.js";
import { isAwayOn } from "../absence/absence-facts.js";
import { employee, employeeStream, placeOn, unitOn, type Employment } from "../employee/employee.js";
import { hasLeftBy } from "../employee/spells.js";
import type { Aggregate } from "../kernel/decision.js";
import type { DomainEvent } from "../kernel/event.js";
import { EmployeeId, UserId, type Instant, type UnitId } from "../kernel/identifiers.js";
import { addDays, localDateAt, type LocalDate } from "../kernel/local-date.js";
import { organisation, organisationStream, superiors, type Organisation } from "../organisation/organisation.js";
import { policy } from "../policy/policy.js";

/** Reads other streams while something is decided; each at most once, so that one decision sees one truth. */
export interface StreamReader {
  /** @param options.fresh Ask the store itself: what counts is what holds now, also when another process changed it. */
  read<State, Event extends DomainEvent>(
    stream: string,
    aggregate: Aggregate<State, Event>,
    options?: { readonly fresh?: boolean },
  ): Promise<State>;
}

/** What is asked, and at which instant. */
export interface Inquiry extends StreamReader {
  readonly at: Instant;
}

/** Where nothing says otherwise: users who are no employees have no zone of their own. */
const NO_ZONE = "UTC";

export const employmentOf = (inquiry: Inquiry, userId: string): Promise<Employment | undefined> =>
  inquiry.read(employeeStream(EmployeeId.parse(userId)), employee);

/** The person's own date. On the day of a move abroad the old zone says when it begins. */
export const todayOf = (inquiry: Inquiry, employment: Employment | undefined): LocalDate => {
  if (employment === undefined) return localDateAt(inquiry.at, NO_ZONE);
  const yesterday = addDays(localDateAt(inquiry.at, NO_ZONE), -1);
  const { timeZone } = placeOn(employment, localDateAt(inquiry.at, placeOn(employment, yesterday).timeZone));
  return localDateAt(inquiry.at, timeZone);
};

/** True after the last day of employment, in the person's own zone. Users who were never employed have not left. */
export const hasLeft = (inquiry: Inquiry, employment: Employment | undefined): boolean =>
  employment !== undefined && hasLeftBy(employment.spells, todayOf(inquiry, employment));

export const rolesOf = async (inquiry: Inquiry, userId: UserId): Promise<readonly RoleGrant[]> => {
  // A role that was revoked a moment ago, by whatever process, counts no more.
  const granted = await inquiry.read(accessStream(userId), access, { fresh: true });
  return rolesOn(granted, todayOf(inquiry, await employmentOf(inquiry, userId)));
};

export const spansOf = async (inquiry: Inquiry, userId: string): Promise<readonly AbsenceSpan[]> =>
  (await inquiry.read(absenceStream(EmployeeId.parse(userId)), absence)).spans;

/** Whether somebody is away today, in their own zone. */
const isAway = async (inquiry: Inquiry, userId: string, employment: Employment | undefined): Promise<boolean> => {
  if (employment === undefined) return false;
  return isAwayOn(await spansOf(inquiry, userId), employment, todayOf(inquiry, employment), policy);
};

/**
 * Who of some heads is away today, and who stands in for them. A deputy's own deputy is nobody's: the deputies are asked
 * only whether they are there.
 */
export const presenceOf = async (inquiry: Inquiry, heads: readonly string[], on: LocalDate): Promise<Presence> => {
  const absent = new Set<string>();
  const gone = new Set<string>();
  const states = new Map<string, Access>();
  const look = async (userId: string): Promise<void> => {
    const employment = await employmentOf(inquiry, userId);
    if (hasLeft(inquiry, employment)) gone.add(userId);
    if (gone.has(userId) || (await isAway(inquiry, userId, employment))) absent.add(userId);
  };
  await Promise.all(heads.map(look));
  const away = heads.filter((head) => absent.has(head) && !gone.has(head));
  for (const head of away)
    states.set(head, await inquiry.read(accessStream(UserId.parse(head)), access, { fresh: true }));
  const deputies = [...states.values()].flatMap((state) => deputiesOn(state.deputies, on).map(({ deputy }) => deputy));
  await Promise.all([...new Set(deputies)].filter((deputy) => !heads.includes(deputy)).map(look));
  return {
    isAbsent: (user) => absent.has(user),
    hasLeft: (user) => gone.has(user),
    deputyOf: (user, kind) => {
      const state = states.get(user);
      return state === undefined ? undefined : deputyOf(state, kind ?? ANY_KIND, on);
    },
  };
};

/** No kind has this code, so that only deputies for every kind stand in. */
const ANY_KIND = "";

export const organisationOf = (inquiry: Inquiry): Promise<Organisation> =>
  inquiry.read(organisationStream, organisation);

/**
 * The unit and all above it today; nothing for an unknown unit, which only a role over all reaches.
 * @param on UTC's date unless the day of somebody's zone is known
 */
export const unitsAbove = async (
  inquiry: Inquiry,
  unitId: UnitId,
  on: LocalDate = localDateAt(inquiry.at, NO_ZONE),
): Promise<readonly UnitId[]> => superiors(await organisationOf(inquiry), unitId, on);

/** The units that an employee stands in today, nearest first; nothing for somebody unknown. */
export const unitsOf = async (inquiry: Inquiry, employeeId: string): Promise<readonly UnitId[]> => {
  const employment = await employmentOf(inquiry, employeeId);
  if (employment === undefined) return [];
  const today = todayOf(inquiry, employment);
  return unitsAbove(inquiry, unitOn(employment, today), today);
};

// How far an administrator reaches: never beyond the own scope, never upwards, and never to oneself.
import {
  access,
  accessStream,
  headedUnitsFrom,
  scopeHolds,
  type Employment,
  type GrantRole,
  type RoleGrant,
  type Scope,
  type UnitId,
  type UserId,
  employmentOf,
  organisationOf,
  rolesOf,
  todayOf,
  unitsAbove,
  unitsOf,
} from "@tabel/domain";
import type { Situation } from "../pipeline/command-row.js";
import type { Right } from "./right.js";

/** The one grant of the role that holds today: a later grant holds in place of an earlier one (domain/src/access). */
const administration = async (situation: Situation<unknown>): Promise<Scope | undefined> =>
  (await rolesOf(situation, situation.actor)).find(({ role }) => role === "administrator")?.scope;

/** Whether everything within one scope lies within the other. */
const contains = async (situation: Situation<unknown>, outer: Scope, inner: Scope): Promise<boolean> => {
  if (outer.over === "all") return true;
  if (inner.over === "all") return false;
  for (const unitId of inner.unitIds) if (!scopeHolds(outer, await unitsAbove(situation, unitId))) return false;
  return true;
};

/** Every unit in which the user will stand or which they head, today or from a later day on. */
const unitsInReach = async (situation: Situation<unknown>, employment: Employment): Promise<readonly UnitId[]> => {
  const today = todayOf(situation, employment);
  const later = employment.assignments.filter(({ from }) => from > today).map(({ unitId }) => unitId);
  return [...later, ...headedUnitsFrom(await organisationOf(situation), employment.employeeId, today)];
};

/**
 * Whether the administrator stands over the user: over their unit, over what they head, and over everything that they may do
 * themselves. Else a password would be a way to decide beyond the own scope.
 */
const standsOver = async (situation: Situation<unknown>, scope: Scope, userId: UserId): Promise<boolean> => {
  if (scope.over === "all") return true;
  if (!scopeHolds(scope, await unitsOf(situation, userId))) return false;
  const employment = await employmentOf(situation, userId);
  for (const unitId of employment === undefined ? [] : await unitsInReach(situation, employment))
    if (!scopeHolds(scope, await unitsAbove(situation, unitId))) return false;
  const { grants } = await situation.read(accessStream(userId), access);
  for (const grant of grants) if (!(await contains(situation, scope, grant.scope))) return false;
  return true;
};

const holdsAlready = (held: readonly RoleGrant[], wanted: GrantRole): boolean =>
  held.some(
    ({ role, scope, from, until }) =>
      role === wanted.role &&
      (scope.over === "all" ||
        (wanted.scope.over === "units" && wanted.scope.unitIds.every((unitId) => scope.unitIds.includes(unitId)))) &&
      from <= wanted.from &&
      (until === null || (wanted.until !== null && wanted.until <= until)),
  );

/** Nobody grants themselves more than they have, nor others more than the own scope. */
export const mayGrant: Right<GrantRole> = {
  says: "administrators, within their scope; nobody gives themselves more than they have",
  allows: async (situation) => {
    const { actor, data } = situation;
    const scope = await administration(situation);
    if (scope === undefined || !(await contains(situation, scope, data.scope))) return false;
    if (data.userId === actor) return holdsAlready(await rolesOf(situation, actor), data);
    return standsOver(situation, scope, data.userId);
  },
};

/** An administrator who could take the role from oneself could be the last one: another has to do it. */
export const mayRevoke: Right<{ readonly userId: UserId; readonly role: string }> = {
  says: "administrators over the user; nobody takes the administrator's role from themselves",
  allows: async (situation) => {
    const { actor, data } = situation;
    const scope = await administration(situation);
    if (scope === undefined) return false;
    if (data.userId === actor) return data.role !== "administrator";
    return standsOver(situation, scope, data.userId);
  },
};

/** For what is done about somebody else by whoever administers them. */
export const administratesUser: Right<{ readonly userId: UserId }> = {
  says: "administrators over the user, for somebody else",
  allows: async (situation) => {
    const { actor, data } = situation;
    const scope = await administration(situation);
    return scope !== undefined && data.userId !== actor && standsOver(situation, scope, data.userId);
  },
};

/** For somebody else: who knows the own password changes it, and a stolen token must not be able to. */
export const maySetPassword = administratesUser;

// The rights that commands ask for.
import {
  access,
  accessStream,
  deputyOf,
  headedUnits,
  headOf,
  isEmployee,
  scopeHolds,
  superiors,
  type EmployeeId,
  type Role,
  type UnitId,
  UserId,
  employmentOf,
  hasLeft,
  organisationOf,
  rolesOf,
  todayOf,
  unitsAbove,
  unitsOf,
} from "@tabel/domain";
import type { Situation } from "../pipeline/command-row.js";
import type { Right } from "./right.js";

/** Whoever is logged in; the decision itself says to whom it listens. */
export const everyone: Right<unknown> = { says: "everyone who is logged in", allows: () => true };

/** Tabel itself, acting on what was decided and on time that passed. */
export const theSystem: Right<unknown> = {
  says: "the processes of the system",
  allows: ({ process }) => process !== undefined,
};

/** Processes of Tabel by their names: no token of a person can be one, whatever they are called. */
export const theProcess = (...names: readonly string[]): Right<unknown> => ({
  says: `the process ${names.join(", ")}`,
  allows: ({ process }) => process !== undefined && names.includes(process),
});

/** What is about one employee. */
export interface OfEmployee {
  readonly employeeId: EmployeeId;
}

export const oneself: Right<OfEmployee> = {
  says: "the employee",
  allows: ({ actor, data }) => isEmployee(actor, data.employeeId),
};

/** To be joined with another right: no officer acts for themselves. */
export const forSomebodyElse: Right<OfEmployee> = {
  says: "somebody other than the employee",
  allows: ({ actor, data }) => !isEmployee(actor, data.employeeId),
};

/** For what belongs to no unit: only a role over all counts. */
export const holderOverAll = (role: Role): Right<unknown> => ({
  says: `holders of the role ${role} over all units`,
  allows: async (situation) => {
    const roles = await rolesOf(situation, situation.actor);
    return roles.some((grant) => grant.role === role && grant.scope.over === "all");
  },
});

const holdsOver = async (situation: Situation<unknown>, role: Role, units: readonly UnitId[]): Promise<boolean> => {
  const roles = await rolesOf(situation, situation.actor);
  return roles.some((grant) => grant.role === role && scopeHolds(grant.scope, units));
};

/** What is about one user. */
interface OfUser {
  readonly userId: UserId;
}

export const theUser: Right<OfUser> = {
  says: "the user",
  allows: ({ actor, data }) => actor === data.userId,
};

/**
 * The role over the employee's present unit or one above it, for somebody else: no officer sets their own pay or grants
 * themselves leave. Of somebody unknown, only a role over all is told so.
 */
export const holderOverEmployee = (role: Role): Right<OfEmployee> => ({
  says: `holders of the role ${role} over the employee's unit, for somebody else`,
  allows: async (situation) => {
    const { actor, data } = situation;
    return !isEmployee(actor, data.employeeId) && holdsOver(situation, role, await unitsOf(situation, data.employeeId));
  },
});

/**
 * The role over the user's present unit and over every unit that they head, for somebody else: who acts for a head acts on
 * all that the head decides.
 */
export const holderOverUser = (role: Role): Right<OfUser> => ({
  says: `holders of the role ${role} over the user's unit and the units they head, for somebody else`,
  allows: async (situation) => {
    const { userId } = situation.data;
    if (situation.actor === userId) return false;
    const employment = await employmentOf(situation, userId);
    if (!(await holdsOver(situation, role, await unitsOf(situation, userId)))) return false;
    if (employment === undefined) return true;
    const headed = headedUnits(await organisationOf(situation), employment.employeeId, todayOf(situation, employment));
    for (const unitId of headed)
      if (!(await holdsOver(situation, role, await unitsAbove(situation, unitId)))) return false;
    return true;
  },
});

/** @param unitOf The unit that the command is about; null where it has none, which only a role over all reaches. */
export const holderOverUnit = <Data>(role: Role, unitOf: (data: Data) => UnitId | null): Right<Data> => ({
  says: `holders of the role ${role} over the unit`,
  allows: async (situation) => {
    const unitId = unitOf(situation.data);
    return holdsOver(situation, role, unitId === null ? [] : await unitsAbove(situation, unitId));
  },
});

/** No kind of absence has this code, so that only deputies for every kind stand in. */
const TIMESHEETS = "timesheet";

/** Whoever heads the unit, or one above it, on the sender's day; or the deputy of such a head, never a deputy's deputy. */
export const headOfUnit = <Data>(unitOf: (data: Data) => UnitId): Right<Data> => ({
  says: "the head of the unit or of a unit above it, or their deputy",
  allows: async (situation) => {
    const { actor, data } = situation;
    const [organisation, employment] = await Promise.all([organisationOf(situation), employmentOf(situation, actor)]);
    const today = todayOf(situation, employment);
    const heads = superiors(organisation, unitOf(data), today).flatMap(
      (unitId) => headOf(organisation, unitId, today) ?? [],
    );
    if (heads.some((head) => isEmployee(actor, head))) return true;
    for (const head of heads) {
      // Who has left stays entered until followed; nobody stands in for them.
      if (hasLeft(situation, await employmentOf(situation, head))) continue;
      // A dismissal of a moment ago counts, by whatever process.
      const state = await situation.read(accessStream(UserId.parse(head)), access, { fresh: true });
      if (deputyOf(state, TIMESHEETS, today) === actor) return true;
    }
    return false;
  },
});

/**
 * The role over the unit above: who moves or ends a unit changes what stands under the unit above it. The root has none above
 * and is reached by a role over all.
 */
export const holderOverParent = (role: Role): Right<{ readonly unitId: UnitId }> => ({
  says: `holders of the role ${role} over the unit above`,
  allows: async (situation) => {
    const [, ...above] = await unitsAbove(situation, situation.data.unitId);
    return holdsOver(situation, role, above);
  },
});

export const allOf = <Data>(...rights: readonly Right<Data>[]): Right<Data> => ({
  says: rights.map(({ says }) => says).join(", who are also "),
  allows: async (situation) => {
    for (const right of rights) if (!(await right.allows(situation))) return false;
    return true;
  },
});

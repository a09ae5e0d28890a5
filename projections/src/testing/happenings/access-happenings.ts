// Roles and deputies come and go.
import {
  AdministratorEngaged,
  AdministratorReleased,
  DeputyAppointed,
  DeputyDismissed,
  PersonalDataRead,
  RoleGranted,
  RoleRevoked,
} from "@tabel/domain";
import { day, employeeOf, type Happening } from "./past.js";

export const roleGranted: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined) return [];
  const role = chance(2) === 0 ? ("hr-officer" as const) : ("auditor" as const);
  const scope =
    chance(2) === 0 ? { over: "all" as const } : { over: "units" as const, unitIds: [past.units[0] ?? "u1"] };
  past.granted.push({ userId: who.employeeId, role });
  return [RoleGranted({ userId: who.employeeId, role, scope, from: day(chance(60)), until: null })];
};

export const roleRevoked: Happening = (past, chance) => {
  const [grant] = past.granted.splice(chance(past.granted.length), 1);
  return grant === undefined ? [] : [RoleRevoked({ ...grant, on: day(30 + chance(90)) })];
};

export const deputyAppointed: Happening = (past, chance) => {
  const [principal, deputy] = [employeeOf(past, chance), employeeOf(past, chance)];
  if (principal === undefined || deputy === undefined || principal === deputy) return [];
  const appointed = { userId: principal.employeeId, deputy: deputy.employeeId };
  past.deputies.push(appointed);
  const from = chance(90);
  const until = chance(3) === 0 ? null : day(from + chance(30));
  return [DeputyAppointed({ ...appointed, from: day(from), until, kinds: chance(2) === 0 ? null : ["sick-leave"] })];
};

export const deputyDismissed: Happening = (past, chance) => {
  const [appointed] = past.deputies.splice(chance(past.deputies.length), 1);
  return appointed === undefined ? [] : [DeputyDismissed({ ...appointed, on: day(30 + chance(90)) })];
};

/** The administration over all passes from one to the other. */
export const administrationPassed = (to: string, from: string) => [
  AdministratorEngaged({ userId: to }),
  AdministratorReleased({ userId: from }),
];

/** A look at a page of people. */
export const dataRead = (readBy: string, userIds: string[]) => [
  PersonalDataRead({ userIds, what: "history", readBy }),
  PersonalDataRead({ userIds, what: "pay", readBy }),
];

// What a user may do: roles with scope and dates, deputies, and the password of the own token issuer.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { addDays, earlier, LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { deputyEvents, evolveDeputies, type DeputyAppointment } from "./deputies.js";

export const accessStream = (id: UserId): string => streamName("access", id);

/** Roles that are granted. Employee and unit head are not among them: they follow from employment and organisation. */
export const Role = z.enum([
  "hr-officer",
  "accountant",
  "auditor",
  "administrator",
  "integration-client",
  "it-officer",
  "trainer",
]);
export type Role = z.output<typeof Role>;

export const Scope = z.discriminatedUnion("over", [
  z.object({ over: z.literal("all") }),
  z.object({ over: z.literal("units"), unitIds: z.array(UnitId).min(1).max(1000) }),
]);
export type Scope = z.output<typeof Scope>;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const RoleGranted = event("RoleGranted", 1, {
  userId: UserId,
  role: Role,
  scope: Scope,
  from: LocalDate,
  until: LocalDate.nullable(),
});
export const RoleRevoked = event("RoleRevoked", 1, { userId: UserId, role: Role, on: LocalDate });
export const PasswordSet = event(
  "PasswordSet",
  1,
  { userId: UserId, passwordHash: personal(z.string().max(500)) },
  { subject: "userId" },
);
export const accessEvents = [RoleGranted, RoleRevoked, PasswordSet, ...deputyEvents] as const;
export type AccessEvent = EventOf<(typeof accessEvents)[number]>;

// State — only what decisions need.
export interface RoleGrant {
  readonly role: Role;
  readonly scope: Scope;
  readonly from: LocalDate;
  /** Last day of the role; null while it is not limited. */
  readonly until: LocalDate | null;
}
export interface Access {
  /** In the order in which they were granted: a later grant of a role holds in place of an earlier one. */
  readonly grants: readonly RoleGrant[];
  readonly revoked: readonly { readonly role: Role; readonly on: LocalDate }[];
  /** In the order in which they were appointed (deputies.ts). */
  readonly deputies: readonly DeputyAppointment[];
  readonly passwordHash: string | null;
}

const covers = ({ from, until }: RoleGrant, on: LocalDate): boolean => from <= on && (until === null || on <= until);

/** A grant as it is left by a revocation on a day: it ends the day before, and holds on no day where it had not begun. */
const endedBefore = (grant: RoleGrant, on: LocalDate): RoleGrant => {
  const before = addDays(on, -1);
  return { ...grant, until: grant.until === null ? before : earlier(grant.until, before) };
};

export const access: Aggregate<Access, AccessEvent> = {
  initial: { grants: [], revoked: [], deputies: [], passwordHash: null },
  evolve: (state, event) => {
    const { type, data } = event;
    switch (type) {
      case "RoleGranted": {
        const { userId: _, ...grant } = data;
        return {
          ...state,
          grants: [...state.grants, grant],
          revoked: state.revoked.filter(({ role }) => role !== grant.role),
        };
      }
      case "RoleRevoked": {
        const { role, on } = data;
        const grants = state.grants.map((grant) => (grant.role === role ? endedBefore(grant, on) : grant));
        return { ...state, grants, revoked: [...state.revoked, { role, on }] };
      }
      case "PasswordSet":
        return { ...state, passwordHash: data.passwordHash };
      case "DeputyAppointed":
      case "DeputyDismissed":
        return { ...state, deputies: evolveDeputies(state.deputies, event) };
    }
  },
};

// Queries
/** The roles of a user on a day, each once; a later grant of a role is the one that holds. */
export const rolesOn = (state: Access, on: LocalDate): readonly RoleGrant[] => [
  ...new Map(state.grants.filter((grant) => covers(grant, on)).map((grant) => [grant.role, grant])).values(),
];

/** Whether a scope holds for a unit, given as the unit and all above it: units in a scope stand for their whole subtree. */
export const scopeHolds = (scope: Scope, unitAndSuperiors: readonly UnitId[]): boolean =>
  scope.over === "all" || unitAndSuperiors.some((unitId) => scope.unitIds.includes(unitId));

// Commands
export const GrantRole = z.strictObject(RoleGranted.schema.shape);
export type GrantRole = z.output<typeof GrantRole>;
export const RevokeRole = z.strictObject(RoleRevoked.schema.shape);
export type RevokeRole = z.output<typeof RevokeRole>;
/** The hash is made outside: a salt is random, and decisions are not. */
export const SetPassword = z.strictObject(PasswordSet.schema.shape);
export type SetPassword = z.output<typeof SetPassword>;

// Decisions
export const grantRole = ({ data }: Command<GrantRole>, state: Access): Decision<EventOf<typeof RoleGranted>> => {
  const { userId: _, ...grant } = data;
  if (grant.until !== null && grant.until < grant.from)
    return refuse("dates-reversed", { from: grant.from, to: grant.until }, "/until");
  const held = rolesOn(state, grant.from).find(({ role }) => role === grant.role);
  return sameData(held, grant) ? nothingToDo() : [RoleGranted(data)];
};

/** From the given day on the role is not held any more. */
export const revokeRole = ({ data }: Command<RevokeRole>, state: Access): Decision<EventOf<typeof RoleRevoked>> => {
  const { userId, role, on } = data;
  if (state.revoked.some((each) => each.role === role && each.on <= on)) return nothingToDo();
  const held = state.grants.some((grant) => grant.role === role && (grant.until === null || grant.until >= on));
  return held ? [RoleRevoked(data)] : refuse("role-not-granted", { userId, role }, "/role");
};

export const setPassword = ({ data }: Command<SetPassword>, state: Access): Decision<EventOf<typeof PasswordSet>> =>
  state.passwordHash === data.passwordHash ? nothingToDo() : [PasswordSet(data)];

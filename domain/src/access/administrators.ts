// Who may not act as an administrator over all any more: one stream for all of them, so that two who revoke each other at the
// same moment meet here, and one of them is refused. What a user may do stands in their own access stream; this one only
// orders the revocations. It is written first: whoever is released here revokes nobody, even if nothing follows.
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { UserId } from "../kernel/identifiers.js";
import type { Access, GrantRole, RevokeRole, RoleGrant } from "./access.js";

export const administratorsStream = "administrators";

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
/** The administration over all is about to be taken from a user. */
export const AdministratorReleased = event("AdministratorReleased", 1, { userId: UserId });
/** It is about to be given. */
export const AdministratorEngaged = event("AdministratorEngaged", 1, { userId: UserId });
export const administratorEvents = [AdministratorReleased, AdministratorEngaged] as const;
export type AdministratorEvent = EventOf<(typeof administratorEvents)[number]>;

// State
export interface Administrators {
  readonly released: ReadonlySet<UserId>;
}

export const administrators: Aggregate<Administrators, AdministratorEvent> = {
  initial: { released: new Set() },
  evolve: ({ released }, { type, data }) => {
    const others = [...released].filter((userId) => userId !== data.userId);
    return { released: new Set(type === "AdministratorReleased" ? [...others, data.userId] : others) };
  },
};

/** An administrator over all, without an end, on a day: one who can always be the last. */
export const isLastingAdministrator = (roles: readonly RoleGrant[]): boolean =>
  roles.some(({ role, scope, until }) => role === "administrator" && scope.over === "all" && until === null);

/** Whether the user holds, or is to hold, the administration over all, now or from a later day on. */
const everLasting = ({ grants }: Access): boolean => isLastingAdministrator(grants);

export interface AdministrationFacts {
  /** The user of the command as they are now. */
  readonly access: Access;
  /** Roles of the actor on the day. */
  readonly roles: readonly RoleGrant[];
}

const lasting = ({ role, scope, until }: GrantRole): boolean =>
  isLastingAdministrator([{ role, scope, until } as RoleGrant]);

// Decisions
/** Ahead of a revocation: whoever takes the administration over all from somebody keeps it, lastingly, themselves. */
const release = (userId: UserId, actor: UserId, state: Administrators, facts: AdministrationFacts) => {
  if (!everLasting(facts.access)) return nothingToDo();
  if (state.released.has(actor) || !isLastingAdministrator(facts.roles))
    return refuse("last-administrator", { userId }, "/userId");
  return state.released.has(userId) ? nothingToDo() : [AdministratorReleased({ userId })];
};

export const reserveRevocation = (
  { data, meta }: Command<RevokeRole>,
  state: Administrators,
  facts: AdministrationFacts,
): Decision<AdministratorEvent> =>
  data.role === "administrator" ? release(data.userId, meta.actor, state, facts) : nothingToDo();

/** A grant that narrows or ends an administration over all takes it away, as a revocation does. */
export const reserveGrant = (
  { data, meta }: Command<GrantRole>,
  state: Administrators,
  facts: AdministrationFacts,
): Decision<AdministratorEvent> => {
  if (data.role !== "administrator") return nothingToDo();
  if (!lasting(data)) return release(data.userId, meta.actor, state, facts);
  return state.released.has(data.userId) ? [AdministratorEngaged({ userId: data.userId })] : nothingToDo();
};

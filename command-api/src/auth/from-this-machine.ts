// What is done about log-ins from the machine itself, without a token: the first administrator, the first passwords, the way
// back in. Each appends only what is missing.
import {
  access,
  accessStream,
  addDays,
  administrators,
  administratorsStream,
  AdministratorEngaged,
  grantRole,
  isLastingAdministrator,
  isRefusal,
  rolesOn,
  setPassword,
  UserId,
  type Access,
  type AccessEvent,
  type Command,
  type Instant,
} from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { hashPassword, verifyPassword } from "@tabel/platform";
import { randomUUID } from "node:crypto";
import { localToday } from "../pipeline/local-today.js";

interface LogInOfUser {
  readonly store: Pick<EventStore, "load" | "append">;
  /** A personnel number, or a name such as `administrator`. */
  readonly userId: string;
  /** 1 to 200 characters. */
  readonly password: string;
  readonly at: Instant;
}

type Meta = Command<unknown>["meta"];

const asSystem = (at: Instant) => {
  const commandId = randomUUID();
  const meta: Meta = { newId: commandId, actor: UserId.parse("system"), at };
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "", actor: "system" };
  return { meta, metadata };
};

/** Nothing where the password is the user's already. */
const passwordEvents = async (user: UserId, password: string, state: Access, meta: Meta): Promise<AccessEvent[]> => {
  if (state.passwordHash !== null && (await verifyPassword(password, state.passwordHash))) return [];
  const set = setPassword({ data: { userId: user, passwordHash: await hashPassword(password) }, meta }, state);
  return isRefusal(set) ? [] : [...set];
};

/** The administrator's role over all, without end; from yesterday, so that it holds now whatever the user's zone. */
const administration = (user: UserId, state: Access, meta: Meta): AccessEvent[] => {
  const today = localToday(meta.at, "UTC");
  if (isLastingAdministrator(rolesOn(state, today))) return [];
  const from = addDays(today, -1);
  const data = { userId: user, role: "administrator", scope: { over: "all" }, from, until: null } as const;
  const granted = grantRole({ data, meta }, state);
  return isRefusal(granted) ? [] : [...granted];
};

/** Somebody who was released as administrator is one again, before the role is given. */
const engage = async ({ store, at }: LogInOfUser, user: UserId): Promise<void> => {
  const { state, revision } = await store.load(administratorsStream, administrators, { fresh: true });
  if (!state.released.has(user)) return;
  const { metadata } = asSystem(at);
  await store.append(administratorsStream, [AdministratorEngaged({ userId: user })], { expected: revision, metadata });
};

/** @returns Position of the last event, or undefined when nothing was missing. */
const append = async (
  { store, userId, password, at }: LogInOfUser,
  asAdministrator: boolean,
): Promise<bigint | undefined> => {
  const user = UserId.parse(userId);
  const stream = accessStream(user);
  const { meta, metadata } = asSystem(at);
  const { state, revision } = await store.load(stream, access, { fresh: true });
  const role = asAdministrator ? administration(user, state, meta) : [];
  const events = [...role, ...(await passwordEvents(user, password, state, meta))];
  if (events.length === 0) return undefined;
  return (await store.append(stream, events, { expected: revision, metadata })).position;
};

/**
 * Gives a user a password.
 * @returns Position of the event, or undefined when it was the user's already.
 * @throws ConcurrencyConflict when somebody else does the same at the same moment; StoreUnavailable; ZodError for the id
 */
export const givePassword = (logIn: LogInOfUser): Promise<bigint | undefined> => append(logIn, false);

/**
 * Gives the user the administrator's role over all, without end, and the password. Nobody is there yet who could grant the
 * role; also the way back in when the last one is lost.
 * @returns Whether anything was missing.
 * @throws ConcurrencyConflict when somebody else does the same at the same moment; StoreUnavailable; ZodError for the id
 */
export const createAdministrator = async (logIn: LogInOfUser): Promise<boolean> => {
  await engage(logIn, UserId.parse(logIn.userId));
  return (await append(logIn, true)) !== undefined;
};

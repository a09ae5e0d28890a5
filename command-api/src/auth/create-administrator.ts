// The first administrator: nobody is there yet who could grant the role. Also the way back in when the last one is lost.
import {
  access,
  accessStream,
  addDays,
  grantRole,
  isRefusal,
  rolesOn,
  setPassword,
  UserId,
  type AccessEvent,
  type Instant,
} from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { hashPassword, verifyPassword } from "@tabel/platform";
import { randomUUID } from "node:crypto";
import { localToday } from "../pipeline/local-today.js";

interface FirstAdministrator {
  readonly store: Pick<EventStore, "load" | "append">;
  /** A personnel number, or a name such as `administrator`. */
  readonly userId: string;
  /** 1 to 200 characters. */
  readonly password: string;
  readonly at: Instant;
}

/**
 * Gives the user the administrator's role over all, without end, and the password; appends only what is missing.
 * @returns Whether anything was missing.
 * @throws ConcurrencyConflict when somebody else does the same at the same moment; StoreUnavailable; ZodError for the id
 */
export const createAdministrator = async ({ store, userId, password, at }: FirstAdministrator): Promise<boolean> => {
  const user = UserId.parse(userId);
  const stream = accessStream(user);
  const commandId = randomUUID();
  const meta = { newId: commandId, actor: UserId.parse("system"), at };
  const { state, revision } = await store.load(stream, access, { fresh: true });
  const today = localToday(at, "UTC");
  const events: AccessEvent[] = [];

  const held = rolesOn(state, today).find(({ role }) => role === "administrator");
  if (held?.scope.over !== "all" || held.until !== null) {
    // From yesterday: whatever the user's zone, the role holds now.
    const data = {
      userId: user,
      role: "administrator",
      scope: { over: "all" },
      from: addDays(today, -1),
      until: null,
    } as const;
    const granted = grantRole({ data, meta }, state);
    if (!isRefusal(granted)) events.push(...granted);
  }
  if (state.passwordHash === null || !(await verifyPassword(password, state.passwordHash))) {
    const set = setPassword({ data: { userId: user, passwordHash: await hashPassword(password) }, meta }, state);
    if (!isRefusal(set)) events.push(...set);
  }
  if (events.length === 0) return false;
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "", actor: "system" };
  await store.append(stream, events, { expected: revision, metadata });
  return true;
};

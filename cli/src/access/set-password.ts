// Sets a password from this machine, without a token: for the first log-ins, and for whoever was locked out.
import { randomUUID } from "node:crypto";
import { access, accessStream, isRefusal, setPassword, UserId, type Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { hashPassword, verifyPassword } from "@tabel/platform";

/**
 * Gives a user a password, unless it is the user's already.
 * @param password 1 to 200 characters
 * @returns Position of the event, or undefined when nothing had to be said.
 */
export const givePassword = async (
  store: EventStore,
  login: string,
  password: string,
  at: Instant,
): Promise<bigint | undefined> => {
  const userId = UserId.parse(login);
  const stream = accessStream(userId);
  const { state, revision } = await store.load(stream, access, { fresh: true });
  if (state.passwordHash !== null && (await verifyPassword(password, state.passwordHash))) return undefined;
  const commandId = randomUUID();
  const data = { userId, passwordHash: await hashPassword(password) };
  const decided = setPassword({ data, meta: { newId: commandId, actor: UserId.parse("system"), at } }, state);
  if (isRefusal(decided) || decided.length === 0) return undefined;
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "", actor: "system" };
  return (await store.append(stream, decided, { expected: revision, metadata })).position;
};

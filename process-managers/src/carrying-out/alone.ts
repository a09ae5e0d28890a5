// What was begun and never ended is tried again alone: one of them at a time in all programs, so that what ends a program takes
// nothing else down with it twice.
import type pg from "pg";

/** Any number that nobody else uses. */
const lock = "7231006";

/**
 * Does the work while no other of its kind is done anywhere; undefined, at once, while one is. The lock is the connection's: it is
 * free when the program dies, and so long after it was paused.
 */
export const alone = async <Result>(
  client: pg.ClientBase,
  silenceMs: number,
  work: () => Promise<Result>,
): Promise<Result | undefined> => {
  const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [lock]);
  if (rows[0]?.locked !== true) return undefined;
  await client.query(`set idle_session_timeout = ${silenceMs}`);
  const result = await work(); // where it throws, the connection is closed
  await client.query("reset idle_session_timeout");
  await client.query("select pg_advisory_unlock($1)", [lock]);
  return result;
};

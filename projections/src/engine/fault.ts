// Which failures lie with an event and which with the world around: the first are parked, the second are waited out.
import pg from "pg";

/** The projection's own code could not take the event in. */
export class ProjectionFault extends Error {
  override readonly name = "ProjectionFault";
}

/** Somebody else has moved the checkpoint: this process is no longer the one that works. Nothing was written. */
export class CheckpointFenced extends Error {
  override readonly name = "CheckpointFenced";
}

/** Runs a projection's pure code. */
export const withinProjection = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw new ProjectionFault("a projection refused an event", { cause: error });
  }
};

// SQLSTATE classes that speak of the rows themselves: a value out of range or not storable, a row twice, a row too large
// for its index. Anything else (no connection, no disk, no table) would fail for every event alike.
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const aboutTheRows = ["21", "22", "23", "54"];

export const liesWithTheEvent = (error: unknown): boolean =>
  error instanceof ProjectionFault ||
  (error instanceof pg.DatabaseError && aboutTheRows.includes(error.code?.slice(0, 2) ?? ""));

/** File and line of our own code that threw, without the message: a message may repeat a value from the event. */
const placeOf = (error: Error): string =>
  /\/([\w.-]+\.[jt]s:\d+)/.exec(error.stack?.slice(error.stack.indexOf("\n    at ")) ?? "")?.[1] ?? "an unknown place";

/** What may be kept and shown of a failure: its class and where it arose, nothing that the event said. */
export const describeFault = (error: unknown): { errorClass: string; errorMessage: string } => {
  if (error instanceof pg.DatabaseError) {
    const where = [error.table, error.column, error.constraint].filter((part) => part !== undefined).join(".");
    return {
      errorClass: `PostgreSQL ${error.code ?? "error"}`,
      errorMessage: `${error.routine ?? "the server"} refused a value${where === "" ? "" : ` of ${where}`}`,
    };
  }
  const cause = error instanceof ProjectionFault ? error.cause : error;
  if (!(cause instanceof Error))
    return { errorClass: "unknown", errorMessage: "something that is no error was thrown" };
  return { errorClass: cause.name, errorMessage: `thrown at ${placeOf(cause)}` };
};

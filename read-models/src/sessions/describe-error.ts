// What may be kept and shown of a failure: its class and where it arose, nothing that the rows or events said.
import pg from "pg";

/** File and line of our own code that threw, without the message: a message may repeat a value. */
const placeOf = (error: Error): string =>
  /\/([\w.-]+\.[jt]s:\d+)/.exec(error.stack?.slice(error.stack.indexOf("\n    at ")) ?? "")?.[1] ?? "an unknown place";

export const describeError = (error: unknown): { errorClass: string; errorMessage: string } => {
  if (error instanceof pg.DatabaseError) {
    const where = [error.table, error.column, error.constraint].filter((part) => part !== undefined).join(".");
    return {
      errorClass: `PostgreSQL ${error.code ?? "error"}`,
      errorMessage: `${error.routine ?? "the server"} refused a value${where === "" ? "" : ` of ${where}`}`,
    };
  }
  if (!(error instanceof Error))
    return { errorClass: "unknown", errorMessage: "something that is no error was thrown" };
  return { errorClass: error.name, errorMessage: `thrown at ${placeOf(error)}` };
};

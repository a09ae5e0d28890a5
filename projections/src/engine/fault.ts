// Which failures lie with an event and which with the world around: the first are parked, the second are waited out.
import { describeError } from "@tabel/read-models";
import pg from "pg";

/** The projection's own code could not take the event in. */
export class ProjectionFault extends Error {
  override readonly name = "ProjectionFault";
}

/** Somebody else has moved the checkpoint: this process is no longer the one that works. Nothing was written. */
export class CheckpointFenced extends Error {
  override readonly name = "CheckpointFenced";
}

/**
 * Something could not be taken in while rows that follow from others are deferred: by then nobody can say which event is at
 * fault, nor what followed before it. Whoever fills the tables begins again without deferring, and finds it.
 */
export class CannotSettle extends Error {
  override readonly name = "CannotSettle";
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

/** What may be kept and shown of a failure: its class and where it arose, nothing that the event said. */
export const describeFault = (error: unknown): { errorClass: string; errorMessage: string } =>
  describeError(error instanceof ProjectionFault ? error.cause : error);

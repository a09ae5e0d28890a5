// Every way in which a command can fail, as the caller reads it: mapped here once.
import { explain, refusals, refuse, type Refusal, type RefusalCode, type RefusalKind } from "@tabel/domain";
import { PersonErased, StoreUnavailable, VaultUnavailable } from "@tabel/event-store";
import { platformProblems, Problem, problemCatalogue, type ProblemKind } from "@tabel/platform";
import { ServiceFull } from "./command-service.js";
import { CommandIdReused } from "./repetition/remembered-commands.js";
import { LineFull } from "./appending/stream-queue.js";

export const commandProblems = problemCatalogue({
  "idempotency-key-invalid": [400, "The Idempotency-Key is not a UUID"],
  "idempotency-key-reused": [422, "The Idempotency-Key stands for another command"],
  "concurrent-change": [409, "Others kept changing the same thing"],
  "outcome-unknown": [503, "Whether the command was carried out is not known yet"],
  "too-many-commands": [503, "Too many commands at once"],
});

/** The domain said no. */
export class CommandRefused extends Error {
  override readonly name = "CommandRefused";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** Every new decision met another change of the stream. */
export class TooManyConflicts extends Error {
  override readonly name = "TooManyConflicts";
}

/** The events were sent and nothing was heard: they may stand in the log or not. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

const statusOf: Readonly<Record<RefusalKind, number>> = { "not-found": 404, forbidden: 403, conflict: 409, rule: 422 };
const titleOf: Readonly<Record<RefusalKind, string>> = {
  "not-found": "What the command speaks of does not exist",
  forbidden: "This person may not do this",
  conflict: "Things have moved on",
  rule: "The rules do not allow this",
};

export const refusalKind = (code: RefusalCode): ProblemKind => {
  const { kind } = refusals[code];
  return { code, status: statusOf[kind], title: titleOf[kind] };
};

export const refusalProblem = ({ refused, details, path }: Refusal): Problem => {
  const sentence = explain(refused, details);
  const errors = path === undefined ? [] : [{ path, in: "body" as const, message: sentence, code: refused }];
  return new Problem(refusalKind(refused), sentence, {
    ...(errors.length > 0 ? { errors } : {}),
    extensions: { details },
  });
};

const retryAfter = (seconds: number) => ({ headers: { "Retry-After": String(seconds) } });

/** The problem that an error of the pipeline is; other errors are handed back as they are. */
export const commandProblem = (error: unknown): unknown => {
  if (error instanceof CommandRefused) return refusalProblem(error.refusal);
  if (error instanceof PersonErased)
    return refusalProblem(refuse("person-erased", { employeeId: error.subject }, "/employeeId"));
  if (error instanceof CommandIdReused)
    return new Problem(
      commandProblems["idempotency-key-reused"],
      "This Idempotency-Key was used for a command with another name, body or sender; take a new key for a new command.",
    );
  if (error instanceof TooManyConflicts)
    return new Problem(
      commandProblems["concurrent-change"],
      "Others changed the same thing at the same moment, several times in a row. Nothing was done; send the command again.",
      { cause: error },
    );
  if (error instanceof OutcomeUnknown)
    return new Problem(
      commandProblems["outcome-unknown"],
      "The event store did not answer. Send the command again with the same Idempotency-Key: it is carried out once.",
      { ...retryAfter(2), cause: error },
    );
  if (error instanceof StoreUnavailable || error instanceof VaultUnavailable)
    return new Problem(
      platformProblems.unavailable,
      `The ${error instanceof StoreUnavailable ? "event store" : "vault of keys"} does not answer. Nothing was done; send the command again with the same Idempotency-Key.`,
      { ...retryAfter(2), cause: error },
    );
  if (error instanceof LineFull || error instanceof ServiceFull)
    return new Problem(
      commandProblems["too-many-commands"],
      "More commands are being handled than can be. Nothing was done; send the command again a little later.",
      { ...retryAfter(1), cause: error },
    );
  return error;
};

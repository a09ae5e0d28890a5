// Why a file is not taken, as a problem: the codes are those of the intake.
import { Problem, problemCatalogue } from "@tabel/platform";

const title = "The file is not taken";
export const intakeProblems = problemCatalogue({
  "letter-file-empty": [422, title],
  "letter-file-too-large": [413, title],
  "letter-file-kind": [415, title],
  "letter-file-two-in-one": [422, title],
  "letter-file-locked": [422, title],
  "letter-file-broken": [422, title],
  "letter-file-pages": [422, title],
  "letter-file-pixels": [422, title],
  "letter-file-too-slow": [422, title],
});

const isIntakeCode = (code: unknown): code is keyof typeof intakeProblems =>
  typeof code === "string" && Object.hasOwn(intakeProblems, code);

/** The intake's refusals carry a code and a sentence for who uploads; undefined for every other error. */
export const intakeProblem = (error: unknown): Problem | undefined =>
  error instanceof Error && "code" in error && isIntakeCode(error.code)
    ? new Problem(intakeProblems[error.code], `${error.message}. Nothing of it is kept.`)
    : undefined;

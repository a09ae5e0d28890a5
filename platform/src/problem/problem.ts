// A failure as the caller reads it: RFC 9457 problem details with a stable code, and never a stack.
// https://www.rfc-editor.org/rfc/rfc9457

/** One kind of problem. Codes are a contract with callers: never rename or reuse one. */
export interface ProblemKind {
  /** lower-case words with hyphens */
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

/** What is wrong with one field. */
export interface FieldFault {
  /** JSON pointer (RFC 6901) into the place named by `in`; "" is the whole of it. */
  readonly path: string;
  readonly in?: InputPlace;
  /** Says what would be right; never repeats what was sent. */
  readonly message: string;
  readonly code: string;
}

export type InputPlace = "body" | "query" | "path" | "header";

export interface ProblemMore {
  readonly errors?: readonly FieldFault[];
  /** Response headers, such as Retry-After. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document: values the caller needs to act on, such as `limit`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** For the log only. */
  readonly cause?: unknown;
}

export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldFault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  /** @param detail a sentence for the person who meets this problem now; what would be right, if that can be said */
  constructor(kind: ProblemKind, detail: string, more: ProblemMore = {}) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.status = kind.status;
    this.code = kind.code;
    this.title = kind.title;
    this.detail = detail;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
    this.extensions = more.extensions ?? {};
  }
}

export const problemType = (code: string): string => `urn:tabel:problem:${code}`;

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly traceId?: string;
  readonly errors?: readonly FieldFault[];
}

/** The body of the answer; the fixed members win over extensions of the same name. */
export const problemDocument = (problem: Problem, traceId: string | undefined): ProblemDocument => ({
  ...problem.extensions,
  type: problemType(problem.code),
  title: problem.title,
  status: problem.status,
  detail: problem.detail,
  code: problem.code,
  ...(problem.errors ? { errors: problem.errors } : {}),
  ...(traceId === undefined ? {} : { traceId }),
});

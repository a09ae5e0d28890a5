// How a refusal is explained: which kind it is, and the sentence a person reads. `{name}` is filled from its details.

export type RefusalKind =
  | "not-found" // what the command speaks of does not exist
  | "forbidden" // it exists, this actor may not
  | "conflict" // somebody was first, or its life has moved on
  | "rule"; // the rules of the domain say no

export interface Explanation {
  readonly kind: RefusalKind;
  readonly says: string;
}

const explained =
  (kind: RefusalKind) =>
  (says: string): Explanation => ({ kind, says });

export const notFound = explained("not-found");
export const forbidden = explained("forbidden");
export const conflict = explained("conflict");
export const rule = explained("rule");

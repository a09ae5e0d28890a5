// Who may give a command. Rights are read from the log when the command is decided, never from the token: a role that was
// revoked a moment ago counts no more.
import { refuse, type Refusal, type RefusalCode, employmentOf, hasLeft } from "@tabel/domain";
import type { Situation } from "../pipeline/command-row.js";

export interface Right<Data> {
  /** For the documentation: "the employee", "an HR officer for the employee's unit". */
  readonly says: string;
  /** How the refusal is called, where there is a better word for it than `not-permitted`. */
  readonly otherwise?: RefusalCode;
  allows(situation: Situation<Data>): boolean | Promise<boolean>;
}

/** Any of them suffices; they are asked in order, so put first what is known without reading. */
export const anyOf = <Data>(...rights: readonly Right<Data>[]): Right<Data> => ({
  says: rights.map(({ says }) => says).join("; or "),
  allows: async (situation) => {
    for (const right of rights) if (await right.allows(situation)) return true;
    return false;
  },
});

/** Undefined when the right is there. Who has left has none, although the token may live on for some minutes. */
export const missing = async <Data>(right: Right<Data>, situation: Situation<Data>): Promise<Refusal | undefined> => {
  if (hasLeft(situation, await employmentOf(situation, situation.actor)))
    return refuse("not-permitted", { action: situation.command });
  if (await right.allows(situation)) return undefined;
  return refuse(right.otherwise ?? "not-permitted", { action: situation.command });
};

// Clashes: who of a unit is away in the same halves of the same days.
import { addDays, earlier, later, type LocalDate } from "../kernel/local-date.js";
import type { TeamPolicy } from "../policy/team-policy.js";
import { halvesTaken } from "./day-halves.js";
import type { AwaySpan } from "./staffing.js";

export interface Clash {
  readonly employeeId: string;
  /** The days that both ask for. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const byPersonAndDay = (a: Clash, b: Clash): number =>
  a.employeeId === b.employeeId ? (a.from < b.from ? -1 : 1) : a.employeeId < b.employeeId ? -1 : 1;

/** Others who are away together with what is asked for; days in a row of one person as one. Ordered by person and day. */
export const clashesOf = (
  asked: AwaySpan,
  others: readonly AwaySpan[],
  halves: TeamPolicy["halves"],
): readonly Clash[] => {
  const wanted = halvesTaken(asked, halves);
  const shared = others
    .filter(
      (other) =>
        other.employeeId !== asked.employeeId &&
        other.from <= asked.to &&
        asked.from <= other.to &&
        halvesTaken(other, halves).some((half) => wanted.includes(half)),
    )
    .map(({ employeeId, from, to }) => ({ employeeId, from: later(from, asked.from), to: earlier(to, asked.to) }))
    .toSorted(byPersonAndDay);
  const joined: Clash[] = [];
  for (const clash of shared) {
    const last = joined.at(-1);
    if (last?.employeeId === clash.employeeId && clash.from <= addDays(last.to, 1))
      joined[joined.length - 1] = { ...last, to: later(last.to, clash.to) };
    else joined.push(clash);
  }
  return joined;
};

// Minimum staffing: who of a unit is there on a day, and which minimums one more absence would break. Counted by halves of
// a day, among those who work on it.
import { eachDay, type LocalDate } from "../kernel/local-date.js";
import type { TeamPolicy } from "../policy/team-policy.js";
import { halvesTaken, type DayHalf, type TakenOfDay } from "./day-halves.js";
import { minimumsOn, type RuleEffect, type TeamRules } from "./team-rules.js";

/** Somebody of the unit, as far as presence is concerned. */
export interface TeamMember {
  readonly employeeId: string;
  /** Position in this unit on a day; null where the person does not stand in it then. */
  positionOn(date: LocalDate): string | null;
  /** Whether the person's schedule plans work on the day. */
  worksOn(date: LocalDate): boolean;
}

/** Days on which somebody is not there: what really holds, kinds that are work left out. */
export interface AwaySpan extends TakenOfDay {
  readonly employeeId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface StaffingBreak {
  readonly date: LocalDate;
  readonly half: DayHalf;
  readonly position: string | null;
  readonly minimum: number;
  /** Left, were the absence granted. */
  readonly present: number;
  readonly effect: RuleEffect;
}

type Halves = TeamPolicy["halves"];

const takes = (span: AwaySpan, date: LocalDate, half: DayHalf, halves: Halves): boolean =>
  span.from <= date && date <= span.to && halvesTaken(span, halves).includes(half);

/** How many of a position (null: of the unit) are there in a half of a day. */
export type HeadCount = (date: LocalDate, half: DayHalf, position: string | null) => number;

/** Counts who is left when all these are away; each half of a day is counted once, however often it is asked for. */
export const headCount = (members: readonly TeamMember[], away: readonly AwaySpan[], halves: Halves): HeadCount => {
  const known = new Map<string, ReadonlyMap<string | null, number>>();
  const count = (date: LocalDate, half: DayHalf): ReadonlyMap<string | null, number> => {
    const gone = new Set(away.filter((span) => takes(span, date, half, halves)).map(({ employeeId }) => employeeId));
    const present = new Map<string | null, number>();
    for (const member of members) {
      const stands = member.positionOn(date);
      if (stands === null || gone.has(member.employeeId) || !member.worksOn(date)) continue;
      for (const each of [stands, null]) present.set(each, (present.get(each) ?? 0) + 1);
    }
    return present;
  };
  return (date, half, position) => {
    const key = `${date} ${half}`;
    const present = known.get(key) ?? count(date, half);
    known.set(key, present);
    return present.get(position) ?? 0;
  };
};

/**
 * The minimums that an absence would break, or leave broken: of days on which the person stands in the unit and works, and of
 * positions that the person fills. In the order of days and halves.
 * @param present counted with the absence that is asked for among those away
 */
export const staffingBreaks = (
  asked: AwaySpan,
  self: TeamMember,
  present: HeadCount,
  rules: Pick<TeamRules, "minimums">,
  halves: Halves,
): readonly StaffingBreak[] => {
  if (rules.minimums.size === 0) return [];
  return eachDay(asked.from, asked.to).flatMap((date) => {
    const stands = self.positionOn(date);
    if (stands === null || !self.worksOn(date)) return [];
    const concerned = minimumsOn(rules, date).filter(({ position }) => position === null || position === stands);
    return halvesTaken(asked, halves).flatMap((half) =>
      concerned.flatMap(({ position, minimum, effect }) => {
        const left = present(date, half, position);
        return left < minimum ? [{ date, half, position, minimum, present: left, effect }] : [];
      }),
    );
  });
};

// What a team's rules say to an absence: the minimums it would break, the black-outs it falls into, and whether they block.
import { refuse, type Refusal } from "../kernel/decision.js";
import type { LocalDate } from "../kernel/local-date.js";
import { absenceKind } from "../policy/absence-kinds.js";
import { teamPolicy } from "../policy/team-policy.js";
import { headCount, staffingBreaks, type AwaySpan, type StaffingBreak, type TeamMember } from "./staffing.js";
import type { BlackOut, TeamRules } from "./team-rules.js";

/** Whether somebody is at work while this kind of absence lasts: remote work is, a trip is not. */
export const isAtWork = (country: string, kind: string | null, on: LocalDate): boolean =>
  absenceKind(country, kind, on)?.isWork === true;

/** What is known of the team when somebody asks. */
export interface TeamFacts {
  /** People who stand in the unit on any of the days, the one who asks among them. */
  readonly members: readonly TeamMember[];
  /** What is approved for them. */
  readonly away: readonly AwaySpan[];
  readonly rules: Pick<TeamRules, "minimums">;
  /** Of the unit and of every unit above it. */
  readonly blackOuts: readonly BlackOut[];
}

export interface TeamFindings {
  readonly staffing: readonly StaffingBreak[];
  readonly blackOuts: readonly BlackOut[];
}

interface Asked extends AwaySpan {
  /** Null once the person's data are erased. */
  readonly kind: string | null;
  /** The person's country: its policy says what may be blocked. */
  readonly country: string;
}

export const noFindings: TeamFindings = { staffing: [], blackOuts: [] };

/** The black-outs that an absence falls into: of its kind, or of every kind that is no work. */
export const blackOutsOf = (
  { kind, country, from, to }: Pick<Asked, "kind" | "country" | "from" | "to">,
  blackOuts: readonly BlackOut[],
): readonly BlackOut[] =>
  blackOuts.filter(
    (each) =>
      each.from <= to &&
      from <= each.to &&
      (kind !== null && each.kinds !== null ? each.kinds.includes(kind) : !isAtWork(country, kind, from)),
  );

/** Everything that the rules find; an effect is `block` only where the kind needs consent. */
export const checkTeam = (asked: Asked, { members, away, rules, blackOuts }: TeamFacts): TeamFindings => {
  const { kind, country, from } = asked;
  const { halves, blockable } = teamPolicy(country, from);
  const softened = <Found extends { readonly effect: BlackOut["effect"] }>(found: Found): Found =>
    kind !== null && blockable.includes(kind) ? found : { ...found, effect: "warn" };
  const self = members.find(({ employeeId }) => employeeId === asked.employeeId);
  const broken =
    self === undefined || isAtWork(country, kind, from)
      ? []
      : staffingBreaks(asked, self, headCount(members, [...away, asked], halves), rules, halves);
  return {
    staffing: broken.map((found) => softened(found)),
    blackOuts: blackOutsOf(asked, blackOuts).map((found) => softened(found)),
  };
};

/** The first finding that blocks, as a refusal; undefined where none does. */
export const refuseByTeam = ({ staffing, blackOuts }: TeamFindings): Refusal | undefined => {
  const blackOut = blackOuts.find(({ effect }) => effect === "block");
  if (blackOut !== undefined) return refuse("black-out", { from: blackOut.from, to: blackOut.to }, "/from");
  const found = staffing.find(({ effect }) => effect === "block");
  if (found === undefined) return undefined;
  const { date, minimum, present } = found;
  return refuse("staffing-below-minimum", { on: date, minimum, present }, "/from");
};

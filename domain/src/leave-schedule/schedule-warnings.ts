// What speaks against a schedule without blocking it: the sum of somebody's parts, no long part, black-outs, too few people.
import { daysBetween, localDate, type LocalDate } from "../kernel/local-date.js";
import { leaveSchedulePolicy } from "../policy/leave-schedule-policy.js";
import { teamPolicy } from "../policy/team-policy.js";
import { headCount, staffingBreaks, type AwaySpan, type HeadCount, type TeamMember } from "../team/staffing.js";
import { blackOutsOf } from "../team/team-check.js";
import type { BlackOut, TeamRules } from "../team/team-rules.js";

export interface PartOfPerson {
  readonly partId: string;
  readonly employeeId: string;
  readonly country: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Hundredths of a day; null while not countable. */
  readonly counted: number | null;
  readonly entitled: number | null;
}

export type ScheduleWarning =
  | {
      readonly code: "more-than-entitled" | "less-than-entitled";
      readonly employeeId: string;
      readonly planned: number;
      readonly entitled: number;
    }
  | { readonly code: "not-countable" | "no-long-part"; readonly employeeId: string }
  | {
      readonly code: "black-out";
      readonly employeeId: string;
      readonly partId: string;
      readonly from: LocalDate;
      readonly to: LocalDate;
    }
  | {
      readonly code: "below-minimum";
      readonly employeeId: string;
      readonly partId: string;
      readonly on: LocalDate;
      readonly minimum: number;
      readonly present: number;
    };

const ofSums = (employeeId: string, parts: readonly PartOfPerson[]): ScheduleWarning[] => {
  const entitled = parts.at(-1)?.entitled ?? null;
  if (entitled === null || parts.some(({ counted }) => counted === null))
    return [{ code: "not-countable", employeeId }];
  const planned = parts.reduce((sum, { counted }) => sum + (counted ?? 0), 0);
  if (planned === entitled) return [];
  return [{ code: planned > entitled ? "more-than-entitled" : "less-than-entitled", employeeId, planned, entitled }];
};

const ofLengths = (employeeId: string, parts: readonly PartOfPerson[]): ScheduleWarning[] => {
  const isLong = ({ country, from, to }: PartOfPerson): boolean =>
    daysBetween(from, to) + 1 >= leaveSchedulePolicy(country, from).longestPartDays;
  return parts.some(isLong) ? [] : [{ code: "no-long-part", employeeId }];
};

interface Team {
  readonly members: readonly TeamMember[];
  readonly rules: Pick<TeamRules, "minimums">;
  readonly blackOuts: readonly BlackOut[];
}

const wholeDays = { dayPart: "full", time: null } as const;
const { halves } = teamPolicy("", localDate("2000-01-01")); // whole days take both halves, wherever these lie

/** @param present counted with every part of the plan taken */
const ofTeam = (part: PartOfPerson, present: HeadCount, { members, rules, blackOuts }: Team): ScheduleWarning[] => {
  const { employeeId, partId } = part;
  const self = members.find((member) => member.employeeId === employeeId);
  const [first] = self === undefined ? [] : staffingBreaks({ ...part, ...wholeDays }, self, present, rules, halves);
  const warnings = blackOutsOf({ ...part, kind: "annual-leave" }, blackOuts).map(({ from, to }): ScheduleWarning => ({
    code: "black-out",
    employeeId,
    partId,
    from,
    to,
  }));
  if (first === undefined) return warnings;
  const { date, minimum, present: left } = first;
  return [...warnings, { code: "below-minimum", employeeId, partId, on: date, minimum, present: left }];
};

/** Of all parts of a unit and year, by person and then by part. Staffing is checked against the plan itself. */
export const scheduleWarnings = (parts: readonly PartOfPerson[], team: Team): readonly ScheduleWarning[] => {
  const byPerson = new Map<string, PartOfPerson[]>();
  for (const part of parts) byPerson.set(part.employeeId, [...(byPerson.get(part.employeeId) ?? []), part]);
  const spans = parts.map(({ employeeId, from, to }): AwaySpan => ({ employeeId, from, to, ...wholeDays }));
  const present = headCount(team.members, spans, halves);
  return [...byPerson.keys()].toSorted().flatMap((employeeId) => {
    const own = byPerson.get(employeeId) ?? [];
    return [
      ...ofSums(employeeId, own),
      ...ofLengths(employeeId, own),
      ...own.flatMap((part) => ofTeam(part, present, team)),
    ];
  });
};

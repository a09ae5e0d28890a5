// What a decision on an absence is told of the teams that the person stands in: their rules, and who of them is away. Other
// people's absences are read from their own streams; the decision “staffing is a guard” in docs/adr says what that guarantees and what not.
import {
  absence,
  absenceStream,
  employedOn,
  inForceInSpell,
  isAtWork,
  placeOn,
  plannedMinutes,
  scheduleOn,
  teamRules,
  teamRulesStream,
  unitOn,
  weekday,
  workCalendar,
  yearOf,
  epochDay,
  type EmployeeId,
  type Employment,
  type LocalDate,
  type TeamFacts,
  type TeamMember,
  type TeamRules,
  type UnitId,
  employmentOf,
  organisationOf,
  unitsAbove,
  type Inquiry,
} from "@tabel/domain";
import type { PeopleOfUnits } from "./people-of-units.js";

/** Days that somebody asks for. */
export interface AskedSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const worksOn = (employment: Employment, date: LocalDate): boolean => {
  const calendar = workCalendar(placeOn(employment, date).country, yearOf(date));
  // Where no calendar is loaded a five-day week is the likeliest: a guess may warn too early, never too late.
  if (calendar === undefined) return weekday(date) <= 5;
  return plannedMinutes(scheduleOn(employment, date), epochDay(date), calendar) > 0;
};

const memberOf = (unitId: UnitId, employment: Employment): TeamMember => ({
  employeeId: employment.employeeId,
  positionOn: (date) =>
    employedOn(employment.spells, date) && unitOn(employment, date) === unitId
      ? (inForceInSpell(employment.spells, employment.assignments, date)?.position ?? null)
      : null,
  worksOn: (date) => worksOn(employment, date),
});

/** The units in which somebody stands on any of the days, each once. */
const unitsBetween = (employment: Employment, { from, to }: AskedSpan): readonly UnitId[] => [
  ...new Set([
    unitOn(employment, from),
    ...employment.assignments.filter((each) => from < each.from && each.from <= to).map(({ unitId }) => unitId),
  ]),
];

const rulesOf = (inquiry: Inquiry, unitId: UnitId): Promise<TeamRules> =>
  inquiry.read(teamRulesStream(unitId), teamRules);

const blackOutsOver = async (inquiry: Inquiry, unitId: UnitId, { from, to }: AskedSpan) => {
  const rules = await Promise.all((await unitsAbove(inquiry, unitId)).map((each) => rulesOf(inquiry, each)));
  return rules.flatMap(({ blackOuts }) => [...blackOuts.values()].filter((each) => each.from <= to && from <= each.to));
};

/** What is approved of one person in these days, work left out. */
const awayOf = async (inquiry: Inquiry, { employeeId, country }: Employment, { from, to }: AskedSpan) => {
  const { spans } = await inquiry.read(absenceStream(employeeId), absence);
  return spans
    .filter((span) => span.from <= to && from <= span.to && !isAtWork(country, span.kind, span.from))
    .map((span) => ({ ...span, employeeId }));
};

const teamOf = async (
  inquiry: Inquiry,
  people: PeopleOfUnits,
  unitId: UnitId,
  asked: AskedSpan,
  anyway: boolean,
): Promise<TeamFacts | undefined> => {
  const [rules, blackOuts] = await Promise.all([rulesOf(inquiry, unitId), blackOutsOver(inquiry, unitId, asked)]);
  if (rules.minimums.size === 0 && !anyway)
    return blackOuts.length === 0 ? undefined : { members: [], away: [], rules, blackOuts };
  const ids: readonly EmployeeId[] = [...(await people.of(unitId))];
  const known = await Promise.all(ids.map((id) => employmentOf(inquiry, id)));
  const employments = known.filter((each) => each !== undefined);
  const members = employments.map((each) => memberOf(unitId, each));
  const stands = (index: number): boolean =>
    employments[index] !== undefined && unitsBetween(employments[index], asked).includes(unitId);
  const present = members.filter((_, index) => stands(index));
  const away = await Promise.all(
    employments.filter((_, index) => stands(index)).map((each) => awayOf(inquiry, each, asked)),
  );
  return { members: present, away: away.flat(), rules, blackOuts };
};

const teamsBetween = async (
  inquiry: Inquiry,
  people: PeopleOfUnits,
  employment: Employment | undefined,
  asked: AskedSpan | undefined,
  anyway: boolean,
): Promise<readonly TeamFacts[]> => {
  if (employment === undefined || asked === undefined || asked.to < asked.from) return [];
  const organisation = await organisationOf(inquiry);
  const units = unitsBetween(employment, asked).filter((unitId) => organisation.units.has(unitId));
  const teams = await Promise.all(units.map((unitId) => teamOf(inquiry, people, unitId, asked, anyway)));
  return teams.filter((team) => team !== undefined);
};

/** Empty where no rule speaks of the days: then nobody's stream but the rules' own was read. */
export const teamsOf = (
  inquiry: Inquiry,
  people: PeopleOfUnits,
  employment: Employment | undefined,
  asked: AskedSpan | undefined,
): Promise<readonly TeamFacts[]> => teamsBetween(inquiry, people, employment, asked, false);

/** With everybody of the units whether they have rules or not: for who asks who else is away. */
export const teamsAround = (
  inquiry: Inquiry,
  people: PeopleOfUnits,
  employment: Employment | undefined,
  asked: AskedSpan,
): Promise<readonly TeamFacts[]> => teamsBetween(inquiry, people, employment, asked, true);

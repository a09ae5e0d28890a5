// Who could be a newcomer's mentor: of the same unit before others of the same position, the one with the fewest mentees first.
// A proposal takes no place: whoever is proposed may be full by the time that they are asked, and the next one is asked then.
import { z } from "zod";
import { inForceInSpell } from "../employee/spells.js";
import { unitOn, type Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { later, type LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { awayOn, isMentorOn, type Mentor } from "../mentor/mentor.js";
import { notEmployedAsMentor } from "../mentor/mentor-life.js";
import type { Policy } from "../policy/policy.js";
import { MentorProposed, type Onboarding } from "./onboarding.js";
import { openPlanOf, type OnboardingFacts } from "./onboarding-facts.js";

export const ProposeMentor = z.strictObject({
  employeeId: EmployeeId,
  /** The newcomer's present mentor, who hands over; without one nobody is proposed to who has a mentor. */
  replaces: EmployeeId.nullable().default(null),
});
export type ProposeMentor = z.output<typeof ProposeMentor>;

/** Somebody who may be a mentor, as they stand. */
export interface MayMentor {
  readonly employment: Employment;
  readonly mentor: Mentor;
}

export interface ProposalFacts extends OnboardingFacts {
  /** Of the unit, and of the units beside it. */
  readonly near: readonly MayMentor[];
}

/** Named at once: were all of them full, a person looks further. */
const MOST = 10;

const positionOn = ({ spells, assignments }: Employment, on: LocalDate): string | undefined =>
  inForceInSpell(spells, assignments, on)?.position;

const limitOf = ({ employment, mentor }: MayMentor, on: LocalDate, policy: Policy): number =>
  mentor.appointed?.limit ?? policy.onboardingPolicy(employment.country, on).mentorLimit;

/** Everybody who could take the newcomer on a day, best first. */
export const mentorsFor = (
  newcomer: Employment,
  near: readonly MayMentor[],
  on: LocalDate,
  policy: Policy,
): readonly EmployeeId[] => {
  const unitId = unitOn(newcomer, on);
  const position = positionOn(newcomer, on);
  const rank = ({ employment }: MayMentor): number => {
    if (unitOn(employment, on) === unitId) return 0;
    return positionOn(employment, on) === position ? 1 : 2;
  };
  return near
    .filter(({ employment, mentor }) => {
      const { employeeId } = employment;
      if (employeeId === newcomer.employeeId || !isMentorOn(mentor, on) || awayOn(mentor, on) !== undefined)
        return false;
      return notEmployedAsMentor(employeeId, employment, on) === undefined;
    })
    .filter((each) => rank(each) < 2 && each.mentor.mentees.size < limitOf(each, on, policy))
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        a.mentor.mentees.size - b.mentor.mentees.size ||
        (a.employment.employeeId < b.employment.employeeId ? -1 : 1),
    )
    .map(({ employment }) => employment.employeeId);
};

export const proposeMentor = (
  { data }: Command<ProposeMentor>,
  state: Onboarding,
  facts: ProposalFacts,
): Decision<EventOf<typeof MentorProposed>> => {
  const { employeeId, replaces } = data;
  const found = openPlanOf(employeeId, state, facts);
  if ("refused" in found) return found;
  const { plan, employment } = found;
  const present = plan.mentor?.mentorId ?? null;
  // Somebody else has taken over meanwhile, or by hand before anybody was proposed.
  if (present !== replaces) return nothingToDo();
  const from = later(plan.startsOn, facts.today);
  const candidates = mentorsFor(employment, facts.near, from, facts.policy).filter((each) => each !== replaces);
  if (candidates.length === 0) return refuse("no-mentor-free", { on: from });
  const proposal = { candidates: candidates.slice(0, MOST), from, replaces };
  return sameData(plan.proposal, proposal)
    ? nothingToDo()
    : [MentorProposed({ employeeId, planId: plan.planId, ...proposal })];
};

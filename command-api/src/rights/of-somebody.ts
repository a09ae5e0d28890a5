// Rights over a person whom the command names in whatever field: officers, heads, mentors.
import {
  actsAsHead,
  headsEmployee,
  headsOver,
  isEmployee,
  onboarding,
  onboardingStream,
  scopeHolds,
  type ActorFacts,
  type EmployeeId,
  type Employment,
  type Presence,
  type Role,
  employmentOf,
  organisationOf,
  presenceOf,
  rolesOf,
  todayOf,
  unitsOf,
} from "@tabel/domain";
import type { Situation } from "../pipeline/command-row.js";
import type { Right } from "./right.js";

type Whom<Data> = (data: Data) => EmployeeId;

export const ofEmployee = ({ employeeId }: { readonly employeeId: EmployeeId }): EmployeeId => employeeId;
export const ofMentor = ({ mentorId }: { readonly mentorId: EmployeeId }): EmployeeId => mentorId;

export const self = <Data>(whom: Whom<Data>): Right<Data> => ({
  says: "the person",
  allows: ({ actor, data }) => isEmployee(actor, whom(data)),
});

/** One of the roles over the person's present unit or one above it, for somebody else. */
export const officerOver = <Data>(whom: Whom<Data>, ...roles: readonly Role[]): Right<Data> => ({
  says: `holders of the role ${roles.join(" or ")} over the person's unit, for somebody else`,
  allows: async (situation) => {
    const { actor, data } = situation;
    if (isEmployee(actor, whom(data))) return false;
    const [held, units] = await Promise.all([rolesOf(situation, actor), unitsOf(situation, whom(data))]);
    return held.some(({ role, scope }) => roles.includes(role) && scopeHolds(scope, units));
  },
});

/** What decisions are told of the actor; the day is that of the person whom it is about. */
export const actorFacts = async (
  situation: Situation<unknown>,
  employment: Employment | undefined,
): Promise<ActorFacts> => {
  const [organisation, roles] = await Promise.all([organisationOf(situation), rolesOf(situation, situation.actor)]);
  return { organisation, roles, today: todayOf(situation, employment) };
};

/** The head of the person's unit, or of one above it. */
export const headOver = <Data>(whom: Whom<Data>): Right<Data> => ({
  says: "the head of the person's unit or of a unit above it",
  allows: async (situation) => {
    const employment = await employmentOf(situation, whom(situation.data));
    if (employment === undefined) return false;
    const organisation = await organisationOf(situation);
    return headsEmployee(situation.actor, employment, { organisation, today: todayOf(situation, employment) });
  },
});

/** Who of the heads over somebody is away today, and who stands in for them. */
export const presenceOver = (
  situation: Situation<unknown>,
  employment: Employment | undefined,
  facts: Pick<ActorFacts, "organisation" | "today">,
): Promise<Presence> =>
  presenceOf(situation, employment === undefined ? [] : headsOver(employment, facts), facts.today);

/** The same, or the deputy of such a head who is absent: for what a head has to do, not for what a head decides alone. */
export const headOrDeputyOver = <Data>(whom: Whom<Data>): Right<Data> => ({
  says: "the head of the person's unit or of a unit above it, or the deputy of one who is absent",
  allows: async (situation) => {
    const employment = await employmentOf(situation, whom(situation.data));
    if (employment === undefined) return false;
    const told = { organisation: await organisationOf(situation), today: todayOf(situation, employment) };
    const presence = await presenceOver(situation, employment, told);
    return actsAsHead(situation.actor, employment, { ...told, presence });
  },
});

/** The mentor whom the newcomer's plan has now. */
export const mentorOver = <Data>(whom: Whom<Data>): Right<Data> => ({
  says: "the newcomer's mentor",
  allows: async (situation) => {
    const { plan } = await situation.read(onboardingStream(whom(situation.data)), onboarding);
    return plan !== null && plan.mentor !== null && isEmployee(situation.actor, plan.mentor.mentorId);
  },
});

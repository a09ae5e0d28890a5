// What every command on an employee's absences shares: its stream, what its decision is told, and who may come that far.
import {
  absence,
  absenceStream,
  guardedByTeam,
  type AbsenceFacts,
  type Absences,
  type Command,
  type Decision,
  type DomainEvent,
  type EmployeeId,
  type RequestId,
  type TeamFacts,
  absenceFactsOf,
} from "@tabel/domain";
import type { Situation } from "../../pipeline/command-row.js";
import { anyOf } from "../../rights/right.js";
import { everyone, holderOverEmployee, oneself } from "../../rights/rights.js";
import type { PeopleOfUnits } from "../team/people-of-units.js";
import { teamsOf, type AskedSpan } from "../team/team-facts.js";

interface OfEmployee {
  readonly employeeId: EmployeeId;
  readonly requestId?: RequestId;
}

const factsOf = (situation: Situation<OfEmployee>, state: Absences): Promise<AbsenceFacts> =>
  absenceFactsOf(situation, situation.data, state, situation.actor);

/** What a decision asks for or gives is held to the rules of the teams in which the person stands on these days. */
export const heldByTeams = <Data extends OfEmployee, Event extends DomainEvent>(
  people: PeopleOfUnits,
  decide: (command: Command<Data>, state: Absences, facts: AbsenceFacts) => Decision<Event>,
  daysOf: (data: Data, state: Absences) => AskedSpan | undefined,
) => ({
  facts: async (situation: Situation<Data>, state: Absences) => {
    const facts = await factsOf(situation, state);
    return { ...facts, teams: await teamsOf(situation, people, facts.employment, daysOf(situation.data, state)) };
  },
  decide: (wish: Command<Data>, state: Absences, facts: AbsenceFacts & { readonly teams: readonly TeamFacts[] }) =>
    guardedByTeam(decide(wish, state, facts), facts.employment?.country ?? "", facts.teams),
});

export const ofEmployee = {
  stream: ({ employeeId }: OfEmployee) => absenceStream(employeeId),
  aggregate: absence,
  facts: factsOf,
};

/** HR asks and takes back for the employee. Who decides or grants does so in the own name. */
export const forTheEmployee = { ...ofEmployee, concerns: ({ employeeId }: OfEmployee) => employeeId };

export const oneselfOrHr = {
  ...anyOf(oneself, holderOverEmployee("hr-officer")),
  otherwise: "not-own-request",
} as const;

/** The decision knows whom a step waits for; nobody else gets further than that. */
export const holdersOfTheStep = {
  ...everyone,
  says: "the head of the step's unit or of a unit above it, or holders of the step's role; never the request's author",
};

/** An example's request. */
export const requestId = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";

/** The head over an employee, a deputy of theirs, or HR: the decision looks at which day and for what. */
export const whoLeads = {
  ...everyone,
  says: "a head over the employee, the deputy of one who is absent, or holders of the role hr-officer over the employee's unit",
};

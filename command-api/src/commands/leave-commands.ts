// The commands on the absences of one employee: asking, deciding, taking back, granting.
import {
  absence,
  absenceStream,
  ApproveRequest,
  approveRequest,
  GrantLeave,
  grantLeave,
  isEmployee,
  policy,
  RejectRequest,
  rejectRequest,
  RequestId,
  SubmitLeave,
  submitLeave,
  WithdrawRequest,
  withdrawRequest,
  workCalendar,
  guardedByTeam,
  type AbsenceFacts,
  type Absences,
  type Command,
  type Decision,
  type DomainEvent,
  type EmployeeId,
  type TeamFacts,
} from "@tabel/domain";
import { command, type Situation } from "../pipeline/command-row.js";
import { employmentOf, organisationOf, rolesOf, todayOf } from "../rights/people.js";
import { anyOf } from "../rights/right.js";
import { everyone, holderOverEmployee, oneself } from "../rights/rights.js";
import type { PeopleOfUnits } from "../team/people-of-units.js";
import { teamsOf, type AskedSpan } from "../team/team-facts.js";

interface OfEmployee {
  readonly employeeId: EmployeeId;
}

/**
 * Employment, organisation and roles live in other streams: they are read for each decision. To their own absences
 * officers stand as employees, so their roles are not even read then.
 */
const factsOf = async (situation: Situation<OfEmployee>): Promise<AbsenceFacts> => {
  const { actor, data } = situation;
  const [employment, organisation] = await Promise.all([
    employmentOf(situation, data.employeeId),
    organisationOf(situation),
  ]);
  const roles = isEmployee(actor, data.employeeId) ? [] : await rolesOf(situation, actor);
  return { employment, organisation, policy, calendar: workCalendar, today: todayOf(situation, employment), roles };
};

/** What a decision asks for or gives is held to the rules of the teams in which the person stands on these days. */
const heldByTeams = <Data extends OfEmployee, Event extends DomainEvent>(
  people: PeopleOfUnits,
  decide: (command: Command<Data>, state: Absences, facts: AbsenceFacts) => Decision<Event>,
  daysOf: (data: Data, state: Absences) => AskedSpan | undefined,
) => ({
  facts: async (situation: Situation<Data>, state: Absences) => {
    const facts = await factsOf(situation);
    return { ...facts, teams: await teamsOf(situation, people, facts.employment, daysOf(situation.data, state)) };
  },
  decide: (wish: Command<Data>, state: Absences, facts: AbsenceFacts & { readonly teams: readonly TeamFacts[] }) =>
    guardedByTeam(decide(wish, state, facts), facts.employment?.country ?? "", facts.teams),
});

const ofEmployee = {
  stream: ({ employeeId }: OfEmployee) => absenceStream(employeeId),
  aggregate: absence,
  facts: factsOf,
};

/** HR asks and takes back for the employee. Who decides or grants does so in the own name. */
const forTheEmployee = { ...ofEmployee, concerns: ({ employeeId }: OfEmployee) => employeeId };

const oneselfOrHr = { ...anyOf(oneself, holderOverEmployee("hr-officer")), otherwise: "not-own-request" } as const;

/** The decision knows whom a step waits for; nobody else gets further than that. */
const holdersOfTheStep = {
  ...everyone,
  says: "the head of the step's unit or of a unit above it, or holders of the step's role; never the request's author",
};

const requestId = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";

export const leaveCommands = (people: PeopleOfUnits) => [
  command({
    ...forTheEmployee,
    name: "submit-leave",
    says: "Asks for an absence. It reserves its days and waits for the steps of its route.",
    schema: SubmitLeave,
    example: { employeeId: "e00017", kind: "annual-leave", from: "2026-07-06", to: "2026-07-19", comment: null },
    may: oneselfOrHr,
    ...heldByTeams(people, submitLeave, ({ from, to }) => ({ from, to })),
    makes: { requestId: { schema: RequestId, of: ({ meta }) => meta.newId } },
    refusals: [
      "not-own-request",
      "employee-unknown",
      "dates-reversed",
      "kind-unknown",
      "absence-too-long",
      "before-hire",
      "employee-left",
      "back-dated",
      "too-far-ahead",
      "whole-days-only",
      "calendar-not-loaded",
      "absence-overlaps",
      "counts-no-days",
      "leave-right-not-begun",
      "balance-exceeded",
      "black-out",
      "staffing-below-minimum",
    ],
  }),
  command({
    ...ofEmployee,
    name: "approve-request",
    says: "Takes the step that a request waits for; the last one freezes its days and uses the balance.",
    schema: ApproveRequest,
    example: { employeeId: "e00017", requestId },
    may: holdersOfTheStep,
    ...heldByTeams(people, approveRequest, ({ requestId: asked }, { requests }) => requests.get(asked)),
    refusals: [
      "employee-unknown",
      "request-unknown",
      "own-request",
      "not-step-holder",
      "request-not-pending",
      "employee-left",
      "calendar-not-loaded",
      "counts-no-days",
      "balance-exceeded",
      "black-out",
      "staffing-below-minimum",
    ],
  }),
  command({
    ...ofEmployee,
    name: "reject-request",
    says: "Rejects a request with a reason, and releases its days.",
    schema: RejectRequest,
    example: { employeeId: "e00017", requestId, reason: "The branch has two tellers on leave in that week." },
    may: holdersOfTheStep,
    decide: rejectRequest,
    refusals: [
      "employee-unknown",
      "request-unknown",
      "own-request",
      "not-step-holder",
      "request-not-pending",
      "reason-required",
    ],
  }),
  command({
    ...forTheEmployee,
    name: "withdraw-request",
    says: "Takes a request back that is not decided yet, and releases its days.",
    schema: WithdrawRequest,
    example: { employeeId: "e00017", requestId },
    may: oneselfOrHr,
    decide: withdrawRequest,
    refusals: ["not-own-request", "employee-unknown", "request-unknown", "request-not-pending"],
  }),
  command({
    ...ofEmployee,
    name: "grant-leave",
    says: "Posts an opening balance, or the working years that are due, to a leave ledger.",
    schema: GrantLeave,
    example: { source: "opening-balance", employeeId: "e00017", ledger: "annual", amount: 1250, on: "2026-01-12" },
    may: holderOverEmployee("hr-officer"),
    decide: grantLeave,
    refusals: [
      "employee-unknown",
      "before-hire",
      "employee-left",
      "ledger-unknown",
      "ledger-has-entries",
      "too-far-ahead",
    ],
  }),
];

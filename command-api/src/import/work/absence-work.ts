// One employee's leave: opening balances, the working years that are due, and the history of requests with its outcomes.
import {
  absence,
  absenceStream,
  approveRequest,
  everybodyPresent,
  grantLeave,
  isRefusal,
  localDate,
  policy,
  rejectRequest,
  RequestId,
  type SubmitLeave,
  submitLeave,
  UserId,
  withdrawRequest,
  workCalendar,
  type AbsenceEvent,
  type AbsenceFacts,
  type Absences,
  type Command,
  type Decision,
  type Employment,
  type Instant,
  type LocalDate,
  type Organisation,
  type Policy,
  type RoleGrant,
} from "@tabel/domain";
import { localToday } from "../../pipeline/local-today.js";
import { decidersOf, type HistoryRoles } from "./deciders.js";
import type { RowOf } from "../files/organisation-files.js";
import type { EmployeePlan } from "../checks/organisation-plan.js";
import { sourceRow } from "./organisation-work.js";
import type { SourceRow, Step, StreamWork } from "./stream-work.js";

export interface LeaveFacts {
  /** With the units and heads of the import. */
  readonly organisation: Organisation;
  readonly employment: Employment;
  readonly roles: HistoryRoles;
  /** The day of the import, in the employee's time zone. */
  readonly today: LocalDate;
}

/** What the leave of every employee of an import is decided with. */
export interface LeaveContext {
  readonly roles: HistoryRoles;
  readonly at: Instant;
}

export const leaveFacts = (
  { roles, at }: LeaveContext,
  organisation: Organisation,
  employment: Employment,
): LeaveFacts => ({ organisation, employment, roles, today: localToday(at, employment.timeZone) });

type LeaveStep = Step<Absences, AbsenceEvent>;
type Meta = Command<unknown>["meta"];

/** Who brings a history in may enter what has passed, as an HR officer may. */
const asHr: readonly RoleGrant[] = [
  { role: "hr-officer", scope: { over: "all" }, from: localDate("1900-01-01"), until: null },
];

/** A history names one decider a request: steps that a policy adds for length or amount were walked elsewhere, if at all. */
const asDecided: Policy = {
  ...policy,
  routePolicy: (country, on) => ({ ...policy.routePolicy(country, on), rules: [] }),
};

const factsOn = (
  day: LocalDate,
  roles: readonly RoleGrant[],
  { organisation, employment }: LeaveFacts,
): AbsenceFacts => ({
  organisation,
  employment,
  policy: asDecided,
  calendar: workCalendar,
  today: day,
  roles,
  presence: everybodyPresent,
});

const openingStep = (row: RowOf<"openingBalances">, facts: LeaveFacts): LeaveStep => {
  const { employee_id: employeeId, ledger, days: amount, on } = row.cells;
  return {
    row: sourceRow("openingBalances", row),
    decisions: [
      (meta, state) =>
        grantLeave(
          { data: { source: "opening-balance", employeeId, ledger, amount, on, expiresOn: null }, meta },
          state,
          factsOn(facts.today, [], facts),
        ),
    ],
  };
};

/** Grants stand in no file; the row that an error would be shown for is the employee's. */
const grantStep = (plan: EmployeePlan, row: SourceRow, facts: LeaveFacts): LeaveStep => ({
  row,
  decisions: [
    (meta, state) =>
      grantLeave(
        { data: { source: "working-year", employeeId: plan.employeeId, upTo: facts.today }, meta },
        state,
        factsOn(facts.today, [], facts),
      ),
  ],
});

const requestSteps = (plan: EmployeePlan, facts: LeaveFacts): LeaveStep[] => {
  const seen = new Map<string, number>();
  return plan.leaveHistory.map((row) => {
    const { kind, from, to } = row.cells;
    const key = `${kind} ${from} ${to}`;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    // The outcome is no part of the identity: a request that was pending in one import may be approved in the next.
    return { row: sourceRow("leaveHistory", row), id: [key, occurrence], decisions: requestDecisions(row, facts) };
  });
};

const requestDecisions = (row: RowOf<"leaveHistory">, facts: LeaveFacts): LeaveStep["decisions"] => {
  const { employee_id: employeeId, kind, from, to, outcome, reason } = row.cells;
  const author = UserId.parse(employeeId);
  const comment = outcome === "rejected" ? null : reason;
  const idOf = (meta: Meta) => RequestId.parse(meta.newId);

  /** What has been decided since an earlier import stands. */
  const ifPending =
    (decide: (meta: Meta, state: Absences) => Decision<AbsenceEvent>): LeaveStep["decisions"][number] =>
    (meta, state) =>
      state.requests.get(idOf(meta))?.status === "pending" ? decide(meta, state) : [];

  /** Heads change: whoever held the step on the first day of the absence, or holds it now, is its decider. */
  const byDecider = (decide: (command: Meta, facts: AbsenceFacts) => Decision<AbsenceEvent>, meta: Meta) => {
    let decision: Decision<AbsenceEvent> = [];
    for (const { user, day } of decidersOf(row, facts)) {
      const { newId, at } = meta;
      decision = decide({ newId, actor: user, at }, factsOn(day, facts.roles.of(user, day), facts));
      if (!isRefusal(decision) || decision.refused !== "not-step-holder") return decision;
    }
    return decision;
  };

  const submit: LeaveStep["decisions"][number] = (meta, state) => {
    const whole = { dayPart: "full", time: null, compensation: null, trip: null } as const;
    const data: SubmitLeave = { employeeId, kind, from, to, comment, ...whole, documents: [] };
    const { newId, at } = meta;
    return submitLeave({ data, meta: { newId, actor: author, at } }, state, factsOn(facts.today, asHr, facts));
  };
  const approve = ifPending((meta, state) =>
    byDecider(
      (decider, known) => approveRequest({ data: { employeeId, requestId: idOf(meta) }, meta: decider }, state, known),
      meta,
    ),
  );
  const reject = ifPending((meta, state) => {
    const data = { employeeId, requestId: idOf(meta), reason: reason ?? "" };
    return byDecider((decider, known) => rejectRequest({ data, meta: decider }, state, known), meta);
  });
  const withdraw = ifPending((meta, state) => {
    const data = { employeeId, requestId: idOf(meta) };
    const { newId, at } = meta;
    return withdrawRequest({ data, meta: { newId, actor: author, at } }, state, factsOn(facts.today, [], facts));
  });

  switch (outcome) {
    case "pending":
      return [submit];
    case "withdrawn":
      return [submit, withdraw];
    case "rejected":
      return [submit, reject];
    case "approved": {
      const steps = policy.absenceKind(facts.employment.country, kind, from)?.route.length ?? 1;
      return [submit, ...Array.from({ length: steps }, () => approve)];
    }
  }
};

export const absenceWork = (plan: EmployeePlan, facts: LeaveFacts): StreamWork<Absences, AbsenceEvent> => {
  const anchor = plan.hire === null ? undefined : sourceRow("employees", plan.hire);
  return {
    stream: absenceStream(plan.employeeId),
    fold: absence,
    steps: [
      ...plan.openingBalances.map((row) => openingStep(row, facts)),
      ...(anchor === undefined ? [] : [grantStep(plan, anchor, facts)]),
      ...requestSteps(plan, facts),
    ],
  };
};

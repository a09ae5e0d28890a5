// The route of a request: whom its steps wait for, and who may take them.
import { unitOn, type Employment } from "../../employee/employee.js";
import type { LocalDate } from "../../kernel/local-date.js";
import { headOf, superiors, type Organisation } from "../../organisation/organisation.js";
import type { AbsenceKind } from "../../policy/absence-kinds.js";
import type { AbsenceRequest } from "./request-state.js";
import type { RouteStep } from "../absence-fields.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";

/** The role that decides where no head is left to. */
export const AT_THE_TOP = "hr-officer";

/** Heads of a unit and of every unit above it, nearest first, without those who may not decide. */
const headsAbove = (
  state: Organisation,
  unitId: AbsenceStepUnit,
  on: LocalDate,
  barred: readonly string[],
): readonly { readonly unitId: AbsenceStepUnit; readonly head: string }[] =>
  superiors(state, unitId, on).flatMap((each) => {
    const head = headOf(state, each, on);
    return head === undefined || barred.includes(head) ? [] : [{ unitId: each, head }];
  });
type AbsenceStepUnit = Extract<RouteStep, { holder: "unit-head" }>["unitId"];

const stepFor = (
  holder: AbsenceKind["route"][number],
  employment: Employment,
  requestedBy: string,
  { organisation, policy, today }: AbsenceFacts,
): RouteStep => {
  const { remindAfter, escalateAfter } = policy.routePolicy(employment.country, today);
  const points = { remindAfter, escalateAfter };
  if (holder !== "unit-head") return { holder: "role", role: holder, ...points };
  const barred = [employment.employeeId, requestedBy];
  const [nearest] = headsAbove(organisation, unitOn(employment, today), today, barred);
  return nearest === undefined
    ? { holder: "role", role: AT_THE_TOP, ...points }
    : { holder: "unit-head", unitId: nearest.unitId, ...points };
};

/**
 * The steps of a new request: the head of the employee's unit, or the nearest above who is neither the employee nor the
 * author; at the top, HR. The same step twice in a row is one.
 */
export const routeOf = (
  kind: AbsenceKind,
  employment: Employment,
  requestedBy: string,
  facts: AbsenceFacts,
): readonly RouteStep[] =>
  kind.route
    .map((holder) => stepFor(holder, employment, requestedBy, facts))
    .filter((step, index, steps) => JSON.stringify(step) !== JSON.stringify(steps[index - 1]));

/**
 * Whether the actor holds a step on the day of the decision: the head of its unit or of any unit above; where these have
 * no head left but the employee or the author, and for role steps, whoever holds the role over the employee's unit.
 */
export const holdsStep = (
  step: RouteStep,
  actor: string,
  request: AbsenceRequest,
  employment: Employment,
  facts: AbsenceFacts,
): boolean => {
  if (step.holder === "role") return holdsRole(step.role, employment, facts);
  if (step.holder === "person") return step.userId === actor;
  const barred = [employment.employeeId, request.requestedBy];
  const heads = headsAbove(facts.organisation, step.unitId, facts.today, barred);
  return heads.length === 0 ? holdsRole(AT_THE_TOP, employment, facts) : heads.some(({ head }) => head === actor);
};

/** Whom a step waits for, in words that name no person. */
export const sayHolder = (step: RouteStep): string => {
  switch (step.holder) {
    case "role":
      return `a holder of the role ${step.role}`;
    case "unit-head":
      return `the head of unit ${step.unitId} or of a unit above it`;
    case "person":
      return "one person";
  }
};

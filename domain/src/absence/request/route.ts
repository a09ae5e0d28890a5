// The route of a request: whom its steps wait for, and who may take them.
import { unitOn, type Employment } from "../../employee/employee.js";
import type { UnitId, UserId } from "../../kernel/identifiers.js";
import type { Money } from "../../kernel/money.js";
import { headOf, superiors } from "../../organisation/organisation.js";
import type { AbsenceKind, StepHolder } from "../../policy/absence-kinds.js";
import type { RouteRule } from "../../policy/route-policy.js";
import type { RouteStep } from "../absence-fields.js";
import { holdsRole } from "../../access/actor.js";
import type { AbsenceFacts } from "../absence-facts.js";
import type { AbsenceRequest } from "./request-state.js";

/** The role that decides where no head is left to. */
export const AT_THE_TOP = "hr-officer";

/** Where no route says otherwise. */
export const HR_STEP: RouteStep = { holder: "role", role: AT_THE_TOP, remindAfter: null, escalateAfter: null };

/** Whom a step is about: nobody decides on their own, neither as the employee nor as the author. */
type Parties = Pick<AbsenceRequest, "requestedBy" | "kind">;

const barredFrom = (
  employment: Pick<Employment, "employeeId">,
  { requestedBy }: Pick<Parties, "requestedBy">,
): ReadonlySet<string> => new Set<string>([employment.employeeId, requestedBy]);

/** What of the facts says who heads whom today. */
type LineFacts = Pick<AbsenceFacts, "organisation" | "presence" | "today">;

interface HeadOfUnit {
  readonly unitId: UnitId;
  readonly head: UserId;
}

/** Heads of a unit and of every unit above it, nearest first, without those who have left or may not decide. */
const headsAbove = (
  { organisation, presence, today }: LineFacts,
  unitId: UnitId,
  barred: ReadonlySet<string>,
): readonly HeadOfUnit[] =>
  superiors(organisation, unitId, today).flatMap((each) => {
    const head = headOf(organisation, each, today);
    return head === undefined || barred.has(head) || presence.hasLeft(head)
      ? []
      : [{ unitId: each, head: head as string as UserId }]; // a personnel number is the log-in
  });

const stepFor = (holder: StepHolder, employment: Employment, requestedBy: UserId, facts: AbsenceFacts): RouteStep => {
  const { remindAfter, escalateAfter } = facts.policy.routePolicy(employment.country, facts.today);
  const points = { remindAfter, escalateAfter };
  if (holder !== "unit-head" && holder !== "head-of-head") return { holder: "role", role: holder, ...points };
  const heads = headsAbove(facts, unitOn(employment, facts.today), barredFrom(employment, { requestedBy }));
  const head = heads[holder === "unit-head" ? 0 : 1];
  return head === undefined
    ? { holder: "role", role: AT_THE_TOP, ...points }
    : { holder: "unit-head", unitId: head.unitId, ...points };
};

/** What of a request chooses its steps. */
export interface Routed {
  readonly days: number;
  readonly amount: Money | null;
}

const applies = (
  { kinds, fromDays, units, fromAmount }: RouteRule,
  kind: AbsenceKind,
  { days, amount }: Routed,
  line: readonly string[],
): boolean =>
  (kinds === null || kinds.includes(kind.code)) &&
  days >= fromDays &&
  (units === null || units.some((unit) => line.includes(unit))) &&
  (fromAmount === null || (amount?.currency === fromAmount.currency && amount.minor >= fromAmount.minor));

const sameHolder = (a: RouteStep, b: RouteStep | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The steps of a new request: those of its kind, then those that the policy adds for its length, unit and amount. A head's
 * step is that of the nearest head who is neither the employee nor the author; at the top, HR. No step stands there twice.
 */
export const routeOf = (
  kind: AbsenceKind,
  routed: Routed,
  employment: Employment,
  requestedBy: UserId,
  facts: AbsenceFacts,
): readonly RouteStep[] => {
  const { rules } = facts.policy.routePolicy(employment.country, facts.today);
  const line = superiors(facts.organisation, unitOn(employment, facts.today), facts.today);
  const added = rules.filter((rule) => applies(rule, kind, routed, line)).map(({ adds }) => adds);
  return [...kind.route, ...added]
    .map((holder) => stepFor(holder, employment, requestedBy, facts))
    .filter((step, index, steps) => steps.findIndex((each) => sameHolder(step, each)) === index);
};

/** How somebody takes a step: in the own name, or in the place of an absent head. */
export interface Taking {
  readonly onBehalfOf: UserId | null;
}

/** Who of a head's step acts today: the head who is present, or the deputy of one who is not. */
interface Acting extends Taking {
  readonly user: UserId;
}

const standIn = (
  { head }: HeadOfUnit,
  kind: string | null,
  barred: ReadonlySet<string>,
  { presence }: Pick<LineFacts, "presence">,
): UserId | undefined => {
  if (!presence.isAbsent(head)) return undefined;
  const deputy = presence.deputyOf(head, kind);
  return deputy === undefined || barred.has(deputy) ? undefined : deputy;
};

/** Who acts for the heads of a unit and above, nearest first; nobody for a head who is absent and has no deputy there. */
const actingHeads = (
  heads: readonly HeadOfUnit[],
  kind: string | null,
  barred: ReadonlySet<string>,
  facts: LineFacts,
): readonly Acting[] =>
  heads.flatMap((each): readonly Acting[] => {
    if (!facts.presence.isAbsent(each.head)) return [{ user: each.head, onBehalfOf: null }];
    const deputy = standIn(each, kind, barred, facts);
    return deputy === undefined || facts.presence.isAbsent(deputy) ? [] : [{ user: deputy, onBehalfOf: each.head }];
  });

/** Whom a step waits for today: one person where it waits for a head, else whoever holds a role. */
export const waitsFor = (
  step: RouteStep,
  parties: Parties,
  employment: Pick<Employment, "employeeId">,
  facts: LineFacts,
): Acting | { readonly role: string } => {
  if (step.holder === "role") return { role: step.role };
  if (step.holder === "person") return { user: step.userId, onBehalfOf: null };
  const barred = barredFrom(employment, parties);
  const [nearest] = actingHeads(headsAbove(facts, step.unitId, barred), parties.kind, barred, facts);
  return nearest ?? { role: AT_THE_TOP };
};

/**
 * How the actor takes a step today, undefined where they do not: as the head of its unit or of any unit above, as the deputy
 * of such a head who is absent, as the person or a holder of the role that the step names. Where no head above is there and
 * none has a deputy, HR takes it. Never the employee or the author, in whosever name.
 */
export const takes = (
  step: RouteStep,
  actor: UserId,
  parties: Parties,
  employment: Employment,
  facts: AbsenceFacts,
): Taking | undefined => {
  const barred = barredFrom(employment, parties);
  if (barred.has(actor)) return undefined;
  const inOwnName: Taking = { onBehalfOf: null };
  if (step.holder === "role") return holdsRole(step.role, employment, facts) ? inOwnName : undefined;
  if (step.holder === "person") return step.userId === actor ? inOwnName : undefined;
  const heads = headsAbove(facts, step.unitId, barred);
  if (heads.some(({ head }) => head === actor)) return inOwnName;
  const absent = heads.find((each) => standIn(each, parties.kind, barred, facts) === actor);
  if (absent !== undefined) return { onBehalfOf: absent.head };
  const nobody = actingHeads(heads, parties.kind, barred, facts).length === 0;
  return nobody && holdsRole(AT_THE_TOP, employment, facts) ? inOwnName : undefined;
};

/**
 * Whom a step goes to when it waited too long: the nearest head above the one it waits for, then HR. Undefined where it
 * waits for HR already.
 */
export const escalated = (
  step: RouteStep,
  parties: Parties,
  employment: Employment,
  facts: AbsenceFacts,
): RouteStep | undefined => {
  const { remindAfter, escalateAfter } = step;
  const points = { remindAfter, escalateAfter };
  const toHr = { holder: "role", role: AT_THE_TOP, ...points } as const;
  if (step.holder === "role") return step.role === AT_THE_TOP ? undefined : toHr;
  if (step.holder === "person") return toHr;
  const barred = barredFrom(employment, parties);
  const heads = headsAbove(facts, step.unitId, barred);
  const waiting = waitsFor(step, parties, employment, facts);
  if (!("user" in waiting)) return toHr;
  const holder = waiting.onBehalfOf ?? waiting.user;
  const next = heads.slice(heads.findIndex(({ head }) => head === holder) + 1).find(({ head }) => head !== holder);
  return next === undefined ? toHr : { holder: "unit-head", unitId: next.unitId, ...points };
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

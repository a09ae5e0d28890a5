// Who may see what: one table of action × role → how far the role reaches. Queries ask it for the rows that they may
// answer, so that a list and a single answer can never disagree. Roles are looked up at each request, never in a token.

/** Employee and unit head follow from employment and organisation; the others are granted, with scope and dates. */
export type RoleName =
  | "employee"
  | "unit-head"
  | "hr-officer"
  | "accountant"
  | "auditor"
  | "administrator"
  | "integration-client"
  | "it-officer"
  | "trainer";

export type Range =
  | "self" // the person alone
  | "own-unit" // those who stand in the person's unit
  | "led" // the units that the person heads, with everything under them
  | "granted"; // the scope of the grant: everywhere, or units with everything under them

type Rule = Readonly<Partial<Record<RoleName, Range>>>;

const staff = { "hr-officer": "granted", auditor: "granted" } as const;

/** A role that is not named may not. */
export const accessPolicy = {
  "see-employee": {
    employee: "self",
    "unit-head": "led",
    accountant: "granted",
    administrator: "granted",
    "integration-client": "granted",
    ...staff,
  },
  /** That somebody is absent, on which days. Nothing about why. */
  "see-absence": { employee: "own-unit", "unit-head": "led", accountant: "granted", ...staff },
  /** The kind of an absence; DOMAIN: the reason is shown to nobody who does not need it. */
  "see-absence-kind": { employee: "self", "unit-head": "led", accountant: "granted", ...staff },
  "see-requests": { employee: "self", "unit-head": "led", ...staff },
  /** What people wrote: the comment of a request, the reason of a rejection. */
  "see-remarks": { employee: "self", "unit-head": "led", "hr-officer": "granted" },
  /** Others' parts of a yearly leave schedule; one's own parts need none. */
  "see-leave-schedule": { employee: "self", "unit-head": "led", ...staff },
  "see-leave-balance": { employee: "self", "unit-head": "led", accountant: "granted", ...staff },
  "see-timesheet": { employee: "self", "unit-head": "led", accountant: "granted", ...staff },
  /** With salaries and amounts. */
  "see-payroll-hours": { employee: "self", accountant: "granted", ...staff },
  /** A plan with its tasks; the mentor sees it too. */
  "see-onboarding": { employee: "self", "unit-head": "led", ...staff },
  /** The answers of feedback; who gave them sees them too. */
  "see-onboarding-feedback": { employee: "self", "hr-officer": "granted" },
  /** Which template newcomers of a place get; who chooses it holds the role over all. */
  "see-template-choices": { "hr-officer": "granted" },
  "see-mentors": { employee: "self", "unit-head": "led", ...staff },
  "propose-mentor": { "unit-head": "led", "hr-officer": "granted" },
  "see-training": { employee: "self", "unit-head": "led", ...staff },
  /** That somebody goes, and when. */
  "see-resignation": { employee: "self", "unit-head": "led", "hr-officer": "granted" },
  "see-resignation-letter": { employee: "self", "hr-officer": "granted" },
  /** Both readings of a scan side by side, and what a model was asked. */
  "see-letter-readings": { "hr-officer": "granted" },
  "see-history": { employee: "self", ...staff },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof accessPolicy;

/** Who somebody is at this moment. */
export interface Standing {
  readonly userId: string;
  /** The unit of an employee; null for a user who is none. */
  readonly unitId: string | null;
  /** The day on which the rights hold: the person's own date. */
  readonly today: string;
  /** Units that the person heads today. */
  readonly leads: readonly string[];
  /** Grants that hold today; `unitIds` null is everywhere. */
  readonly grants: readonly { readonly role: string; readonly unitIds: readonly string[] | null }[];
}

/** Where an action is allowed; the parts add up. */
export interface Reach {
  readonly everywhere: boolean;
  /** Each with everything that stands under it on the day. */
  readonly subtrees: readonly string[];
  readonly on: string;
  /** Without what is under it. */
  readonly unit: string | null;
  readonly person: string | null;
}

export const reachOf = (standing: Standing, action: Action): Reach => {
  const rule: Rule = accessPolicy[action];
  const { userId, unitId, today, leads, grants } = standing;
  const granted = grants.filter(({ role }) => Object.hasOwn(rule, role) && rule[role as RoleName] === "granted"); // a key of the rule
  const employed = unitId !== null && rule.employee !== undefined;
  return {
    everywhere: granted.some(({ unitIds }) => unitIds === null),
    subtrees: [...(rule["unit-head"] === "led" ? leads : []), ...granted.flatMap(({ unitIds }) => unitIds ?? [])],
    on: today,
    unit: employed && rule.employee === "own-unit" ? unitId : null,
    person: employed ? userId : null,
  };
};

/** Whether the reach is empty: no row can be answered, whatever it is. */
export const reachesNothing = ({ everywhere, subtrees, unit, person }: Reach): boolean =>
  !everywhere && subtrees.length === 0 && unit === null && person === null;

/** Somebody that an action is about. */
export interface Subject {
  readonly employeeId: string;
  /** The subject's unit and every unit above it, the root first. */
  readonly unitPath: readonly string[];
}

export const reaches = (reach: Reach, { employeeId, unitPath }: Subject): boolean =>
  reach.everywhere ||
  reach.person === employeeId ||
  (reach.unit !== null && reach.unit === unitPath.at(-1)) ||
  reach.subtrees.some((unitId) => unitPath.includes(unitId));

export const may = (standing: Standing, action: Action, subject: Subject): boolean =>
  reaches(reachOf(standing, action), subject);

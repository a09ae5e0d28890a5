// The few ways in which somebody comes to be told: as the person themselves, as who holds a step, as head, as officer.
import type { RouteStep } from "../../absence/absence-fields.js";
import { waitsFor } from "../../absence/request/route.js";
import { scopeHolds } from "../../access/access.js";
import type { EmployeeId, UnitId, UserId } from "../../kernel/identifiers.js";
import { headOf, superiors } from "../../organisation/organisation.js";
import type { Directory, Disclosure, Recipient, RecipientRole } from "./directory.js";

const asUser = (id: string): UserId => id as UserId; // a personnel number is the log-in

export const told = (
  role: RecipientRole,
  users: readonly string[],
  mayKnow: readonly Disclosure[] = [],
): readonly Recipient[] => users.map((userId) => ({ userId: asUser(userId), role, mayKnow }));

const unitOf = (employeeId: string, { people }: Directory): UnitId | undefined => people.get(employeeId)?.unitId;

const lineOf = (unitId: UnitId | undefined, { organisation, today }: Directory): readonly UnitId[] =>
  unitId === undefined ? [] : superiors({ ...organisation, rootId: null }, unitId, today);

/** The person themselves may know all of it. */
export const subject = (employeeId: string, ...mayKnow: readonly Disclosure[]): readonly Recipient[] =>
  told("subject", [employeeId], mayKnow);

/** Holders of a role over a unit, never for what is about themselves. */
const officersOver = (
  role: string,
  unitId: UnitId | undefined,
  about: string | undefined,
  directory: Directory,
): readonly UserId[] => {
  const line = lineOf(unitId, directory);
  return [
    ...new Set(
      directory.roles.flatMap((held) =>
        held.role === role && held.userId !== about && scopeHolds(held.scope, line) ? [held.userId] : [],
      ),
    ),
  ];
};

const roleNames = { hr: "hr-officer", it: "it-officer", accountant: "accountant" } as const;
type Office = keyof typeof roleNames;

/** Officers of the person's unit; nobody of a person who is not known. */
export const officers = (
  office: Office,
  employeeId: string,
  directory: Directory,
  ...mayKnow: readonly Disclosure[]
): readonly Recipient[] => {
  const unitId = unitOf(employeeId, directory);
  return unitId === undefined
    ? []
    : told(office, officersOver(roleNames[office], unitId, employeeId, directory), mayKnow);
};

/** Officers of a unit, for what is about nobody. */
export const officersOfUnit = (office: Office, unitId: UnitId, directory: Directory): readonly Recipient[] =>
  told(office, officersOver(roleNames[office], unitId, undefined, directory));

/** Holders over all, for what belongs to no unit. */
export const officersOverAll = (office: Office, { roles }: Directory): readonly Recipient[] =>
  told(office, [
    ...new Set(
      roles.flatMap(({ role, scope, userId }) => (role === roleNames[office] && scope.over === "all" ? [userId] : [])),
    ),
  ]);

/** A step of a request, as the facts on it name it. */
interface WaitingStep {
  readonly employeeId: EmployeeId;
  readonly requestId: string;
  readonly step: RouteStep;
  readonly requestedBy: UserId;
}

/** Whom a step of a request waits for: the rule of the request's own route (absence/request/route.ts). */
export const stepHolders = (
  { employeeId, requestId, step, requestedBy }: WaitingStep,
  directory: Directory,
  ...mayKnow: readonly Disclosure[]
): readonly Recipient[] => {
  const { organisation, presence, today } = directory;
  const facts = { organisation: { ...organisation, rootId: null }, presence, today };
  const kind = directory.kinds.get(requestId) ?? null;
  const waiting = waitsFor(step, { requestedBy, kind }, { employeeId }, facts);
  const barred = (userId: string): boolean => userId === employeeId || userId === requestedBy;
  if ("user" in waiting) return barred(waiting.user) ? [] : told("step-holder", [waiting.user], mayKnow);
  const holders = officersOver(waiting.role, unitOf(employeeId, directory), employeeId, directory);
  return told(
    "step-holder",
    holders.filter((userId) => !barred(userId)),
    mayKnow,
  );
};

/** The nearest head who is there, or the deputy of an absent one; nobody heads themselves. */
const headOver = (unitId: UnitId | undefined, about: string | undefined, directory: Directory): readonly string[] => {
  const { organisation, presence, today } = directory;
  for (const each of lineOf(unitId, directory)) {
    const head = headOf({ ...organisation, rootId: null }, each, today);
    if (head === undefined || head === about || presence.hasLeft(head)) continue;
    if (!presence.isAbsent(head)) return [head];
    const deputy = presence.deputyOf(head, null);
    if (deputy !== undefined && deputy !== about && !presence.isAbsent(deputy)) return [deputy];
  }
  return [];
};

export const headOfPerson = (
  employeeId: string,
  directory: Directory,
  ...mayKnow: readonly Disclosure[]
): readonly Recipient[] => told("head", headOver(unitOf(employeeId, directory), employeeId, directory), mayKnow);

export const headOfUnitOn = (unitId: UnitId, directory: Directory): readonly Recipient[] =>
  told("head", headOver(unitId, undefined, directory));

/** The head over the one of a unit; where the unit has none, over whoever acts for it. */
export const superiorOfUnit = (unitId: UnitId, directory: Directory): readonly Recipient[] => {
  const own = headOf({ ...directory.organisation, rootId: null }, unitId, directory.today);
  const [, ...above] = lineOf(unitId, directory);
  return told("head", headOver(above[0], own, directory));
};

export const mentorOf = (
  employeeId: string,
  { mentors }: Directory,
  ...mayKnow: readonly Disclosure[]
): readonly Recipient[] => {
  const mentor = mentors.get(employeeId);
  return mentor === undefined ? [] : told("mentor", [mentor], mayKnow);
};

// Who in the demonstration bank holds a role, and whose log-ins are shown to whoever tries it.
import { daysBetween, type LocalDate } from "@tabel/domain";
import type { DemoPerson } from "./people.js";
import type { DemoUnit } from "./unit-tree.js";

export interface DemoRole {
  readonly person: DemoPerson;
  readonly role: "administrator" | "hr-officer" | "accountant" | "auditor";
  /** Null for everyone; else the unit whose subtree it is over. */
  readonly over: DemoUnit | null;
  readonly from: LocalDate;
}

export interface DemoLogIn {
  readonly login: string;
  readonly name: string;
  /** Stable: programs look for it. */
  readonly persona:
    | "administrator"
    | "hr-officer"
    | "accountant"
    | "auditor"
    | "superior-head"
    | "head"
    | "employee"
    | "second-employee";
  readonly says: string;
}

/** Longer than any history. */
const LONG_IN_THE_HOUSE_DAYS = 1_200;
const FEW = { everyMany: 2_500, most: 10 };

/** One administrator and one auditor; HR officers and accountants over all, and more of them over a branch each. */
export const roles = (
  staff: readonly DemoPerson[],
  units: readonly DemoUnit[],
  until: LocalDate,
): readonly DemoRole[] => {
  // The head office's own people, then whoever comes next; heads have enough to do, and newcomers do not know the house.
  const eligible = staff.filter((person) => !person.isHead && person.unit.city.country === "RU");
  const settled = (person: DemoPerson) => daysBetween(person.hiredOn, until) > LONG_IN_THE_HOUSE_DAYS;
  const candidates = [...eligible.filter(settled), ...eligible.filter((person) => !settled(person))];
  let next = 0;
  const roles: DemoRole[] = [];
  const give = (role: DemoRole["role"], over: DemoUnit | null) => {
    const person = candidates[next];
    next += 1;
    if (person !== undefined) roles.push({ person, role, over, from: person.hiredOn });
  };
  give("administrator", null);
  give("auditor", null);
  give("hr-officer", null);
  give("accountant", null);
  const branches = units
    .filter((unit) => unit.depth === 1)
    .slice(0, Math.min(FEW.most, Math.ceil(staff.length / FEW.everyMany)));
  for (const branch of branches) {
    give("hr-officer", branch);
    give("accountant", branch);
  }
  return roles;
};

const named = ({ last, first, middle }: DemoPerson): string =>
  [last, first, middle].filter((part) => part !== null).join(" ");

/** A chain that shows the way of a request: two employees of one unit, their head, and the head above. */
export const logIns = (
  staff: readonly DemoPerson[],
  units: readonly DemoUnit[],
  held: readonly DemoRole[],
): readonly DemoLogIn[] => {
  const busy = new Set(held.map(({ person }) => person.employeeId));
  const parents = new Set(units.map((unit) => unit.parent));
  const headOf = (unit: DemoUnit | undefined) => staff.find((person) => person.isHead && person.unit === unit);
  const free = (unit: DemoUnit) =>
    staff.filter((person) => person.unit === unit && !person.isHead && !busy.has(person.employeeId));
  const home = units.find(
    (unit, index) =>
      unit.parent !== null && !parents.has(index) && unit.city.country === "RU" && free(unit).length >= 2,
  );
  const log = (persona: DemoLogIn["persona"], person: DemoPerson | undefined, says: string): DemoLogIn[] =>
    person === undefined ? [] : [{ login: person.employeeId, name: named(person), persona, says }];
  const holder = (role: DemoRole["role"]) => held.find((each) => each.role === role && each.over === null)?.person;
  const [one, other] = home === undefined ? [] : free(home).toSorted((a, b) => (a.hiredOn < b.hiredOn ? -1 : 1));
  return [
    ...log("administrator", holder("administrator"), "grants roles, imports"),
    ...log("hr-officer", holder("hr-officer"), "sees and enters everything about everybody"),
    ...log("accountant", holder("accountant"), "opens periods, sees timesheets and payroll hours"),
    ...log("auditor", holder("auditor"), "reads every history, changes nothing"),
    ...log(
      "superior-head",
      headOf(home?.parent === null ? undefined : units[home?.parent ?? -1]),
      "heads the unit above",
    ),
    ...log("head", headOf(home), "decides the requests of the two employees"),
    ...log("employee", one, "asks for leave"),
    ...log("second-employee", other, "works in the same unit"),
  ];
};

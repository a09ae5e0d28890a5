// A small organisation as rows, in which everybody is somebody's head, colleague, stranger or officer.
//
//   bank ─── dora, head of all
//   ├── north ─── nora, head; under it
//   │   ├── desk ─── dan, head; anna, boris
//   │   └── vault ─── no head; vera
//   └── south ─── sam, head; semyon
//
// hr: HR everywhere · hrs: HR over south · acc: accountant · aud: auditor · adm: administrator, no employee
// gone: left on 31 October · next: starts on 1 December in desk · moved: desk until 31 May, then south
import {
  type EmployeeRow,
  employeeTable,
  employeeUnitTable,
  type RoleGrant,
  unitHeadTable,
  unitPathTable,
  unitTable,
  userAccessTable,
} from "@tabel/read-models";
import type { ServedViews } from "./served-views.js";

const units: readonly (readonly [unitId: string, parentId: string | null, path: string[], head: string | null])[] = [
  ["bank", null, ["bank"], "dora"],
  ["north", "bank", ["bank", "north"], "nora"],
  ["desk", "north", ["bank", "north", "desk"], "dan"],
  ["vault", "north", ["bank", "north", "vault"], null],
  ["south", "bank", ["bank", "south"], "sam"],
];

type Assignment = readonly [from: string, unitId: string];

export const person = (
  employeeId: string,
  assignments: readonly Assignment[],
  more: Partial<EmployeeRow> = {},
): EmployeeRow => ({
  employeeId,
  lastName: employeeId[0]?.toUpperCase() + employeeId.slice(1),
  firstName: "Анна",
  middleName: null,
  nameKey: `${employeeId} анна`,
  email: `${employeeId}@example.org`,
  country: "RU",
  timeZone: "Europe/Moscow",
  hiredOn: assignments[0]?.[0] ?? "2024-01-09",
  lastDay: null,
  assignments: assignments.map(([from, unitId]) => ({ from, unitId, position: `в ${unitId}` })),
  contracts: [],
  schedules: [],
  spells: [{ hiredOn: assignments[0]?.[0] ?? "2024-01-09", lastDay: more.lastDay ?? null, ground: null }],
  places: [],
  grades: [],
  salaries: [],
  ...more,
});

const since = (unitId: string): Assignment[] => [["2024-01-09", unitId]];

const people: readonly EmployeeRow[] = [
  person("dora", since("bank")),
  person("nora", since("north")),
  person("dan", since("desk")),
  person("anna", since("desk")),
  person("boris", since("desk")),
  person("vera", since("vault")),
  person("sam", since("south")),
  person("semyon", since("south")),
  person("hr", since("bank")),
  person("hrs", since("bank")),
  person("acc", since("bank")),
  person("aud", since("bank")),
  person("gone", since("desk"), { lastDay: "2026-10-31" }),
  person("next", [["2026-12-01", "desk"]]),
  person("moved", [
    ["2024-01-09", "desk"],
    ["2026-06-01", "south"],
  ]),
];

const grant = (role: string, unitIds?: string[]): RoleGrant => ({
  role,
  scope: unitIds === undefined ? { over: "all" } : { over: "units", unitIds },
  from: "2024-01-01",
  until: null,
});

export const writePerson = async (views: ServedViews, row: EmployeeRow): Promise<void> => {
  await views.write(employeeTable, row);
  const { employeeId, assignments } = row;
  await views.write(
    employeeUnitTable,
    ...assignments.map(({ from, unitId, position }, index) => ({
      employeeId,
      fromDate: from,
      unitId,
      position,
      untilDate: assignments[index + 1]?.from ?? "infinity",
      seenFrom: index === 0 ? "-infinity" : from,
      lastDate: row.lastDay ?? assignments[index + 1]?.from ?? "infinity",
    })),
  );
};

export const smallHouse = async (views: ServedViews): Promise<void> => {
  for (const [unitId, parentId, path, head] of units) {
    const heads = head === null ? [] : [{ employeeId: head, from: "2024-01-09" }];
    await views.write(unitTable, {
      unitId,
      name: `Отдел ${unitId}`,
      parentId,
      path,
      establishedOn: "2024-01-01",
      heads,
      names: [{ from: "2024-01-01", name: `Отдел ${unitId}` }],
      dissolvedOn: null,
    });
    await views.write(unitPathTable, { unitId, fromDate: "-infinity", untilDate: "infinity", path });
    if (head !== null)
      await views.write(unitHeadTable, { unitId, fromDate: "2024-01-09", untilDate: "infinity", employeeId: head });
  }
  for (const row of people) await writePerson(views, row);
  await views.write(
    userAccessTable,
    { userId: "hr", grants: [grant("hr-officer")] },
    { userId: "hrs", grants: [grant("hr-officer", ["south"])] },
    { userId: "acc", grants: [grant("accountant")] },
    { userId: "aud", grants: [grant("auditor")] },
    { userId: "adm", grants: [grant("administrator")] },
  );
};

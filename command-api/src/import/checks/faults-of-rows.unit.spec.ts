// Faults of rows against each other and against what the organisation has.
import { describe, expect, test } from "@jest/globals";
import { check, faultsOf, place } from "../../testing/checked-organisation.js";
import { filesWhere, filesWith } from "../../testing/sound-organisation.js";
import type { OrganisationSource } from "../files/read-tables.js";

describe("a row", () => {
  const history = (rows: string): OrganisationSource =>
    filesWith({ "leave-history.csv": `employee_id,kind,from,to,outcome,decided_by,reason\n${rows}` });
  const rows: [string, OrganisationSource, unknown[]][] = [
    [
      "with a cell too many",
      filesWhere("heads.csv", "u2,e2,2021-05-04", "u2,e2,2021-05-04,x"),
      ["heads.csv", 3, null, "row-length", "4 cells"],
    ],
    [
      "with a cell too few",
      filesWhere("heads.csv", "u2,e2,2021-05-04", "u2,e2"),
      ["heads.csv", 3, null, "row-length", "2 cells"],
    ],
    [
      "said twice",
      filesWhere("heads.csv", "u2,e2,2021-05-04", "u2,e2,2021-05-04\nu2,e2,2021-05-04"),
      ["heads.csv", 4, "from", "duplicate", "2021-05-04"],
    ],
    [
      "of a unit said twice",
      filesWhere("units.csv", "u3,Desk", "u2,Branch,u1,2015-01-01\nu3,Desk"),
      ["units.csv", 4, "unit_id", "duplicate", "u2"],
    ],
    [
      "of an employee said twice",
      filesWhere("employees.csv", "e3,", "e2,Smith,John,,,2021-05-04,u2,Head,RU,Europe/Moscow\ne3,"),
      ["employees.csv", 4, "employee_id", "duplicate", "e2"],
    ],
    [
      "of a second root",
      filesWhere("units.csv", "u2,Branch,u1", "u2,Branch,"),
      ["units.csv", 3, "parent_id", "root-second", "u2"],
    ],
    [
      "under a unit that is not there",
      filesWhere("units.csv", "u3,Desk,u2", "u3,Desk,u9"),
      ["units.csv", 4, "parent_id", "unit-unknown", "u9"],
    ],
    [
      "under itself",
      filesWhere("units.csv", "u3,Desk,u2", "u3,Desk,u3"),
      ["units.csv", 4, "parent_id", "unit-cycle", "u3"],
    ],
    [
      "of an employee in a unit that is not there",
      filesWhere("employees.csv", "2022-06-01,u3", "2022-06-01,u9"),
      ["employees.csv", 4, "unit_id", "unit-unknown", "u9"],
    ],
    [
      "of an employee without a contract",
      filesWhere("contracts.csv", "e2,permanent,2021-05-04,,2021-08-03\n", ""),
      ["employees.csv", 3, null, "contract-missing", "e2"],
    ],
    [
      "of an employee without a schedule",
      filesWhere("schedules.csv", "e2,2021-05-04,five-day-40\n", ""),
      ["employees.csv", 3, null, "schedule-missing", "e2"],
    ],
    [
      "of a contract before the hire",
      filesWhere("contracts.csv", "e2,permanent,2021-05-04", "e2,permanent,2021-05-03"),
      ["contracts.csv", 3, "from", "before-hire", "2021-05-03"],
    ],
    [
      "of a permanent contract with an end",
      filesWhere("contracts.csv", "2021-05-04,,", "2021-05-04,2025-01-01,"),
      ["contracts.csv", 3, "until", "contract-until-wrong", "2025-01-01"],
    ],
    [
      "of a fixed term without an end",
      filesWhere("contracts.csv", "2027-05-31", ""),
      ["contracts.csv", 4, "until", "contract-until-wrong", ""],
    ],
    [
      "of a contract that ends before it begins",
      filesWhere("contracts.csv", "2027-05-31", "2022-05-31"),
      ["contracts.csv", 4, "until", "dates-reversed", "2022-05-31"],
    ],
    [
      "of a probation before the contract",
      filesWhere("contracts.csv", "2021-08-03", "2021-05-03"),
      ["contracts.csv", 3, "probation_until", "dates-reversed", "2021-05-03"],
    ],
    [
      "of a contract inside another",
      filesWhere("contracts.csv", "2027-05-31,", "2027-05-31,\ne3,permanent,2027-05-31,,"),
      ["contracts.csv", 5, "from", "contracts-overlap", "2027-05-31"],
    ],
    [
      "of a salary of nobody",
      filesWhere("salaries.csv", "e2,", "e9,"),
      ["salaries.csv", 3, "employee_id", "employee-unknown", "e9"],
    ],
    [
      "of a head who is not an employee",
      filesWhere("heads.csv", "u2,e2", "u2,e9"),
      ["heads.csv", 3, "employee_id", "employee-unknown", "e9"],
    ],
    [
      "of a head before the hire",
      filesWhere("heads.csv", "u2,e2,2021-05-04", "u2,e2,2021-05-03"),
      ["heads.csv", 3, "from", "before-hire", "2021-05-03"],
    ],
    [
      "of a head before the unit",
      filesWhere("units.csv", "u2,Branch,u1,2015-01-01", "u2,Branch,u1,2022-01-01"),
      ["heads.csv", 3, "from", "before-establishment", "2021-05-04"],
    ],
    [
      "of a role of nobody",
      filesWhere("roles.csv", "e2,accountant", "e9,accountant"),
      ["roles.csv", 3, "user_id", "employee-unknown", "e9"],
    ],
    [
      "of a role that ends before it begins",
      filesWhere("roles.csv", "2030-12-31", "2020-12-31"),
      ["roles.csv", 3, "until", "dates-reversed", "2020-12-31"],
    ],
    [
      "of a role over a unit that is not there",
      filesWhere("roles.csv", "u2 u3", "u2 u9"),
      ["roles.csv", 3, "scope", "unit-unknown", "u9"],
    ],
    [
      "of leave before the hire",
      history("e3,annual-leave,2022-05-01,2022-05-10,approved,e2,\n"),
      ["leave-history.csv", 2, "from", "before-hire", "2022-05-01"],
    ],
    [
      "of leave that ends before it begins",
      history("e3,annual-leave,2025-05-11,2025-05-10,approved,e2,\n"),
      ["leave-history.csv", 2, "to", "dates-reversed", "2025-05-10"],
    ],
    [
      "of leave decided by its author",
      history("e3,annual-leave,2025-05-01,2025-05-10,approved,e3,\n"),
      ["leave-history.csv", 2, "decided_by", "decided-by-wrong", "e3"],
    ],
    [
      "of pending leave that somebody decided",
      history("e3,annual-leave,2025-05-01,2025-05-10,pending,e2,\n"),
      ["leave-history.csv", 2, "decided_by", "decided-by-wrong", "e2"],
    ],
    [
      "of a rejection without a reason",
      history("e3,annual-leave,2025-05-01,2025-05-10,rejected,e2,\n"),
      ["leave-history.csv", 2, "reason", "reason-wrong", ""],
    ],
    [
      "of leave inside other leave",
      history("e3,annual-leave,2025-05-01,2025-05-10,approved,e2,\ne3,annual-leave,2025-05-10,2025-05-12,pending,,\n"),
      ["leave-history.csv", 3, "from", "absences-overlap", "2025-05-10"],
    ],
    [
      "of a month said twice",
      filesWith({ "periods.csv": "period\n2026-10\n2026-10\n" }),
      ["periods.csv", 3, "period", "duplicate", "2026-10"],
    ],
  ];
  test.each(rows)("%s is one fault", (_, source, expected) => {
    expect(faultsOf(source)).toEqual([expected]);
  });

  test("of a cycle is reported for each unit of it", () => {
    const units =
      "unit_id,name,parent_id,established_on\nu1,Bank,,2010-01-01\nu2,Branch,u3,2015-01-01\nu3,Desk,u2,2018-01-01\nu4,Till,u3,2018-01-01\n";
    const { listed } = check(filesWith({ "units.csv": units })).faults;
    expect(listed.map(place)).toEqual([
      ["units.csv", 3, "parent_id", "unit-cycle", "u3"],
      ["units.csv", 4, "parent_id", "unit-cycle", "u2"],
    ]);
    expect(listed[0]?.right).toContain("u2 → u3 → u2");
  });

  test("without any root is told to have one", () => {
    const units =
      "unit_id,name,parent_id,established_on\nu1,Bank,u9,2010-01-01\nu2,B,u1,2015-01-01\nu3,D,u1,2015-01-01\n";
    expect(faultsOf(filesWith({ "units.csv": units }))).toEqual([
      ["units.csv", null, "parent_id", "root-missing", ""],
      ["units.csv", 2, "parent_id", "unit-unknown", "u9"],
    ]);
  });
});

// The check as a whole: sound files become a plan, and all faults are found in one go.
import { employee, EmployeeHired, EmployeeId, localDate, type Employment } from "@tabel/domain";
import { describe, expect, test } from "@jest/globals";
import { check, faultsOf, place } from "../../testing/checked-organisation.js";
import { filesWhere, filesWith, soundFiles } from "../../testing/sound-organisation.js";
import { LISTED_FAULTS } from "../files/import-fault.js";
import type { OrganisationSource } from "../files/read-tables.js";
import { checkOrganisation } from "./check-organisation.js";
import { nothingExists, type ExistingOrganisation } from "./organisation-plan.js";

/** Somebody whom the store has. */
const hiredOn = (day: string): Employment => {
  const personal = { fullName: { last: "Old", first: "Hand", middle: null }, email: null };
  const work = { unitId: "u0", position: "Teller", country: "RU", timeZone: "Europe/Moscow" };
  const hired = employee.evolve(undefined, EmployeeHired({ employeeId: "e9", hiredOn: day, ...personal, ...work }));
  if (hired === undefined) throw new TypeError("whoever is hired has an employment");
  return hired;
};

describe("files without a fault", () => {
  test("become a plan with parents before children", () => {
    const { plan, faults } = check(filesWith({}));
    expect(faults).toEqual({ listed: [], total: 0 });
    expect(plan?.units.map((row) => row.cells.unit_id)).toEqual(["u1", "u2", "u3"]);
    expect(plan?.employees.map((each) => [each.employeeId, each.salaries[0]?.cells.monthly])).toEqual([
      ["e1", "250000.00"],
      ["e2", "150000.5"],
      ["e3", "90000"],
    ]);
    expect(plan?.roles.get("e2" as never)?.[0]?.cells.scope).toEqual({ over: "units", unitIds: ["u2", "u3"] });
  });

  test("are read the same from a spreadsheet: byte order mark, CRLF, semicolons, other order, quotes, blank lines", () => {
    const units =
      '\uFEFFname;unit_id;established_on;parent_id\r\n"Bank";u1;2010-01-01;\r\n\r\n"Branch";u2;2015-01-01;u1\r\n;;;\r\nDesk ;u3;2018-01-01; u2';
    const source = filesWith({ "units.csv": new TextEncoder().encode(units) });
    expect(check(source).plan?.units.map((row) => row.cells)).toEqual(
      check(filesWith({})).plan?.units.map((row) => row.cells),
    );
  });

  test("may leave out optional columns", () => {
    const contracts = (soundFiles["contracts.csv"] ?? "")
      .replace(/^([^,]+,[^,]+,[^,]+),.*$/gm, "$1")
      .replace(/fixed-term/, "permanent");
    expect(faultsOf(filesWith({ "contracts.csv": contracts }))).toEqual([]);
  });

  test("may list children before their parents", () => {
    const units =
      "unit_id,name,parent_id,established_on\nu3,Desk,u2,2018-01-01\nu2,Branch,u1,2015-01-01\nu1,Bank,,2010-01-01\n";
    expect(check(filesWith({ "units.csv": units })).plan?.units.map((row) => row.cells.unit_id)).toEqual([
      "u1",
      "u2",
      "u3",
    ]);
  });

  test("may refer to units and employees that the store has", () => {
    const existing: ExistingOrganisation = {
      rootId: "u0",
      units: new Map([["u0", { establishedOn: localDate("2000-01-01") }]]),
      employees: new Map([[EmployeeId.parse("e9"), hiredOn("2001-01-01")]]),
      roles: new Map(),
    };
    const source = filesWhere("units.csv", "u1,Bank,,", "u1,Bank,u0,");
    source.set("salaries.csv", "employee_id,from,monthly,currency\ne9,2026-01-01,1.00,RUB\n");
    const { plan, faults } = check(source, existing);
    expect(faults.listed).toEqual([]);
    expect(plan?.employees.find((each) => each.employeeId === ("e9" as never))?.hire).toBeNull();
  });
});

describe("many faults", () => {
  test("are all found in one go, over all files, in the order of the files", () => {
    const source = filesWhere("employees.csv", "2021-05-04,u2", "yesterday,u2");
    source.set("heads.csv", "unit_id,employee_id,from\nu9,e9,2020-01-01\n");
    source.set("roles.csv", "user_id,role,scope,from,until\ne1,king,all,2020-01-01,\n");
    expect(faultsOf(source).map(([file, line, , code]) => [file, line, code])).toEqual([
      ["employees.csv", 3, "date-wrong"],
      ["heads.csv", 2, "unit-unknown"],
      ["heads.csv", 2, "employee-unknown"],
      ["roles.csv", 2, "value-unknown"],
    ]);
  });

  test("are counted beyond the thousand that are listed", () => {
    const periods = `period\n${"soon\n".repeat(LISTED_FAULTS + 500)}`;
    const { listed, total } = check(filesWith({ "periods.csv": periods })).faults;
    expect([listed.length, total]).toEqual([LISTED_FAULTS, LISTED_FAULTS + 500]);
  });
});

describe("with skip-faulty", () => {
  const skip = (source: OrganisationSource) => checkOrganisation(source, nothingExists, { skipFaulty: true });

  test("a faulty unit takes along its subtree, their employees and all of theirs, each reported", () => {
    const { plan, faults } = skip(filesWhere("units.csv", "u2,Branch,u1,2015-01-01", "u2,Branch,u1,soon"));
    expect(plan?.units.map((row) => row.cells.unit_id)).toEqual(["u1"]);
    expect(plan?.employees.map((each) => each.employeeId)).toEqual(["e1"]);
    expect(plan?.heads.map((row) => row.cells.unit_id)).toEqual(["u1"]);
    expect([...(plan?.roles.keys() ?? [])]).toEqual(["e1"]);
    const [first, ...rest] = faults.listed.map(place);
    expect(first).toEqual(["units.csv", 3, "established_on", "date-wrong", "soon"]);
    expect(rest.map(([file, line, , code]) => `${String(file)}:${String(line)} ${String(code)}`)).toEqual([
      "units.csv:4 depends-on-faulty",
      "employees.csv:3 depends-on-faulty",
      "employees.csv:4 depends-on-faulty",
      "contracts.csv:3 depends-on-faulty",
      "contracts.csv:4 depends-on-faulty",
      "schedules.csv:3 depends-on-faulty",
      "schedules.csv:4 depends-on-faulty",
      "salaries.csv:3 depends-on-faulty",
      "salaries.csv:4 depends-on-faulty",
      "heads.csv:3 depends-on-faulty",
      "heads.csv:3 depends-on-faulty",
      "roles.csv:3 depends-on-faulty",
      "roles.csv:3 depends-on-faulty",
      "roles.csv:3 depends-on-faulty",
    ]);
  });

  test("a faulty contract takes its employee along, and what hangs on the employee", () => {
    const { plan, faults } = skip(filesWhere("contracts.csv", "e3,fixed-term", "e3,fixed"));
    expect(plan?.employees.map((each) => each.employeeId)).toEqual(["e1", "e2"]);
    expect(faults.listed.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      "employees.csv:4 contract-missing",
      "contracts.csv:4 value-unknown",
      "schedules.csv:4 depends-on-faulty",
      "salaries.csv:4 depends-on-faulty",
    ]);
  });

  test("a faulty salary is left out alone", () => {
    const { plan } = skip(filesWhere("salaries.csv", "e3,2022-06-01,90000", "e3,2022-06-01,much"));
    expect(plan?.employees.map((each) => each.salaries.length)).toEqual([1, 1, 0]);
  });
});

// Every fault that the files can have: reported with file, line, column and what would be right.
import { employee, EmployeeHired, EmployeeId, localDate, type Employment } from "@tabel/domain";
import { describe, expect, test } from "@jest/globals";
import { checkOrganisation } from "./check-organisation.js";
import { LISTED_FAULTS, sentence, type ImportFault } from "./import-fault.js";
import { nothingExists, type ExistingOrganisation } from "./organisation-plan.js";
import type { OrganisationSource } from "./read-tables.js";
import { filesWhere, filesWith, soundFiles } from "../testing/sound-organisation.js";

const check = (source: OrganisationSource, existing: ExistingOrganisation = nothingExists) =>
  checkOrganisation(source, existing, { skipFaulty: false });

/** Somebody whom the store has. */
const hiredOn = (day: string): Employment => {
  const personal = { fullName: { last: "Old", first: "Hand", middle: null }, email: null };
  const work = { unitId: "u0", position: "Teller", country: "RU", timeZone: "Europe/Moscow" };
  const hired = employee.evolve(undefined, EmployeeHired({ employeeId: "e9", hiredOn: day, ...personal, ...work }));
  if (hired === undefined) throw new TypeError("whoever is hired has an employment");
  return hired;
};

const place = ({ file, line, column, code, found }: ImportFault) => [file, line, column, code, found];

const faultsOf = (source: OrganisationSource) => check(source).faults.listed.map(place);

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

describe("a whole file", () => {
  const files: [string, OrganisationSource, unknown[]][] = [
    [
      "that is missing",
      new Map(Object.entries(soundFiles).filter(([name]) => name !== "heads.csv")),
      ["heads.csv", null, null, "file-missing", ""],
    ],
    ["under an unknown name", filesWith({ "people.csv": "" }), ["people.csv", null, null, "file-unknown", ""]],
    ["that is empty", filesWith({ "heads.csv": "" }), ["heads.csv", null, null, "file-empty", ""]],
    [
      "in UTF-16",
      filesWith({ "heads.csv": new Uint8Array([0xff, 0xfe, 0x41, 0]) }),
      ["heads.csv", null, null, "not-utf8", ""],
    ],
    [
      "in Windows-1251",
      filesWith({
        "units.csv": Buffer.concat([
          Buffer.from("unit_id,name,parent_id,established_on\nu1,"),
          Buffer.from([0xc1, 0xe0, 0xed, 0xea]),
          Buffer.from(",,2010-01-01\n"),
        ]),
      }),
      ["units.csv", 2, null, "not-utf8", "u1,\uFFFD\uFFFD\uFFFD\uFFFD,,2010-01-01"],
    ],
    [
      "with a NUL character",
      filesWith({ "heads.csv": new Uint8Array([0x61, 10, 0, 10]) }),
      ["heads.csv", 2, null, "nul-character", ""],
    ],
    [
      "with a NUL character in text",
      filesWith({ "heads.csv": "unit_id,employee_id,from\n\0" }),
      ["heads.csv", 2, null, "nul-character", ""],
    ],
    [
      "with half a character",
      filesWith({ "heads.csv": "unit_id,employee_id,from\nu1\ud800,e1," }),
      ["heads.csv", 2, null, "not-utf8", ""],
    ],
    ["without a column", filesWhere("heads.csv", ",from", ""), ["heads.csv", 1, "from", "column-missing", ""]],
    [
      "with a column twice",
      filesWhere("heads.csv", ",from", ",from,from"),
      ["heads.csv", 1, "from", "column-duplicate", "from"],
    ],
    [
      "with an unknown column",
      filesWhere("heads.csv", ",from", ",from,colour"),
      ["heads.csv", 1, "colour", "column-unknown", "colour"],
    ],
  ];
  test.each(files)("%s is one clear fault", (_, source, expected) => {
    const { plan, faults } = check(source);
    expect(faults.listed.map(place)).toEqual([expected]);
    expect(faults.listed[0]?.right).not.toBe("");
    expect(plan).toBeUndefined();
  });

  test("cannot be skipped", () => {
    const source = filesWith({ "heads.csv": "" });
    expect(checkOrganisation(source, nothingExists, { skipFaulty: true }).plan).toBeUndefined();
  });

  test("with a name nearly right is told the right one", () => {
    const source = new Map(filesWith({ "Leave_History.csv": "" }));
    expect(check(source).faults.listed[0]?.right).toBe("name the file leave-history.csv");
  });
});

describe("a cell", () => {
  const employee = "e2,Smith,John,,,2021-05-04,u2,Head of branch,RU,Europe/Moscow";
  const of = (after: string): OrganisationSource => filesWhere("employees.csv", employee, after);
  const cells: [string, OrganisationSource, unknown[]][] = [
    [
      "that is empty",
      of("e2,,John,,,2021-05-04,u2,Head,RU,Europe/Moscow"),
      ["employees.csv", 3, "last_name", "cell-empty", ""],
    ],
    [
      "with a wrong id",
      filesWhere("heads.csv", "u2,e2", "u2,e 2"),
      ["heads.csv", 3, "employee_id", "identifier-wrong", "e 2"],
    ],
    [
      "with a day that does not exist",
      of("e2,Smith,John,,,2021-02-30,u2,Head,RU,Europe/Moscow"),
      ["employees.csv", 3, "hired_on", "date-wrong", "2021-02-30"],
    ],
    [
      "with a day nobody was hired on",
      of("e2,Smith,John,,,0021-02-03,u2,Head,RU,Europe/Moscow"),
      ["employees.csv", 3, "hired_on", "date-implausible", "0021-02-03"],
    ],
    [
      "with a wrong e-mail address",
      of("e2,Smith,John,,a@b@c,2021-05-04,u2,Head,RU,Europe/Moscow"),
      ["employees.csv", 3, "email", "email-wrong", "a@b@c"],
    ],
    [
      "with an unknown country",
      of("e2,Smith,John,,,2021-05-04,u2,Head,QQ,Europe/Moscow"),
      ["employees.csv", 3, "country", "country-unknown", "QQ"],
    ],
    [
      "with an unknown time zone",
      of("e2,Smith,John,,,2021-05-04,u2,Head,RU,Moscow"),
      ["employees.csv", 3, "time_zone", "time-zone-unknown", "Moscow"],
    ],
    [
      "with an offset for a time zone",
      of("e2,Smith,John,,,2021-05-04,u2,Head,RU,+03:00"),
      ["employees.csv", 3, "time_zone", "time-zone-unknown", "+03:00"],
    ],
    [
      "that is too long",
      of(`e2,${"x".repeat(101)},John,,,2021-05-04,u2,Head,RU,Europe/Moscow`),
      ["employees.csv", 3, "last_name", "text-too-long", `${"x".repeat(79)}…`],
    ],
    [
      "with a line break in a name",
      of('e2,"Smi\nth",John,,,2021-05-04,u2,Head,RU,Europe/Moscow'),
      ["employees.csv", 3, "last_name", "control-character", "Smi\\nth"],
    ],
    [
      "with an amount in words",
      filesWhere("salaries.csv", "150000.5", "much"),
      ["salaries.csv", 3, "monthly", "amount-wrong", "much"],
    ],
    [
      "with a negative amount",
      filesWhere("salaries.csv", "150000.5", "-1"),
      ["salaries.csv", 3, "monthly", "amount-wrong", "-1"],
    ],
    [
      "with a third of a kopeck",
      filesWhere("salaries.csv", "150000.5", "1.333"),
      ["salaries.csv", 3, "monthly", "amount-wrong", "1.333"],
    ],
    [
      "with more money than there can be",
      filesWhere("salaries.csv", "150000.5", "1000000000.01"),
      ["salaries.csv", 3, "monthly", "amount-wrong", "1000000000.01"],
    ],
    [
      "with half a yen",
      filesWhere("salaries.csv", "150000.5,RUB", "100.5,JPY"),
      ["salaries.csv", 3, "monthly", "amount-wrong", "100.5"],
    ],
    [
      "with an unknown currency",
      filesWhere("salaries.csv", "150000.5,RUB", "1,RUR"),
      ["salaries.csv", 3, "currency", "currency-unknown", "RUR"],
    ],
    [
      "with an unknown kind of contract",
      filesWhere("contracts.csv", "e2,permanent", "e2,forever"),
      ["contracts.csv", 3, "kind", "value-unknown", "forever"],
    ],
    [
      "with an unknown schedule",
      filesWhere("schedules.csv", "2021-05-04,five-day-40", "2021-05-04,five-day-99"),
      ["schedules.csv", 3, "schedule", "value-unknown", "five-day-99"],
    ],
    [
      "with an unknown role",
      filesWhere("roles.csv", "accountant", "king"),
      ["roles.csv", 3, "role", "value-unknown", "king"],
    ],
    [
      "with a wrong scope",
      filesWhere("roles.csv", "u2 u3", "u2 ü3"),
      ["roles.csv", 3, "scope", "scope-wrong", "u2 ü3"],
    ],
    [
      "with a wrong month",
      filesWith({ "periods.csv": "period\n2026-13\n" }),
      ["periods.csv", 2, "period", "period-wrong", "2026-13"],
    ],
    [
      "with too precise days",
      filesWith({ "opening-balances.csv": "employee_id,ledger,days,on\ne1,annual,1.005,2026-01-01\n" }),
      ["opening-balances.csv", 2, "days", "days-wrong", "1.005"],
    ],
  ];
  test.each(cells)("%s is named with its line and column", (_, source, expected) => {
    expect(faultsOf(source)).toEqual([expected]);
  });

  test("with a date as a spreadsheet writes it is told how it is written here", () => {
    const { listed } = check(filesWhere("heads.csv", "2021-05-04", "04.05.2021")).faults;
    expect(listed.map(sentence)).toEqual([
      'heads.csv, line 3, from: "04.05.2021" — write 2021-05-04, if that day is meant',
    ]);
  });

  test("never shows a terminal what it would obey", () => {
    const { listed } = check(filesWhere("heads.csv", "u2,e2", "\u001b[2Ju2\u202e,e2")).faults;
    expect(listed[0]?.found).toBe("\\u001b[2Ju2\\u202e");
  });
});

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

describe("lines", () => {
  test("are counted as an editor counts them: line breaks inside quotes, blank lines, CRLF", () => {
    const rows =
      'e3,annual-leave,2025-05-01,2025-05-10,rejected,e2,"too\r\nmany\r\naway"\r\n\r\ne3,annual-leave,2025-06-99,2025-06-10,approved,e2,\r\n';
    const source = filesWith({ "leave-history.csv": `employee_id,kind,from,to,outcome,decided_by,reason\r\n${rows}` });
    expect(faultsOf(source)).toEqual([["leave-history.csv", 6, "from", "date-wrong", "2025-06-99"]]);
  });

  test("go on after a quote that is not closed and after one that closes too early", () => {
    const salaries =
      'employee_id,from,monthly,currency\ne1,2020-03-02,"1"0,RUB\n\ne2,2021-05-04,much,RUB\ne3,2022-06-01,"90000,RUB\ne3,2022-06-02,less,RUB\n';
    expect(faultsOf(filesWith({ "salaries.csv": salaries }))).toEqual([
      ["salaries.csv", 2, null, "quotes-wrong", ""],
      ["salaries.csv", 4, "monthly", "amount-wrong", "much"],
      ["salaries.csv", 5, null, "quotes-wrong", ""],
      ["salaries.csv", 6, "monthly", "amount-wrong", "less"],
    ]);
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

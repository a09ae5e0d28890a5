// Faults that a file, a line or a cell has in itself: reported with file, line, column and what would be right.
import { describe, expect, test } from "@jest/globals";
import { check, faultsOf, place } from "../../testing/checked-organisation.js";
import { filesWhere, filesWith, soundFiles } from "../../testing/sound-organisation.js";
import { sentence } from "../files/import-fault.js";
import type { OrganisationSource } from "../files/read-tables.js";
import { checkOrganisation } from "./check-organisation.js";
import { nothingExists } from "./organisation-plan.js";

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

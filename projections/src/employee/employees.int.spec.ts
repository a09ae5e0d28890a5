// Employees and their units as rows.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  ContractConcluded,
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  EmployeeRehired,
  EmployeeRelocated,
  EmployeeTransferred,
  EntryAnnulled,
  GradeAssigned,
  LeavingWithdrawn,
  PersonalDataChanged,
  SalarySet,
  ScheduleAssigned,
} from "@tabel/domain";
import { employees } from "./employees.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty([employees]));

const hired = EmployeeHired({
  employeeId: "e1",
  fullName: { last: "Д'Артаньян", first: 'Шарль "Ё"', middle: null },
  email: "e1@example.org",
  hiredOn: "2026-01-12",
  unitId: "u1",
  position: "Кассир",
  country: "RU",
  timeZone: "Europe/Moscow",
});
const moved = (from: string, unitId: string) =>
  EmployeeTransferred({ employeeId: "e1", from, unitId, position: `в ${unitId}` });

const after = async (...events: DomainEvent[]): Promise<void> =>
  takeIn(await views.train([employees]), recorded([hired, ...events]));

test("an employee is there with the name as it is written, and a key to search and sort by", async () => {
  await after();
  expect(await views.rows("select last_name, first_name, middle_name, name_key, email from views.employee")).toEqual([
    {
      last_name: "Д'Артаньян",
      first_name: 'Шарль "Ё"',
      middle_name: null,
      name_key: 'д\'артаньян шарль "ё"',
      email: "e1@example.org",
    },
  ]);
});

test("an employee whose key is destroyed is there without name and e-mail", async () => {
  const erased = recorded([hired]).map((event) => ({
    ...event,
    erased: true,
    data: { ...(hired.data as object), fullName: null, email: null },
  }));
  await takeIn(await views.train([employees]), erased);
  expect(await views.rows("select last_name, name_key, email, country from views.employee")).toEqual([
    { last_name: null, name_key: "", email: null, country: "RU" },
  ]);
});

test("contracts and schedules are kept in the order of their days", async () => {
  const schedule = { code: "5x8", anchor: "2026-01-05", cycle: [480, 480, 480, 480, 480, 0, 0], followsCalendar: true };
  const contract = { employeeId: "e1", kind: "fixed-term" as const, until: "2026-12-31", probationUntil: null };
  await after(
    ContractConcluded({ ...contract, from: "2026-07-01" }),
    ContractConcluded({ ...contract, from: "2026-01-12" }),
    ScheduleAssigned({ employeeId: "e1", from: "2026-01-12", schedule }),
    EmployeeLeft({ employeeId: "e1", lastDay: "2026-09-30" }),
  );
  const [row] = await views.rows<{ contracts: { from: string }[]; schedules: unknown; last_day: string }>(
    "select contracts, schedules, last_day::text from views.employee",
  );
  expect(row?.contracts.map(({ from }) => from)).toEqual(["2026-01-12", "2026-07-01"]);
  expect(row?.schedules).toEqual([{ from: "2026-01-12", code: "5x8", weeklyMinutes: 2400 }]);
  expect(row?.last_day).toBe("2026-09-30");
});

describe("units of a person", () => {
  const units = () =>
    views.rows(
      `select unit_id, from_date::text as from, until_date::text as until, seen_from::text as seen
       from views.employee_unit order by from_date`,
    );

  test("follow each other without a gap, the first seen for ever before and the last for ever after", async () => {
    await after(moved("2026-03-01", "u2"), moved("2026-02-01", "u3"));
    expect(await units()).toEqual([
      { unit_id: "u1", from: "2026-01-12", until: "2026-02-01", seen: "-infinity" },
      { unit_id: "u3", from: "2026-02-01", until: "2026-03-01", seen: "2026-02-01" },
      { unit_id: "u2", from: "2026-03-01", until: "infinity", seen: "2026-03-01" },
    ]);
  });

  test("leave nothing behind where a transfer takes the place of another", async () => {
    await after(moved("2026-02-01", "u2"), moved("2026-01-12", "u4"));
    expect(await units()).toEqual([
      { unit_id: "u4", from: "2026-01-12", until: "2026-02-01", seen: "-infinity" },
      { unit_id: "u2", from: "2026-02-01", until: "infinity", seen: "2026-02-01" },
    ]);
  });
});

describe("an employment that goes on, ends and begins again", () => {
  const employeeId = "e1";
  const place = { country: "KZ", timeZone: "Asia/Almaty" };
  const salary = (from: string, minor: number) => SalarySet({ employeeId, from, monthly: { minor, currency: "RUB" } });
  const left = EmployeeLeft({ employeeId, lastDay: "2026-06-30", ground: "agreement" });
  const row = async () => {
    const rows = await views.rows<Record<string, unknown>>(
      `select last_name, email, country, time_zone, hired_on::text, last_day::text, spells, places, grades, salaries
       from views.employee`,
    );
    return rows[0];
  };
  const stood = () =>
    views.rows("select unit_id, from_date::text as from, last_date::text as last from views.employee_unit order by 2");

  test("has two spells, and nothing of the first that was entered for days after its end", async () => {
    const again = { employeeId, hiredOn: "2026-09-01", unitId: "u2", position: "Кассир", country: "RU" };
    await after(
      salary("2026-01-12", 1),
      salary("2026-10-01", 2),
      GradeAssigned({ employeeId, from: "2026-02-01", grade: "G7" }),
      moved("2026-08-01", "u3"),
      left,
      EmployeeRehired({ ...again, timeZone: "Europe/Moscow" }),
    );
    expect(await row()).toMatchObject({
      hired_on: "2026-09-01",
      last_day: null,
      spells: [
        { hiredOn: "2026-01-12", lastDay: "2026-06-30", ground: "agreement" },
        { hiredOn: "2026-09-01", lastDay: null, ground: null },
      ],
      salaries: [{ from: "2026-01-12", monthly: { minor: 1, currency: "RUB" } }],
      grades: [{ from: "2026-02-01", grade: "G7" }],
    });
    expect(await stood()).toEqual([
      { unit_id: "u1", from: "2026-01-12", last: "2026-06-30" },
      { unit_id: "u2", from: "2026-09-01", last: "infinity" },
    ]);
  });

  test("goes on where the leaving is withdrawn", async () => {
    await after(left, LeavingWithdrawn({ employeeId, lastDay: "2026-06-30" }));
    expect(await row()).toMatchObject({ last_day: null, spells: [{ lastDay: null, ground: null }] });
    expect(await stood()).toEqual([{ unit_id: "u1", from: "2026-01-12", last: "infinity" }]);
  });

  test("shows the place of the latest day, whichever was entered last, and the one before once it is annulled", async () => {
    const abroad = EmployeeRelocated({ employeeId, from: "2026-05-01", ...place });
    await after(abroad, EmployeeRelocated({ employeeId, from: "2026-03-01", country: "GE", timeZone: "Asia/Tbilisi" }));
    expect(await row()).toMatchObject({ country: "KZ", time_zone: "Asia/Almaty" });
    await views.empty([employees]);
    await after(abroad, EntryAnnulled({ employeeId, entry: "place", from: "2026-05-01" }));
    expect(await row()).toMatchObject({ country: "RU", places: [{ from: "2026-01-12" }] });
  });

  test("takes a new name and e-mail", async () => {
    await after(
      PersonalDataChanged({ employeeId, fullName: { last: "Новая", first: "Анна", middle: null }, email: null }),
    );
    expect(await row()).toMatchObject({ last_name: "Новая", email: null });
  });

  test("is there without pay, name and ground once the person's key is destroyed", async () => {
    const erased = recorded([hired, salary("2026-01-12", 1), left]).map((event) => ({
      ...event,
      erased: true,
      data: { ...(event.data as object), fullName: null, email: null, monthly: null, ground: null },
    }));
    await takeIn(await views.train([employees]), erased);
    expect(await row()).toMatchObject({
      last_name: null,
      salaries: [{ from: "2026-01-12", monthly: null }],
      spells: [{ lastDay: "2026-06-30", ground: null }],
    });
  });
});

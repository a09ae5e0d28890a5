// Nine in the morning of whoever it concerns, on either side of each change of the clocks: of Germany and the United Kingdom, where
// they do, and of Russia, where they do not; and timers of days that are over.
import { describe, expect, test } from "@jest/globals";
import {
  ContractConcluded,
  type DomainEvent,
  EmployeeHired,
  type Employment,
  employee,
  localDate,
} from "@tabel/domain";
import { bankAt } from "../specification/bank.js";
import { happened, intentsOf } from "../specification/given-then.js";
import { dueInstant } from "../timers/due-instant.js";
import { whenAProbationNearsItsEndThenTell } from "./employment/when-a-probation-nears-its-end-then-tell.js";
import { dueFor } from "./morning.js";

const hired = (country: string, timeZone: string) =>
  EmployeeHired({
    employeeId: "iris",
    fullName: { last: "Ли", first: "Анна", middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "branch",
    position: "Кассир",
    country,
    timeZone,
  });
const employed = (country: string, timeZone: string): Employment | undefined =>
  employee.evolve(employee.initial, hired(country, timeZone));

const [germany, britain, moscow, east] = [
  ["DE", "Europe/Berlin"],
  ["GB", "Europe/London"],
  ["RU", "Europe/Moscow"],
  ["RU", "Asia/Vladivostok"],
] as const;

describe("nine in the morning", () => {
  test.each([
    [germany, "2026-03-28", "08:00"],
    [germany, "2026-03-29", "07:00"],
    [germany, "2026-10-24", "07:00"],
    [germany, "2026-10-25", "08:00"],
    [britain, "2026-03-28", "09:00"],
    [britain, "2026-03-29", "08:00"],
    [britain, "2026-10-24", "08:00"],
    [britain, "2026-10-25", "09:00"],
    [moscow, "2026-03-29", "06:00"],
    [moscow, "2026-10-25", "06:00"],
  ] as const)("of %j on %s is %s UTC", ([country, zone], date, utc) =>
    expect(dueInstant(dueFor(employed(country, zone), localDate(date)))).toBe(`${date}T${utc}:00.000Z`),
  );
  test("in Vladivostok is the evening before, in every season", () => {
    for (const [date, before] of [
      ["2026-03-29", "2026-03-28"],
      ["2026-10-25", "2026-10-24"],
    ] as const)
      expect(dueInstant(dueFor(employed(...east), localDate(date)))).toBe(`${before}T23:00:00.000Z`);
  });
  test("five past midnight is there on every day of a year, in its order", () => {
    for (const [country, zone] of [germany, britain, moscow, east]) {
      const days = Array.from({ length: 365 }, (_, day) =>
        new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      );
      const dues = days.map((date) => dueInstant(dueFor(employed(country, zone), localDate(date), "00:05")));
      expect(dues).toEqual(dues.toSorted());
      expect(new Set(dues).size).toBe(365);
    }
  });
});

test("a day that was near when it became known is today's: it is due at once, and never set before the day", async () => {
  const contract = ContractConcluded({
    employeeId: "iris",
    kind: "permanent",
    from: "2026-01-12",
    until: null,
    probationUntil: "2026-03-31",
  });
  const events: DomainEvent[] = [hired(...germany), contract];
  // Half an hour past midnight in Berlin on the day of the change, and still the day before in London.
  const bank = bankAt("2026-03-28T23:30:00.000Z", { "employee-iris": events });
  expect(await intentsOf(whenAProbationNearsItsEndThenTell, [happened(contract)], bank)).toEqual([
    { do: "wait", key: "near", timer: "near", at: { date: "2026-03-29", time: "09:00", zone: "Europe/Berlin" } },
  ]);
});

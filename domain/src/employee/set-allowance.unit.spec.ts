// Allowances beside the salary: set from a day on, ended, and in the salary's currency.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { AllowanceSet, allowanceOn } from "./allowances.js";
import { employee } from "./employee.js";
import { EmployeeHired, SalarySet, type EmployeeEvent } from "./employment-events.js";
import { SetAllowance, setAllowance } from "./set-allowance.js";

const hired = EmployeeHired({
  employeeId: "anna",
  fullName: { last: "Petrova", first: "Anna", middle: null },
  email: null,
  hiredOn: "2026-01-12",
  unitId: "branch",
  position: "Teller",
  country: "RU",
  timeZone: "Europe/Moscow",
});
const paid = SalarySet({ employeeId: "anna", from: "2026-01-12", monthly: { minor: 9_000_000, currency: "RUB" } });
const allowance = { employeeId: "anna", from: "2026-03-01", code: "qualification" };
const roubles = { minor: 1_500_000, currency: "RUB" };
const set = AllowanceSet({ ...allowance, monthly: roubles });

describe("setting an allowance", () => {
  const on = (history: readonly EmployeeEvent[], more: object = {}) =>
    given(employee, history).when((state) =>
      setAllowance(command(SetAllowance.parse({ ...allowance, monthly: roubles, ...more })), state),
    );

  test("holds from its day on", () => on([hired, paid]).thenAppends(set));
  test("again changes nothing", () => on([hired, paid, set]).thenNothing());
  test("of the same sum from a later day holds also when the earlier one is corrected", () =>
    on([hired, paid, set], { from: "2026-06-01" }).thenAppends(
      AllowanceSet({ ...allowance, from: "2026-06-01", monthly: roubles }),
    ));
  test("of none ends it", () =>
    on([hired, paid, set], { from: "2026-06-01", monthly: null }).thenAppends(
      AllowanceSet({ ...allowance, from: "2026-06-01", monthly: null }),
    ));
  test("of none where there is none changes nothing", () => on([hired, paid], { monthly: null }).thenNothing());
  test("of somebody unknown is refused", () => on([]).thenRefused("employee-unknown"));
  test("before hire is refused", () => on([hired], { from: "2026-01-11" }).thenRefused("before-hire"));
  test("in another currency than the salary is refused", () =>
    on([hired, paid], { monthly: { minor: 100, currency: "EUR" } }).thenRefused("currency-differs", { salary: "RUB" }));

  test.each([
    ["a code that is none", { code: "Quality!" }],
    ["a negative sum", { monthly: { minor: -1, currency: "RUB" } }],
    ["half a kopeck", { monthly: { minor: 0.5, currency: "RUB" } }],
  ])("of %s is no command at all", (_, more) => {
    expect(SetAllowance.safeParse({ ...allowance, monthly: roubles, ...more }).success).toBe(false);
  });
});

test("what holds on a day is the latest before it; erased data are nothing", () => {
  const erased = { ...set, data: { ...set.data, from: localDate("2026-05-01"), monthly: null } };
  const allowances = fold(employee, [hired, set, erased])?.allowances ?? {};
  const on = (date: string) => allowanceOn(allowances, "qualification", localDate(date));
  expect([on("2026-02-28"), on("2026-03-01"), on("2026-04-30"), on("2026-05-01")]).toEqual([
    null,
    roubles,
    roubles,
    null,
  ]);
});

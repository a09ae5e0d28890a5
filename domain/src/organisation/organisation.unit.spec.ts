// The organisation: one tree, heads by date.
import { describe, expect, test } from "@jest/globals";
import { employee } from "../employee/employee.js";
import { EmployeeHired, EmployeeLeft } from "../employee/employment-events.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { localDate } from "../kernel/local-date.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { AppointHead, appointHead } from "./head-decisions.js";
import { headedUnits, headOf, organisation, type OrganisationEvent } from "./organisation.js";
import { superiors, UnitEstablished, UnitHeadAppointed } from "./organisation.js";
import { EstablishUnit, establishUnit } from "./unit-decisions.js";

const unit = (unitId: string, parentId: string | null, on = "2020-01-01") =>
  UnitEstablished({ unitId, name: `Unit ${unitId}`, parentId, on });
const head = (unitId: string, employeeId: string, from: string) => UnitHeadAppointed({ unitId, employeeId, from });
const bank: OrganisationEvent[] = [unit("bank", null), unit("retail", "bank"), unit("branch", "retail")];

const establish = (unitId: string, parentId: string | null, name = `Unit ${unitId}`) =>
  command(EstablishUnit.parse({ unitId, name, parentId, on: "2020-01-01" }));

describe("establishing a unit", () => {
  const when = (...args: Parameters<typeof establish>) =>
    given(organisation, bank).when((state) => establishUnit(establish(...args), state));

  test("puts it under its parent", () => when("desk", "branch").thenAppends(unit("desk", "branch")));
  test("starts the tree with a root", () =>
    given(organisation)
      .when((state) => establishUnit(establish("bank", null), state))
      .thenAppends(unit("bank", null)));
  test("again with the same data changes nothing", () => when("retail", "bank").thenNothing());
  test("again with another name is refused", () => when("retail", "bank", "Shops").thenRefused("unit-exists"));
  test("again under another parent is refused", () => when("branch", "bank").thenRefused("unit-exists"));
  test("under a unit that is not there is refused", () =>
    when("desk", "nowhere").thenRefused("unit-unknown", { unitId: "nowhere" }));
  test("under itself is refused", () => when("desk", "desk").thenRefused("unit-cycle"));
  test("as a second root is refused", () => when("other", null).thenRefused("root-exists"));
});

describe("appointing a head", () => {
  const hired = EmployeeHired({
    employeeId: "anna",
    fullName: { last: "Orlova", first: "Anna", middle: null },
    email: null,
    hiredOn: "2021-03-01",
    unitId: "branch",
    position: "Head of branch",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
  const employment = fold(employee, [hired]);
  const left = fold(employee, [hired, EmployeeLeft({ employeeId: "anna", lastDay: "2025-05-30" })]);
  const appoint = (unitId: string, from: string, of = employment) =>
    given(organisation, bank).when((state) =>
      appointHead(command(AppointHead.parse({ unitId, employeeId: "anna", from })), state, { employment: of }),
    );

  test("lets the unit have that head from the day on", () =>
    appoint("branch", "2021-03-01").thenAppends(head("branch", "anna", "2021-03-01")));
  test("of a unit that is not there is refused", () => appoint("nowhere", "2021-03-01").thenRefused("unit-unknown"));
  test("who is not employed is refused", () =>
    given(organisation, bank)
      .when((state) =>
        appointHead(command(AppointHead.parse({ unitId: "branch", employeeId: "x", from: "2021-03-01" })), state, {
          employment: undefined,
        }),
      )
      .thenRefused("employee-unknown"));
  test("before the hire is refused", () => appoint("branch", "2021-02-28").thenRefused("before-hire"));
  test("who has left by then is refused", () => appoint("branch", "2025-05-31", left).thenRefused("employee-left"));
  test("on the last day of employment is allowed", () =>
    appoint("branch", "2025-05-30", left).thenAppends(head("branch", "anna", "2025-05-30")));
});

describe("the tree", () => {
  const state = fold(organisation, [
    ...bank,
    head("branch", "anna", "2021-03-01"),
    head("branch", "boris", "2025-07-01"),
    head("retail", "boris", "2024-01-01"),
    head("nowhere", "vera", "2024-01-01"),
  ]);
  const id = (text: string) => UnitId.parse(text);

  test("names the unit and all above it, nearest first", () => {
    expect(superiors(state, id("branch"))).toEqual(["branch", "retail", "bank"]);
    expect(superiors(state, id("nowhere"))).toEqual([]);
  });

  test("knows the head of each day", () => {
    const branch = (on: string) => headOf(state, id("branch"), localDate(on));
    expect([branch("2021-02-28"), branch("2021-03-01"), branch("2025-06-30"), branch("2025-07-01")]).toEqual([
      undefined,
      "anna",
      "anna",
      "boris",
    ]);
    expect(headOf(state, id("bank"), localDate("2026-01-01"))).toBeUndefined();
  });

  test("knows every unit that an employee heads", () => {
    const boris = EmployeeId.parse("boris");
    expect(headedUnits(state, boris, localDate("2025-06-30"))).toEqual(["retail"]);
    expect(headedUnits(state, boris, localDate("2025-07-01"))).toEqual(["retail", "branch"]);
  });

  test("an appointment entered late for an earlier day leaves the later head in force", () => {
    const later = organisation.evolve(state, head("branch", "vera", "2023-01-01"));
    expect(headOf(later, id("branch"), localDate("2024-01-01"))).toBe("vera");
    expect(headOf(later, id("branch"), localDate("2026-01-01"))).toBe("boris");
  });
});

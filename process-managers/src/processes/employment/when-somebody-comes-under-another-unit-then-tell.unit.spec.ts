// Another unit and another head, by transfer or because the unit is dissolved.
import { describe, expect, test } from "@jest/globals";
import {
  AbsenceRequested,
  EmployeeHired,
  EmployeeTransferred,
  localDate,
  UnitDissolved,
  UnitEstablished,
  UnitHeadAppointed,
} from "@tabel/domain";
import { bankAt, left } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenSomebodyComesUnderAnotherUnitThenTell as theProcess } from "./when-somebody-comes-under-another-unit-then-tell.js";

const desk = [
  UnitEstablished({ unitId: "desk", name: "Desk", parentId: "bank", on: "2015-01-01" }),
  UnitHeadAppointed({ unitId: "desk", employeeId: "hans", from: "2015-03-02" }),
];
const hired = (employeeId: string) =>
  happened(
    EmployeeHired({
      employeeId,
      fullName: { last: "Ли", first: "Анна", middle: null },
      email: null,
      hiredOn: "2015-03-02",
      unitId: "branch",
      position: "Кассир",
      country: "RU",
      timeZone: "Europe/Moscow",
    }),
  );
const moved = (unitId: string, from = "2026-03-02") =>
  EmployeeTransferred({ employeeId: "galina", from, unitId, position: "Кассир" });
const dissolved = UnitDissolved({ unitId: "branch", successorId: "desk", on: "2026-03-02" });
const asked = AbsenceRequested({
  employeeId: "galina",
  requestId: "r1",
  kind: "unpaid-leave",
  from: "2026-06-01",
  to: "2026-06-05",
  dayPart: "full",
  ledger: null,
  reserved: 0,
  days: [],
  comment: null,
  route: [{ holder: "unit-head", unitId: "branch", remindAfter: null, escalateAfter: null }],
  requestedBy: "galina",
});
const at = (zone = "Europe/Moscow") => ({ date: localDate("2026-03-02"), time: "09:00", zone });
const told = (employeeId: string, unitId: string, headId: string | null) => ({
  do: "notify",
  key: employeeId,
  fact: { is: "unit-changed", employeeId, unitId, headId, from: "2026-03-02" },
});
const intents = (
  facts: FactsOf<typeof theProcess>,
  more: Parameters<typeof bankAt>[1] = {},
  now = "2026-02-02T09:00:00.000Z",
) => intentsOf(theProcess, facts, bankAt(now, { organisation: desk, ...more }));

describe("who is transferred", () => {
  const streams = { "employee-galina": [moved("desk")], "absence-galina": [asked] };
  const comes = cameDue("comes", at(), "comes galina");
  test("is told of the unit and its head; the head on the day of the absences to come", async () => {
    expect(await intents([happened(moved("desk"))], streams)).toEqual([
      told("galina", "desk", "hans"),
      { do: "wait", key: "comes galina", timer: "comes", at: at() },
    ]);
    expect(await intents([happened(moved("desk")), comes], streams, "2026-03-02T06:00:00.000Z")).toEqual([
      { do: "notify", key: "hans", fact: { is: "hand-over", to: "hans", what: "absences", count: 1 } },
    ]);
  });
  test("and has nothing to come hands nothing over, nor who goes elsewhere or leaves before that day", async () => {
    const facts = [happened(moved("desk")), comes];
    const day = "2026-03-02T06:00:00.000Z";
    expect(await intents(facts, { "employee-galina": [moved("desk")] }, day)).toEqual([]);
    expect(await intents(facts, { ...streams, "employee-galina": [moved("desk"), moved("bank")] }, day)).toEqual([]);
    const gone = { ...streams, "employee-galina": [moved("desk"), left("galina", "2026-02-27")] };
    expect(await intents(facts, gone, day)).toEqual([]);
  });
  test("to another position of the same unit is told nothing", async () =>
    expect(await intents([happened(moved("branch"))], { "employee-galina": [moved("branch")] })).toEqual([]));
});

describe("whose unit is dissolved", () => {
  const people = [hired("galina"), hired("anna"), hired("boris")];
  test("is told of the successor and its head; not who has gone on before", async () =>
    // Boris stands in the bank by his own stream.
    expect(await intents([...people, happened(dissolved)], { organisation: [...desk, dissolved] })).toEqual([
      told("galina", "desk", "hans"),
      told("anna", "desk", "hans"),
      { do: "wait", key: "dissolved", timer: "dissolved", at: at() },
    ]));
  test("comes with the absences, told to the new head once, with their number", async () => {
    const streams = { organisation: [...desk, dissolved], "absence-galina": [asked] };
    const due = cameDue("dissolved", at());
    expect(await intents([...people, happened(dissolved), due], streams, "2026-03-02T06:00:00.000Z")).toEqual([
      { do: "notify", key: "hans", fact: { is: "hand-over", to: "hans", what: "absences", count: 1 } },
    ]);
  });
  test("and who has left is told nothing", async () => {
    const gone = { organisation: [...desk, dissolved], "employee-galina": [left("galina", "2026-01-30")] };
    expect(await intents([hired("galina"), happened(dissolved)], gone)).toEqual([]);
  });
});

// Grade, place, personal data, and the annulment of entries.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { anna, hired, left, rehired, salary } from "../specification/employment.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { AllowanceSet, allowanceOn } from "./allowances.js";
import { AnnulEntry, annulEntry } from "./corrections.js";
import { contractOn, employee, gradeOn, placeOn } from "./employee.js";
import {
  EmployeeRelocated,
  EntryAnnulled,
  GradeAssigned,
  PersonalDataChanged,
  ContractConcluded,
  type EmployeeEvent,
} from "./employment-events.js";
import { scheduleOf } from "./schedule/known-schedules.js";
import * as subject from "./terms.js";

const employeeId = "anna";
const lived = (...events: EmployeeEvent[]) => {
  const state = fold(employee, events);
  if (state === undefined) throw new Error("hired first");
  return state;
};
const on = (date: string) => localDate(date);

describe("a grade", () => {
  const assign = (from: string, grade: string, history: EmployeeEvent[] = [hired]) =>
    given(employee, history).when((state) =>
      subject.assignGrade(command(subject.AssignGrade.parse({ employeeId, from, grade })), state),
    );
  const g = (from: string, grade: string) => GradeAssigned({ employeeId, from, grade });

  test("holds from its day, whichever was entered first", () => {
    assign("2025-01-01", "G7").thenAppends(g("2025-01-01", "G7"));
    const state = lived(hired, g("2026-01-01", "G8"), g("2025-01-01", "G7"));
    expect(["2024-12-31", "2025-12-31", "2026-01-01"].map((day) => gradeOn(state, on(day)))).toEqual([
      undefined,
      "G7",
      "G8",
    ]);
  });
  test("again changes nothing; another for the same day takes its place", () => {
    assign("2025-01-01", "G7", [hired, g("2025-01-01", "G7")]).thenNothing();
    assign("2025-01-01", "G6", [hired, g("2025-01-01", "G7")]).thenAppends(g("2025-01-01", "G6"));
  });
  test("of nobody, before the hire, between two spells or after leaving is refused", () => {
    assign("2025-01-01", "G7", []).thenRefused("employee-unknown");
    assign("2024-02-29", "G7").thenRefused("before-hire");
    assign("2026-08-31", "G7", [hired, left(), rehired]).thenRefused("employee-left", { lastDay: "2026-06-30" });
    assign("2026-07-01", "G7", [hired, left()]).thenRefused("employee-left");
  });
  test("is not taken over into a new spell", () =>
    expect(gradeOn(lived(hired, g("2025-01-01", "G7"), left(), rehired), on("2026-09-01"))).toBeUndefined());
  test.each(["", "with space", "x".repeat(33), "<b>"])("%j is no command", (grade) =>
    expect(subject.AssignGrade.safeParse({ employeeId, from: "2025-01-01", grade }).success).toBe(false),
  );
});

describe("moving abroad", () => {
  const almaty = { country: "KZ", timeZone: "Asia/Almaty" };
  const relocate = (from: string, data: object, history: EmployeeEvent[] = [hired]) =>
    given(employee, history).when((state) =>
      subject.relocateEmployee(
        command(subject.RelocateEmployee.parse({ employeeId, from, ...almaty, ...data })),
        state,
      ),
    );
  const moved = EmployeeRelocated({ employeeId, from: "2025-03-01", ...almaty });

  test("changes country and zone from the day on", () => {
    relocate("2025-03-01", {}).thenAppends(moved);
    const state = lived(hired, moved);
    expect([placeOn(state, on("2025-02-28")).country, placeOn(state, on("2025-03-01")).country]).toEqual(["RU", "KZ"]);
    expect(state).toMatchObject(almaty);
  });
  test("again changes nothing", () => relocate("2025-03-01", {}, [hired, moved]).thenNothing());
  test("before the hire is refused", () => relocate("2024-02-29", {}).thenRefused("before-hire"));
  test("after leaving is refused", () => relocate("2026-07-01", {}, [hired, left()]).thenRefused("employee-left"));
  test.each([{ country: "XX" }, { timeZone: "Nowhere/City" }, { from: "2027-02-29" }])("with %j is no command", (bad) =>
    expect(subject.RelocateEmployee.safeParse({ employeeId, from: "2025-03-01", ...almaty, ...bad }).success).toBe(
      false,
    ),
  );
});

describe("personal data", () => {
  const married = { fullName: { last: "Petrova", first: "Anna", middle: null }, email: null };
  const change = (data: object, history: EmployeeEvent[] = [hired]) =>
    given(employee, history).when((state) =>
      subject.changePersonalData(command(subject.ChangePersonalData.parse({ employeeId, ...married, ...data })), state),
    );
  const changed = PersonalDataChanged({ employeeId, ...married });

  test("change as a whole, also of somebody who has left", () => {
    change({}).thenAppends(changed);
    change({}, [hired, left()]).thenAppends(changed);
  });
  test("as they are change nothing", () => {
    change({ fullName: anna.fullName, email: anna.email }).thenNothing();
    change({}, [hired, changed]).thenNothing();
  });
  test("of nobody are refused", () => change({}, []).thenRefused("employee-unknown"));
});

describe("annulling an entry", () => {
  const annul = (entry: string, from: string, history: EmployeeEvent[]) =>
    given(employee, history).when((state) => annulEntry(command(AnnulEntry.parse({ employeeId, entry, from })), state));

  test("lets the entry before it hold on", () => {
    const history = [hired, salary("2024-03-01", 1), salary("2025-01-01", 2), salary("2026-01-01", 3)];
    const annulled = EntryAnnulled({ employeeId, entry: "salary", from: "2025-01-01" });
    annul("salary", "2025-01-01", history).thenAppends(annulled);
    expect(lived(...history, annulled).salaries.map(({ monthly }) => monthly.minor)).toEqual([1, 3]);
  });
  test("of a place brings back the one before", () => {
    const moved = EmployeeRelocated({ employeeId, from: "2025-03-01", country: "KZ", timeZone: "Asia/Almaty" });
    const state = lived(hired, moved, EntryAnnulled({ employeeId, entry: "place", from: "2025-03-01" }));
    expect(state).toMatchObject({ country: "RU", timeZone: "Europe/Moscow" });
  });
  test("that is not there, or not there any more, is refused", () => {
    annul("salary", "2025-01-01", [hired]).thenRefused("employment-entry-unknown");
    const annulled = EntryAnnulled({ employeeId, entry: "salary", from: "2025-01-01" });
    annul("salary", "2025-01-01", [hired, salary("2025-01-01"), annulled]).thenRefused("employment-entry-unknown");
  });
  test("of a hire is refused: unit and place can be corrected", () => {
    annul("transfer", "2024-03-01", [hired]).thenRefused("entry-of-hire");
    annul("place", "2026-09-01", [hired, left(), rehired]).thenRefused("entry-of-hire");
  });
  test("of an allowance lets the one before it hold on, and brings none back from an earlier spell", () => {
    const sum = (from: string, minor: number | null) =>
      AllowanceSet({ employeeId, from, code: "secrecy", monthly: minor === null ? null : { minor, currency: "RUB" } });
    const annulAllowance = (from: string, ...history: EmployeeEvent[]) =>
      given(employee, [hired, ...history]).when((state) =>
        annulEntry(command(AnnulEntry.parse({ employeeId, entry: "allowance", from, code: "secrecy" })), state),
      );
    const holds = (day: string, ...history: EmployeeEvent[]) =>
      allowanceOn(lived(hired, ...history).allowances, "secrecy", on(day))?.minor ?? null;
    const annulled = (from: string) => EntryAnnulled({ employeeId, entry: "allowance", from, code: "secrecy" });
    const raised = [sum("2024-03-01", 1), sum("2025-01-01", 2)];
    annulAllowance("2025-01-01", ...raised).thenAppends(annulled("2025-01-01"));
    expect(holds("2025-06-01", ...raised, annulled("2025-01-01"))).toBe(1);
    annulAllowance("2025-01-02", ...raised).thenRefused("employment-entry-unknown");
    // The hire of 1 September 2026 begins without allowances: that is nobody's entry, and stays when one of that day goes.
    const again = [...raised, left(), rehired];
    annulAllowance("2026-09-01", ...again).thenRefused("employment-entry-unknown");
    const wrong = [...again, sum("2026-09-01", 3)];
    annulAllowance("2026-09-01", ...wrong).thenAppends(annulled("2026-09-01"));
    expect(holds("2026-09-01", ...wrong, annulled("2026-09-01"))).toBeNull();
  });
  test("names an allowance by its code, and nothing else has one", () => {
    const from = "2025-01-01";
    expect(AnnulEntry.safeParse({ employeeId, entry: "allowance", from }).success).toBe(false);
    expect(AnnulEntry.safeParse({ employeeId, entry: "salary", from, code: "secrecy" }).success).toBe(false);
  });
  test("of nobody is refused", () => annul("salary", "2025-01-01", []).thenRefused("employee-unknown"));
  test("of no known kind is no command", () =>
    expect(AnnulEntry.safeParse({ employeeId, entry: "name", from: "2025-01-01" }).success).toBe(false));
});

test("the contract of a day tells probation and the head of the organisation", () => {
  const contract = { employeeId, kind: "permanent" as const, until: null };
  const state = lived(
    hired,
    ContractConcluded({ ...contract, from: "2024-03-01", probationUntil: "2024-05-31" }),
    ContractConcluded({ ...contract, from: "2026-01-01", probationUntil: null, headOfOrganisation: true }),
  );
  expect(contractOn(state, on("2024-03-01"))).toMatchObject({
    probationUntil: "2024-05-31",
    headOfOrganisation: false,
  });
  expect(contractOn(state, on("2026-01-01"))).toMatchObject({ headOfOrganisation: true });
  expect(contractOn(lived(hired), on("2026-01-01"))).toBeUndefined();
});

test("the norm of a part-timer is that of the own schedule", () => {
  expect(
    (["five-day-40", "five-day-20", "shift-2-2-a"] as const).map((code) => subject.weeklyMinutes(scheduleOf(code))),
  ).toEqual([2400, 1200, 2520]);
});

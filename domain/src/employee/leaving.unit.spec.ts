// Leaving, correcting it, taking it back, and hiring again.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { facts } from "../specification/bank.js";
import { again, anna, hired, left, rehired, salary } from "../specification/employment.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { employee, type Employment, scheduleOn, unitOn } from "./employee.js";
import { EmployeeRehired, LeavingWithdrawn, EmployeeLeft, type EmployeeEvent } from "./employment-events.js";
import * as subject from "./leaving.js";
import { employedOn, hasLeftBy, inForceInSpell } from "./spells.js";

const { organisation } = facts();
const lived = (...events: EmployeeEvent[]): Employment => {
  const state = fold(employee, events);
  if (state === undefined) throw new Error("hired first");
  return state;
};
const on = (date: string) => localDate(date);

describe("leaving", () => {
  const leave = (lastDay: string, history: EmployeeEvent[] = [hired], ground: string | null = null) =>
    given(employee, history).when((state) =>
      subject.recordLeaving(command(subject.RecordLeaving.parse({ employeeId: "anna", lastDay, ground })), state),
    );

  test("is recorded with its last day, also a past one, and its ground", () => {
    leave("2024-05-31").thenAppends(left("2024-05-31"));
    leave("2024-05-31", [hired], "agreement").thenAppends(
      EmployeeLeft({ employeeId: "anna", lastDay: "2024-05-31", ground: "agreement" }),
    );
  });
  test("again with the same day changes nothing", () => leave("2026-06-30", [hired, left()]).thenNothing());
  test("again with another day is refused: it is corrected", () =>
    leave("2026-07-01", [hired, left()]).thenRefused("employee-left", { lastDay: "2026-06-30" }));
  test("before the hire is refused", () => leave("2024-02-29").thenRefused("before-hire"));
  test("of nobody is refused", () => leave("2026-06-30", []).thenRefused("employee-unknown"));
  test("of somebody who never started is dated the day before the hire, and no other", () => {
    leave("2024-02-29", [hired], "did-not-start").thenAppendsSome();
    leave("2024-02-28", [hired], "did-not-start").thenRefused("before-hire");
    leave("2024-03-01", [hired], "did-not-start").thenRefused("started-already", { before: "2024-02-29" });
  });
  test.each(["quarrel", "", 1])("on the ground %j is no command", (ground) =>
    expect(subject.RecordLeaving.safeParse({ employeeId: "anna", lastDay: "2026-06-30", ground }).success).toBe(false),
  );
});

describe("correcting a leaving", () => {
  const correct = (lastDay: string, history: EmployeeEvent[], ground: string | null = null) =>
    given(employee, history).when((state) =>
      subject.correctLeaving(command(subject.CorrectLeaving.parse({ employeeId: "anna", lastDay, ground })), state),
    );

  test("puts another last day in its place and says which one", () =>
    correct("2026-07-15", [hired, left()]).thenAppends(
      EmployeeLeft({ employeeId: "anna", lastDay: "2026-07-15", corrects: "2026-06-30" }),
    ));
  test("to another ground alone is a correction too", () =>
    void correct("2026-06-30", [hired, left()], "own-request").thenAppendsSome());
  test("to what is recorded changes nothing", () => correct("2026-06-30", [hired, left()]).thenNothing());
  test("that is not recorded is refused", () => correct("2026-06-30", [hired]).thenRefused("leaving-not-recorded"));
  test("to a day before the hire is refused", () => correct("2024-02-29", [hired, left()]).thenRefused("before-hire"));
  test("of nobody is refused", () => correct("2026-06-30", []).thenRefused("employee-unknown"));
  test("of a spell that was followed by another is refused: it stays as it ended", () =>
    correct("2026-07-15", [hired, left(), rehired]).thenRefused("leaving-not-recorded"));
});

describe("withdrawing a leaving", () => {
  const withdraw = (history: EmployeeEvent[]) =>
    given(employee, history).when((state) =>
      subject.withdrawLeaving(command(subject.WithdrawLeaving.parse({ employeeId: "anna" })), state),
    );

  test("lets the employment go on, also after the last day", () => {
    const withdrawn = LeavingWithdrawn({ employeeId: "anna", lastDay: "2026-06-30" });
    withdraw([hired, left()]).thenAppends(withdrawn);
    expect(employedOn(lived(hired, left(), withdrawn).spells, on("2026-08-01"))).toBe(true);
  });
  test("where none is recorded changes nothing", () => withdraw([hired]).thenNothing());
  test("does not reach a former spell", () => withdraw([hired, left(), rehired]).thenNothing());
  test("of nobody is refused", () => withdraw([]).thenRefused("employee-unknown"));
});

describe("hiring again", () => {
  const rehire = (data: object, history: EmployeeEvent[] = [hired, left()]) =>
    given(employee, history).when((state) =>
      subject.rehireEmployee(command(subject.RehireEmployee.parse({ ...again, ...data })), state, { organisation }),
    );

  test("begins a new spell", () => rehire({}).thenAppends(rehired));
  test("on the day after the last day is allowed, on it or before it is not", () => {
    rehire({ hiredOn: "2026-07-01" }).thenAppendsSome();
    rehire({ hiredOn: "2026-06-30" }).thenRefused("spells-overlap", { lastDay: "2026-06-30" });
    rehire({ hiredOn: "2024-01-01" }).thenRefused("spells-overlap");
  });
  test("on the day on which somebody did not start is allowed", () =>
    void rehire({ hiredOn: "2024-03-01" }, [hired, left("2024-02-29")]).thenAppendsSome());
  test("again with the same data changes nothing", () => rehire({}, [hired, left(), rehired]).thenNothing());
  test("while employed is refused", () => rehire({}, [hired]).thenRefused("still-employed", { hiredOn: "2024-03-01" }));
  test("of somebody who was never hired is refused", () => rehire({}, []).thenRefused("employee-unknown"));
  test("into a unit that is not there is refused", () => rehire({ unitId: "x" }).thenRefused("unit-unknown"));
  test.each([{ country: "XX" }, { timeZone: "Mars/Base" }, { hiredOn: "2027-02-29" }, { fullName: anna.fullName }])(
    "with %j is no command at all",
    (change) => expect(subject.RehireEmployee.safeParse({ ...again, ...change }).success).toBe(false),
  );
});

describe("a new spell", () => {
  const state = lived(
    hired,
    salary("2024-03-01", 5),
    salary("2026-08-01", 7),
    salary("2026-10-01", 9),
    left(),
    rehired,
  );

  test("counts from its own first day", () => {
    expect(state).toMatchObject({ hiredOn: "2026-09-01", lastDay: null });
    expect(
      ["2026-06-30", "2026-07-01", "2026-08-31", "2026-09-01"].map((day) => employedOn(state.spells, on(day))),
    ).toEqual([true, false, false, true]);
    expect([on("2024-02-01"), on("2026-07-01"), on("2026-09-01")].map((day) => hasLeftBy(state.spells, day))).toEqual([
      false,
      true,
      false,
    ]);
  });
  test("has its own unit, and leaves the former one where it was", () =>
    expect(["2026-06-30", "2026-09-01"].map((day) => unitOn(state, on(day)))).toEqual(["branch", "treasury"]));
  test("takes over neither salary nor schedule, nor what was entered for days after the end", () => {
    const paid = (day: string) => inForceInSpell(state.spells, state.salaries, on(day))?.monthly.minor;
    expect(["2026-06-30", "2026-09-01", "2026-12-01"].map(paid)).toEqual([5, undefined, undefined]);
    expect(scheduleOn(state, on("2026-12-01")).code).toBe("five-day-40");
  });
  test("ends and is followed by a third", () => {
    const third = lived(
      hired,
      left(),
      rehired,
      left("2026-12-31"),
      EmployeeRehired({ ...again, hiredOn: "2027-02-01" }),
    );
    expect(third.spells).toEqual([
      { hiredOn: "2024-03-01", lastDay: "2026-06-30" },
      { hiredOn: "2026-09-01", lastDay: "2026-12-31" },
      { hiredOn: "2027-02-01", lastDay: null },
    ]);
  });
});

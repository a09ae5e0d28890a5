// One employment life, and what may not happen in it.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { organisation, UnitDissolved, UnitEstablished } from "../organisation/organisation.js";
import { command, fold, given } from "../specification/given-when-then.js";
import * as subject from "./hire-and-change.js";
import { employee, type Employment, scheduleOn, unitOn } from "./employee.js";
import {
  ContractConcluded,
  type EmployeeEvent,
  EmployeeHired,
  EmployeeLeft,
  EmployeeTransferred,
  SalarySet,
  ScheduleAssigned,
} from "./employment-events.js";
import { scheduleOf } from "./schedule/known-schedules.js";

const bank = fold(organisation, [
  UnitEstablished({ unitId: "bank", name: "Bank", parentId: null, on: "2020-01-01" }),
  UnitEstablished({ unitId: "branch", name: "Branch", parentId: "bank", on: "2020-01-01" }),
]);
const anna = {
  employeeId: "anna",
  fullName: { last: "Orlova", first: "Anna", middle: null },
  email: "anna@example.com",
  hiredOn: "2024-03-01",
  unitId: "branch",
  position: "Teller",
  country: "RU",
  timeZone: "Europe/Moscow",
};
const hired = EmployeeHired(anna);
const left = EmployeeLeft({ employeeId: "anna", lastDay: "2026-06-30" });

describe("hiring", () => {
  const hire = (data: object, history: EmployeeEvent[] = []) =>
    given(employee, history).when((state) =>
      subject.hireEmployee(command(subject.HireEmployee.parse({ ...anna, ...data })), state, { organisation: bank }),
    );

  test("begins the employment", () => hire({}).thenAppends(hired));
  test("into a unit that is not there is refused", () => hire({ unitId: "x" }).thenRefused("unit-unknown"));
  test("under the name that Tabel acts by is refused", () =>
    hire({ employeeId: "system" }).thenRefused("employee-number-reserved"));
  test("again with the same data changes nothing", () => hire({}, [hired]).thenNothing());
  test.each([
    { position: "Head" },
    { hiredOn: "2024-03-02" },
    { email: null },
    { fullName: { ...anna.fullName, first: "Anne" } },
  ])("again with %j is refused", (change) => hire(change, [hired]).thenRefused("employee-exists"));
  test("again with the same data changes nothing after a transfer and a leaving", () => {
    const moved = EmployeeTransferred({ employeeId: "anna", from: "2025-01-01", unitId: "bank", position: "Head" });
    hire({}, [hired, moved, left]).thenNothing();
  });

  test.each([{ country: "XX" }, { country: "ru" }, { timeZone: "Mars/Base" }, { email: "anna" }, { more: 1 }])(
    "with %j is no command at all",
    (change) => expect(subject.HireEmployee.safeParse({ ...anna, ...change }).success).toBe(false),
  );
});

/** The refusals that every change to an employment shares. */
const sharedRefusals = (change: (from: string) => ReturnType<typeof changing>) => {
  test("for nobody employed is refused", () => change("2025-01-01")([]).thenRefused("employee-unknown"));
  test("before the hire is refused", () => change("2024-02-29")([hired]).thenRefused("before-hire"));
  test("after the last day is refused", () => change("2026-07-01")([hired, left]).thenRefused("employee-left"));
  test("on the day of hire and on the last day is allowed", () => {
    change("2024-03-01")([hired]).thenAppendsSome();
    change("2026-06-30")([hired, left]).thenAppendsSome();
  });
};
const changing =
  (decide: Parameters<ReturnType<typeof given<Employment | undefined, EmployeeEvent>>["when"]>[0]) =>
  (history: EmployeeEvent[]) =>
    given(employee, history).when(decide);

describe("concluding a contract", () => {
  const contract = { employeeId: "anna", kind: "fixed-term", until: "2027-01-31", probationUntil: null };
  const conclude = (from: string, data: object = {}) =>
    changing((state) =>
      subject.concludeContract(command(subject.ConcludeContract.parse({ ...contract, from, ...data })), state),
    );
  const concluded = ContractConcluded({ ...contract, kind: "fixed-term", from: "2024-03-01" });

  sharedRefusals(conclude);
  test("is recorded", () => conclude("2024-03-01")([hired]).thenAppends(concluded));
  test("again changes nothing", () => conclude("2024-03-01")([hired, concluded]).thenNothing());
  test("that ends before it begins is refused", () =>
    conclude("2024-03-01", { until: "2024-02-29" })([hired]).thenRefused("dates-reversed"));
  test("whose probation ends before it begins is refused", () =>
    conclude("2024-03-01", { probationUntil: "2024-02-29" })([hired]).thenRefused("dates-reversed"));
});

describe("assigning a schedule", () => {
  const assign = (from: string, schedule: unknown = "shift-2-2-a") =>
    changing((state) =>
      subject.assignSchedule(command(subject.AssignSchedule.parse({ employeeId: "anna", from, schedule })), state),
    );
  const shift = scheduleOf("shift-2-2-a");
  const own = { code: "own", anchor: "2024-01-01", cycle: [600, 600, 0], followsCalendar: false };

  sharedRefusals(assign);
  test("by a known code records its cycle", () =>
    assign("2025-01-01")([hired]).thenAppends(
      ScheduleAssigned({ employeeId: "anna", from: "2025-01-01", schedule: shift }),
    ));
  test("by a cycle of one's own records it", () =>
    assign(
      "2025-01-01",
      own,
    )([hired]).thenAppends(ScheduleAssigned({ employeeId: "anna", from: "2025-01-01", schedule: own })));
  test("that was assigned for this day already changes nothing", () => {
    const assigned = ScheduleAssigned({ employeeId: "anna", from: "2025-01-01", schedule: shift });
    assign("2025-01-01")([hired, assigned]).thenNothing();
  });
  test.each(["shift-9-9", { ...own, cycle: [0, 0] }, { ...own, cycle: [] }, { ...own, cycle: [1441] }, { code: "x" }])(
    "%j is no command at all",
    (schedule) =>
      expect(subject.AssignSchedule.safeParse({ employeeId: "anna", from: "2025-01-01", schedule }).success).toBe(
        false,
      ),
  );
  test("five days and 40 hours hold until one is assigned", () => {
    const state = fold(employee, [hired, ScheduleAssigned({ employeeId: "anna", from: "2025-01-01", schedule: own })]);
    if (state === undefined) throw new Error("hired");
    expect(scheduleOn(state, localDate("2024-12-31")).code).toBe("five-day-40");
    expect(scheduleOn(state, localDate("2025-01-01")).code).toBe("own");
  });
});

describe("setting a salary", () => {
  const set = (from: string, minor = 12_000_000) =>
    changing((state) =>
      subject.setSalary(
        command(subject.SetSalary.parse({ employeeId: "anna", from, monthly: { minor, currency: "RUB" } })),
        state,
      ),
    );
  const salary = (from: string, minor: number) =>
    SalarySet({ employeeId: "anna", from, monthly: { minor, currency: "RUB" } });

  sharedRefusals(set);
  test("records it from the day on", () => set("2025-01-01")([hired]).thenAppends(salary("2025-01-01", 12_000_000)));
  test("that was set for this day already changes nothing", () =>
    set("2025-03-01")([hired, salary("2025-03-01", 12_000_000)]).thenNothing());
  test("that is paid already is recorded for its day: the earlier one may be corrected later", () =>
    set("2025-03-01")([hired, salary("2025-01-01", 12_000_000)]).thenAppends(salary("2025-03-01", 12_000_000)));
  test("to another amount records that", () =>
    set(
      "2025-03-01",
      13_000_000,
    )([hired, salary("2025-01-01", 12_000_000)]).thenAppends(salary("2025-03-01", 13_000_000)));
  test("for an earlier day leaves the later salary in force", () => {
    const state = fold(employee, [hired, salary("2025-06-01", 2), salary("2025-01-01", 1)]);
    expect(state?.salaries.map(({ monthly }) => monthly.minor)).toEqual([1, 2]);
  });
  test.each([-1, 0.5, 100_000_000_001, Number.NaN])("of %d kopecks is no command at all", (minor) =>
    expect(() => set("2025-01-01", minor)([hired])).toThrow(),
  );
});

describe("transferring", () => {
  const transfer = (from: string, unitId = "bank", position = "Head") =>
    changing((state) =>
      subject.transferEmployee(
        command(subject.TransferEmployee.parse({ employeeId: "anna", from, unitId, position })),
        state,
        { organisation: bank },
      ),
    );

  sharedRefusals(transfer);
  test("moves to the unit from the day on", () => {
    transfer("2025-01-01")([hired]).thenAppendsSome();
    const moved = EmployeeTransferred({ employeeId: "anna", from: "2025-01-01", unitId: "bank", position: "Head" });
    const state = fold(employee, [hired, moved]);
    if (state === undefined) throw new Error("hired");
    expect(["2024-01-01", "2024-12-31", "2025-01-01"].map((on) => unitOn(state, localDate(on)))).toEqual([
      "branch",
      "branch",
      "bank",
    ]);
  });
  test("to where the employee is already changes nothing", () =>
    transfer("2024-03-01", "branch", "Teller")([hired]).thenNothing());
  test("to a unit that is dissolved by then is refused, and before that it is not", () => {
    const gone = fold(organisation, [UnitDissolved({ unitId: "bank", successorId: "branch", on: "2025-02-01" })], bank);
    const to = (from: string) =>
      changing((state) =>
        subject.transferEmployee(
          command(subject.TransferEmployee.parse({ employeeId: "anna", from, unitId: "bank", position: "Head" })),
          state,
          { organisation: gone },
        ),
      )([hired]);
    to("2025-02-01").thenRefused("unit-dissolved", { unitId: "bank", on: "2025-02-01" });
    to("2025-01-31").thenAppendsSome();
  });
  test("to a unit that is not there is refused", () =>
    transfer("2025-01-01", "nowhere")([hired]).thenRefused("unit-unknown"));
});

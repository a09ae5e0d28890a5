// A unit's timesheet: what may be typed into it, when a cell locks, its way to closing, and corrective sheets.
import { describe, test } from "@jest/globals";
import { employee, type Employment } from "../employee/employee.js";
import { EmployeeRehired } from "../employee/employment-events.js";
import type { Decision } from "../kernel/decision.js";
import { localDate } from "../kernel/local-date.js";
import { organisation, UnitDissolved } from "../organisation/organisation.js";
import type { PeriodStatus } from "../payroll/payroll-period.js";
import { timePolicy } from "../policy/time-policy.js";
import { employed, tree } from "../specification/bank.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { PostCorrectiveTimesheet, postCorrectiveTimesheet } from "./post-corrective.js";
import {
  OverrideLock,
  overrideLock,
  RecordDeviation,
  recordDeviation,
  RemoveDeviation,
  removeDeviation,
} from "./record-deviation.js";
import {
  CorrectiveTimesheetPosted,
  DeviationRecorded,
  DeviationRemoved,
  LockOverridden,
  timesheet,
  TimesheetAccepted,
  TimesheetClosed,
  TimesheetReturned,
  TimesheetSubmitted,
  type TimesheetEvent,
} from "./timesheet.js";
import {
  AcceptTimesheet,
  acceptTimesheet,
  CloseTimesheet,
  closeTimesheet,
  ReturnTimesheet,
  returnTimesheet,
  SubmitTimesheet,
  submitTimesheet,
} from "./timesheet-life.js";
import type { CellFacts } from "./timesheet-facts.js";

const sheet = { unitId: "branch", period: "2026-01" };
const cell = { ...sheet, employeeId: "galina", date: "2026-01-12" };

interface World {
  readonly employment?: Employment;
  readonly today?: string;
  readonly payroll?: PeriodStatus;
}
const facts = ({ employment = employed(), today = "2026-02-02", payroll = "open" }: World = {}): CellFacts => ({
  employment,
  organisation: fold(organisation, tree),
  payroll: { status: payroll },
  policy: timePolicy,
  today: localDate(today),
});
const nobody: CellFacts = { ...facts(), employment: undefined };

type Typed = { code: string; minutes: number; time?: { from: string; to: string } | null };
const full: Typed[] = [{ code: "Я", minutes: 480 }];
const stored = (entries: Typed[]) => entries.map((entry) => ({ time: null, ...entry }));
const recorded = (entries: Typed[], date = cell.date) =>
  DeviationRecorded({ ...cell, date, entries: stored(entries), recordedBy: "anna" });
const submitted = TimesheetSubmitted({ ...sheet, submittedBy: "anna" });
const returned = TimesheetReturned({ ...sheet, returnedBy: "accountant", reason: "Without an order." });
const accepted = TimesheetAccepted({ ...sheet, acceptedBy: "accountant" });
const closed = TimesheetClosed({ ...sheet, closedBy: "accountant" });

const on = (...history: TimesheetEvent[]) => ({
  when: (decide: (state: Parameters<typeof timesheet.evolve>[0]) => Decision<TimesheetEvent>) =>
    given(timesheet, history).when(decide),
});
const record = (history: TimesheetEvent[], entries: Typed[], more: object = {}, world: World | CellFacts = {}) =>
  on(...history).when((state) =>
    recordDeviation(
      command(RecordDeviation.parse({ ...cell, ...more, entries }), "anna"),
      state,
      "policy" in world ? world : facts(world),
    ),
  );

describe("recording a deviation", () => {
  test("says what the day was", () =>
    record([], [...full, { code: "С", minutes: 120, time: { from: "18:00", to: "20:00" } }]).thenAppends(
      recorded([...full, { code: "С", minutes: 120, time: { from: "18:00", to: "20:00" } }]),
    ));
  test("again as it stands changes nothing", () => record([recorded(full)], full).thenNothing());
  test("of an earlier employment is taken late, and of the gap before the next one is refused", () => {
    const again = EmployeeRehired({
      employeeId: "galina",
      hiredOn: "2026-02-02",
      unitId: "treasury",
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    });
    const employment = fold(employee, [again], employed({ lastDay: "2026-01-16" }));
    const world = employment === undefined ? {} : { employment };
    record([], full, {}, world).thenAppends(recorded(full));
    record([], full, { date: "2026-01-19" }, world).thenRefused("employee-left", { lastDay: "2026-01-16" });
    const late = [{ date: cell.date, entries: full }];
    const corrective = {
      unitId: "branch",
      period: "2026-01",
      employeeId: "galina",
      cells: late,
      reason: "Found late.",
    };
    on(submitted)
      .when((state) => {
        const parsed = PostCorrectiveTimesheet.parse(corrective);
        return postCorrectiveTimesheet(command(parsed, "accountant"), state, facts(world));
      })
      .thenAppendsSome();
  });
  test("replaces what stood there", () =>
    record([recorded(full)], [{ code: "НН", minutes: 0 }]).thenAppends(recorded([{ code: "НН", minutes: 0 }])));

  test("of somebody unknown is refused", () => record([], full, {}, nobody).thenRefused("employee-unknown"));
  test("in a unit that is not is refused", () =>
    record([], full, { unitId: "nowhere" }).thenRefused("unit-unknown", { unitId: "nowhere" }));
  test("in a unit that is dissolved by then is refused", () => {
    const dissolved = UnitDissolved({ unitId: "branch", successorId: "retail", on: "2026-01-12" });
    const world = { ...facts(), organisation: fold(organisation, [...tree, dissolved]) };
    record([], full, {}, world).thenRefused("unit-dissolved");
    record([], full, { date: "2026-01-11" }, world).thenAppendsSome();
  });
  test("of an employee of another unit is refused", () =>
    record([], full, { unitId: "treasury" }).thenRefused("not-in-unit", { unitId: "treasury" }));
  test("of a day of another month is refused", () =>
    record([], full, { date: "2026-02-01" }).thenRefused("date-outside-period"));
  test("before hire is refused", () =>
    record([], full, {}, { employment: employed({ hiredOn: "2026-01-13" }) }).thenRefused("before-hire"));
  test("after leaving is refused", () =>
    record([], full, {}, { employment: employed({ lastDay: "2026-01-11" }) }).thenRefused("employee-left"));
  test("of a day that has not come is refused", () =>
    record([], full, {}, { today: "2026-01-11" }).thenRefused("day-not-come"));

  test.each<[string, Typed[], Parameters<ReturnType<typeof record>["thenRefused"]>[0]]>([
    ["of a code that no form has", [{ code: "ЪЪ", minutes: 60 }], "timesheet-code-unknown"],
    ["of a Latin letter that looks like a code", [{ code: "H", minutes: 60 }], "timesheet-code-unknown"],
    ["of minutes of an absence", [{ code: "Б", minutes: 480 }], "code-without-minutes"],
    ["of work without minutes", [{ code: "Я", minutes: 0 }], "code-needs-minutes"],
    ["of one code twice", [...full, { code: "Я", minutes: 60 }], "code-repeated"],
    [
      "of two absences on a day",
      [
        { code: "Б", minutes: 0 },
        { code: "ОТ", minutes: 0 },
      ],
      "two-absences",
    ],
    [
      "of times that overlap",
      [
        { code: "Я", minutes: 120, time: { from: "16:00", to: "18:00" } },
        { code: "С", minutes: 120, time: { from: "17:59", to: "19:59" } },
      ],
      "times-overlap",
    ],
    [
      "of a time over midnight",
      [{ code: "Н", minutes: 120, time: { from: "23:00", to: "01:00" } }],
      "time-over-midnight",
    ],
    [
      "of other minutes than the time has",
      [{ code: "Я", minutes: 61, time: { from: "09:00", to: "10:00" } }],
      "minutes-and-time-differ",
    ],
    [
      "of more than a day has",
      [
        { code: "Я", minutes: 1440 },
        { code: "С", minutes: 1 },
      ],
      "day-too-long",
    ],
  ])("%s is refused", (_, entries, code) => record([], entries).thenRefused(code));

  test("counts the hour that the clock skips, or shows twice, as it passed", () => {
    const berlin = (date: string, minutes: number) => {
      const employment = employed();
      const world = facts({
        employment: {
          ...employment,
          places: employment.places.map((place) => ({ ...place, timeZone: "Europe/Berlin" })),
        },
        today: date,
      });
      const entries = [{ code: "Н", minutes, time: { from: "00:00", to: "06:00" } }];
      return record([], entries, { period: date.slice(0, 7), date }, world);
    };
    berlin("2026-03-29", 300).thenAppendsSome();
    berlin("2026-10-25", 420).thenAppendsSome();
    berlin("2026-10-24", 360).thenAppendsSome();
    berlin("2026-03-29", 360).thenRefused("minutes-and-time-differ", { elapsed: 300 });
  });

  test.each([
    ["25:00", { code: "Я", minutes: 60, time: { from: "25:00", to: "26:00" } }],
    ["NaN", { code: "Я", minutes: Number.NaN }],
    ["a negative number", { code: "Я", minutes: -1 }],
    ["half a minute", { code: "Я", minutes: 0.5 }],
    ["text", { code: "Я", minutes: "480" }],
  ])("of %s is no command at all", (_, entry) => {
    if (RecordDeviation.safeParse({ ...cell, entries: [entry] }).success) throw new Error("was taken");
  });
});

describe("a cell", () => {
  test("locks after its days of grace", () => {
    record([], full, {}, { today: "2026-02-16" }).thenAppendsSome();
    record([], full, {}, { today: "2026-02-17" }).thenRefused("cell-locked", { since: "2026-02-16" });
  });
  test("of unknown reason is provisional: it is replaced freely until submission", () => {
    record([recorded([{ code: "НН", minutes: 0 }])], full, {}, { today: "2026-06-01" }).thenAppendsSome();
    record([recorded([{ code: "НН", minutes: 0 }]), submitted], full).thenRefused("timesheet-not-open");
  });
  test("opens again by an override, until its day", () => {
    const overridden = LockOverridden({ ...cell, until: "2026-03-02", overriddenBy: "hr", reason: "Late." });
    record([overridden], full, {}, { today: "2026-03-02" }).thenAppendsSome();
    record([overridden], full, {}, { today: "2026-03-03" }).thenRefused("cell-locked");
  });
  test("of a closed payroll period takes nothing", () =>
    record([], full, {}, { payroll: "closed" }).thenRefused("period-closed"));
});

describe("taking a deviation back", () => {
  const remove = (history: TimesheetEvent[], world: World = {}) =>
    on(...history).when((state) => removeDeviation(command(RemoveDeviation.parse(cell), "anna"), state, facts(world)));

  test("leaves the day as planned", () =>
    remove([recorded(full)]).thenAppends(DeviationRemoved({ ...cell, removedBy: "anna" })));
  test("that is not there changes nothing", () => remove([]).thenNothing());
  test("from a submitted sheet is refused", () =>
    remove([recorded(full), submitted]).thenRefused("timesheet-not-open", { status: "submitted" }));
});

describe("overriding a lock", () => {
  const override = (today: string, until: string, ...history: TimesheetEvent[]) =>
    on(...history).when((state) =>
      overrideLock(command(OverrideLock.parse({ ...cell, until, reason: "Late." })), state, facts({ today })),
    );
  const overridden = LockOverridden({ ...cell, until: "2026-03-20", overriddenBy: "hr", reason: "Late." });

  test("is itself recorded", () => override("2026-03-10", "2026-03-20").thenAppends(overridden));
  test("again changes nothing", () => override("2026-03-10", "2026-03-20", overridden).thenNothing());
  test("of a cell that is not locked is refused", () =>
    override("2026-01-20", "2026-01-21").thenRefused("cell-not-locked"));
  test("into the past or for too long is refused", () => {
    override("2026-03-10", "2026-03-09").thenRefused("override-too-long");
    override("2026-03-10", "2026-04-11").thenRefused("override-too-long", { latest: "2026-04-10" });
  });
  test("of a submitted sheet is refused", () =>
    override("2026-03-10", "2026-03-20", submitted).thenRefused("timesheet-not-open"));
});

describe("the way of a sheet", () => {
  const submit = (today: string, ...history: TimesheetEvent[]) =>
    on(...history).when((state) =>
      submitTimesheet(command(SubmitTimesheet.parse(sheet), "anna"), state, facts({ today })),
    );
  test("is submitted by the month's end", () => submit("2026-01-26").thenAppends(submitted));
  test("not before", () => submit("2026-01-25").thenRefused("timesheet-too-early", { earliest: "2026-01-26" }));
  test("submitted again changes nothing", () => submit("2026-02-02", submitted).thenNothing());
  test("closed is not submitted again", () =>
    submit("2026-02-02", submitted, accepted, closed).thenRefused("timesheet-not-open"));
  test("comes back and is submitted again", () => submit("2026-02-02", submitted, returned).thenAppends(submitted));

  const giveBack = (...history: TimesheetEvent[]) =>
    on(...history).when((state) => {
      const data = ReturnTimesheet.parse({ ...sheet, reason: "Without an order." });
      return returnTimesheet(command(data, "accountant"), state, facts());
    });
  test("is returned with a reason", () => giveBack(submitted).thenAppends(returned));
  test("is returned also after it was accepted", () => giveBack(submitted, accepted).thenAppends(returned));
  test("that is open needs no return", () => giveBack().thenNothing());
  test("closed is not returned", () => giveBack(submitted, accepted, closed).thenRefused("timesheet-closed"));

  const accept = (...history: TimesheetEvent[]) =>
    on(...history).when((state) =>
      acceptTimesheet(command(AcceptTimesheet.parse(sheet), "accountant"), state, facts()),
    );
  test("is accepted", () => accept(submitted).thenAppends(accepted));
  test("accepted again changes nothing", () => accept(submitted, accepted).thenNothing());
  test("that nobody submitted is not accepted", () => accept().thenRefused("timesheet-not-submitted"));

  const close = (...history: TimesheetEvent[]) =>
    on(...history).when((state) => closeTimesheet(command(CloseTimesheet.parse(sheet), "accountant"), state, facts()));
  test("is closed", () => close(submitted, accepted).thenAppends(closed));
  test("closed again changes nothing", () => close(submitted, accepted, closed).thenNothing());
  test("that nobody accepted is not closed", () => close(submitted).thenRefused("timesheet-not-accepted"));
});

describe("a corrective sheet", () => {
  const cells = [{ date: cell.date, entries: [{ code: "Б", minutes: 0 }] }];
  const post = (history: TimesheetEvent[], more: object = {}, world: World = {}) =>
    on(...history).when((state) => {
      const { date: _, ...person } = cell;
      const data = PostCorrectiveTimesheet.parse({ ...person, cells, reason: "The certificate came late.", ...more });
      return postCorrectiveTimesheet(command(data, "accountant"), state, facts(world));
    });
  const posted = (number: number) => {
    const { date: _, ...person } = cell;
    const entries = stored([{ code: "Б", minutes: 0 }]);
    return CorrectiveTimesheetPosted({
      ...person,
      number,
      cells: [{ date: cell.date, entries }],
      reason: "The certificate came late.",
      postedBy: "accountant",
    });
  };

  test("says what turned out after submission", () => post([submitted]).thenAppends(posted(1)));
  test("counts up", () => {
    const cells = [{ date: "2026-01-13", entries: stored([{ code: "Б", minutes: 0 }]) }];
    const other = { ...posted(1), data: { ...posted(1).data, cells } } as TimesheetEvent;
    post([submitted, other]).thenAppends(posted(2));
  });
  test("is posted also for a closed payroll period", () =>
    post([submitted, accepted, closed], {}, { payroll: "closed" }).thenAppends(posted(1)));
  test("of what is known already changes nothing", () => post([submitted, posted(1)]).thenNothing());
  test("puts a day back to what was planned", () => {
    post([recorded(full), submitted], { cells: [{ date: cell.date, entries: [] }] }).thenAppendsSome();
  });
  test("before submission is refused: it is recorded then", () => post([]).thenRefused("timesheet-still-open"));
  test("that names a day twice is refused", () =>
    post([submitted], { cells: [...cells, ...cells] }).thenRefused("day-repeated"));
  test("of a day that is not the sheet's is refused", () =>
    post([submitted], { cells: [{ ...cells[0], date: "2026-02-01" }] }).thenRefused("date-outside-period"));
  test("of bad entries is refused", () =>
    post([submitted], { cells: [{ date: cell.date, entries: [{ code: "Я", minutes: 0 }] }] }).thenRefused(
      "code-needs-minutes",
    ));
});

test("what is null since a person was erased makes no fold fail", () => {
  const erased = { ...recorded(full), data: { ...recorded(full).data, entries: null as never } };
  record([erased], full).thenAppendsSome();
});

// Asking for an absence: what is counted, what is reserved, and every reason for which it is refused.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { organisation } from "../../organisation/organisation.js";
import { accountant, employed, facts, head, hrOf, hrOfAll, tree } from "../../specification/bank.js";
import { appended, command, fold, given } from "../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../absence.js";
import { LeaveGranted } from "../ledger/ledger-events.js";
import { AbsenceRequested } from "./request-events.js";
import type { AbsenceFacts } from "../absence-facts.js";
import { SubmitLeave, submitLeave } from "./submit-leave.js";

const FIRST = "11111111-1111-4111-8111-111111111111";
const SECOND = "22222222-2222-4222-8222-222222222222";

interface Ask {
  readonly kind?: string;
  readonly from: string;
  readonly to: string;
  readonly dayPart?: string;
  readonly actor?: string;
  readonly commandId?: string;
  readonly history?: AbsenceEvent[];
  readonly told?: Partial<AbsenceFacts>;
}
const ask = ({
  kind = "annual-leave",
  from,
  to,
  dayPart,
  actor = "galina",
  commandId = SECOND,
  history = [],
  told,
}: Ask) =>
  given(absence, history).when((state) =>
    submitLeave(
      command(SubmitLeave.parse({ employeeId: "galina", kind, from, to, dayPart }), actor, commandId),
      state,
      facts(told),
    ),
  );

const year = (from: string, to: string, usableFrom = from, amount = 2800) =>
  LeaveGranted({
    employeeId: "galina",
    ledger: "annual",
    amount,
    workingYear: { from, to },
    effectiveOn: from,
    usableFrom,
    source: "working-year",
    yearNumber: Number(from.slice(0, 4)) - 2024,
  });
const opening = (amount: number, on: string) =>
  LeaveGranted({
    employeeId: "galina",
    ledger: "annual",
    amount,
    workingYear: null,
    effectiveOn: on,
    usableFrom: on,
    source: "opening-balance",
  });
const balance = (days: number) => [opening(days * 100, "2026-01-01")];

const request = (events: readonly AbsenceEvent[]) => {
  const found = events.find(({ type }) => type === "AbsenceRequested");
  if (found?.type !== "AbsenceRequested") throw new Error("nothing was requested");
  return found.data;
};

describe("a request for annual leave", () => {
  test("reserves its calendar days, and waits for the head of the unit", () =>
    ask({ from: "2026-02-16", to: "2026-02-20", history: balance(10) }).thenAppends(
      AbsenceRequested({
        employeeId: "galina",
        requestId: SECOND,
        kind: "annual-leave",
        from: "2026-02-16",
        to: "2026-02-20",
        dayPart: "full",
        ledger: "annual",
        reserved: 500,
        days: [{ from: "2026-02-16", to: "2026-02-20", means: "leave", counted: 100 }],
        comment: null,
        route: [{ holder: "unit-head", unitId: "branch", ...POINTS }],
        requestedBy: "galina",
      }),
    ));

  test("posts the working years that begin by its last day ahead of itself", () => {
    const events = ask({ from: "2026-02-25", to: "2026-03-02" }).thenAppendsSome();
    expect(events.map(({ type }) => type)).toEqual([
      "LeaveGranted",
      "LeaveGranted",
      "LeaveGranted",
      "AbsenceRequested",
    ]);
    expect(events.slice(0, 3)).toEqual([
      year("2024-03-01", "2025-02-28", "2024-09-01"),
      year("2025-03-01", "2026-02-28"),
      year("2026-03-01", "2027-02-28"),
    ]);
  });

  test("does not count public holidays, and counts days off and transferred days off", () => {
    const over9May = request(ask({ from: "2026-05-04", to: "2026-05-17" }).thenAppendsSome());
    expect(over9May.reserved).toBe(1300);
    expect(over9May.days).toEqual([
      { from: "2026-05-04", to: "2026-05-08", means: "leave", counted: 100 },
      { from: "2026-05-09", to: "2026-05-09", means: "holiday", counted: 0 },
      { from: "2026-05-10", to: "2026-05-17", means: "leave", counted: 100 },
    ]);
  });

  test("over a year's end is counted by both calendars", () => {
    // 29–31 December 2025 count, 1–8 January do not, 9–11 January do: 6 days.
    const over = ask({ from: "2025-12-29", to: "2026-01-11", told: { today: localDate("2025-12-01") } });
    expect(request(over.thenAppendsSome()).reserved).toBe(600);
  });

  test("of public holidays alone is refused", () =>
    ask({ from: "2026-01-01", to: "2026-01-08", told: { today: localDate("2025-12-01") } }).thenRefused(
      "counts-no-days",
    ));

  test("of half a day is refused, it is taken in whole days", () =>
    ask({ from: "2026-02-16", to: "2026-02-16", dayPart: "morning" }).thenRefused("whole-days-only"));
});

describe("the balance", () => {
  test("may be used to its last day, and not a day more", () => {
    ask({ from: "2026-02-09", to: "2026-02-18", history: balance(10) }).thenAppendsSome();
    ask({ from: "2026-02-09", to: "2026-02-19", history: balance(10) }).thenRefused("balance-exceeded", {
      asked: 11,
      available: 10,
      on: "2026-02-19",
    });
  });

  test("is lowered by requests that are still pending", () => {
    const pending = ask({ from: "2026-02-09", to: "2026-02-12", commandId: FIRST, history: balance(10) });
    const history = [...balance(10), ...pending.thenAppendsSome()];
    ask({ from: "2026-02-16", to: "2026-02-21", history }).thenAppendsSome();
    ask({ from: "2026-02-16", to: "2026-02-22", history }).thenRefused("balance-exceeded", { available: 6 });
  });

  test("keeps what a later leave is promised: an earlier one cannot take it", () => {
    // The working year of March 2027 begins after both, so nothing new comes between.
    const held = ask({ from: "2026-12-07", to: "2026-12-16", commandId: FIRST, history: balance(10) });
    const events = held.thenAppendsSome();
    // 10 + 28 of March 2026; 10 are promised in December.
    const history = [...balance(10), ...events];
    ask({ from: "2026-04-01", to: "2026-04-28", history }).thenAppendsSome();
    ask({ from: "2026-04-01", to: "2026-04-29", history }).thenRefused("balance-exceeded", {
      asked: 29,
      available: 28,
      on: "2026-12-16",
    });
  });

  test("counts a working year from the day on which it begins, not before", () => {
    // 2 days left until 28 February; the working year of 1 March brings 28.
    ask({ from: "2026-02-27", to: "2026-03-10", history: balance(2) }).thenAppendsSome();
    ask({ from: "2026-02-26", to: "2026-03-10", history: balance(2) }).thenRefused("balance-exceeded", {
      on: "2026-02-28",
      available: 2,
    });
  });

  test("of one ledger does not pay for another", () =>
    ask({ kind: "additional-leave", from: "2026-02-09", to: "2026-02-09", history: balance(10) }).thenRefused(
      "balance-exceeded",
      { available: 0 },
    ));
});

describe("the right to leave", () => {
  const newcomer = { employment: employed({ hiredOn: "2025-08-31" }) };

  test("begins on the same number of the sixth month, or its last day", () => {
    ask({ from: "2026-02-28", to: "2026-03-06", told: newcomer }).thenAppendsSome();
    ask({ from: "2026-02-27", to: "2026-03-06", told: newcomer }).thenRefused("leave-right-not-begun", {
      on: "2026-02-28",
    });
  });
  test("is not asked for unpaid leave", () => {
    ask({ kind: "unpaid-leave", from: "2026-02-09", to: "2026-02-10", told: newcomer }).thenAppendsSome();
  });
});

describe("other kinds", () => {
  test("sick leave counts every calendar day and draws on no ledger", () => {
    const sick = request(ask({ kind: "sick-leave", from: "2026-05-08", to: "2026-05-12" }).thenAppendsSome());
    expect(sick).toMatchObject({ ledger: null, reserved: 0, days: [{ from: "2026-05-08", to: "2026-05-12" }] });
  });
  test("remote work counts the days of the person's schedule", () => {
    const remote = request(ask({ kind: "remote-work", from: "2026-05-08", to: "2026-05-12" }).thenAppendsSome());
    expect(remote.days.map(({ from, means, counted }) => [from, means, counted])).toEqual([
      ["2026-05-08", "leave", 100],
      ["2026-05-09", "holiday", 0],
      ["2026-05-10", "off", 0],
      ["2026-05-12", "leave", 100],
    ]);
    ask({ kind: "remote-work", from: "2026-05-09", to: "2026-05-11" }).thenRefused("counts-no-days");
  });
  test("a shift planned on a holiday is a working day", () => {
    const shifts = { employment: employed({ schedule: "shift-2-2-a" }) };
    const remote = ask({ kind: "remote-work", from: "2026-05-01", to: "2026-05-10", told: shifts }).thenAppendsSome();
    expect(request(remote).days.reduce((sum, { means }) => sum + Number(means === "leave"), 0)).toBeGreaterThan(1);
  });
  test("half days are counted as halves where the country's policy has them", () => {
    const german = { employment: employed({ country: "DE" }) };
    const half = ask({ from: "2026-02-16", to: "2026-02-16", dayPart: "morning", told: german });
    expect(request(half.thenAppendsSome())).toMatchObject({ reserved: 50, dayPart: "morning" });
    expect(() => ask({ from: "2026-02-16", to: "2026-02-17", dayPart: "morning", told: german })).toThrow("half a day");
  });
  test("elsewhere annual leave counts working days, 20 a year from hire on", () => {
    const british = { employment: employed({ country: "GB", hiredOn: "2026-02-01" }) };
    const month = request(ask({ from: "2026-02-09", to: "2026-03-06", told: british }).thenAppendsSome());
    expect(month.reserved).toBe(2000);
    ask({ from: "2026-02-09", to: "2026-03-09", told: british }).thenRefused("balance-exceeded", { available: 20 });
  });
});

describe("dates", () => {
  test("reversed are refused", () => ask({ from: "2026-02-10", to: "2026-02-09" }).thenRefused("dates-reversed"));
  test("of more than 366 days are refused, 366 are not", () => {
    ask({ kind: "sick-leave", from: "2025-02-02", to: "2026-02-02" }).thenAppendsSome();
    ask({ kind: "sick-leave", from: "2025-02-01", to: "2026-02-02" }).thenRefused("absence-too-long", {
      days: 367,
      limit: 366,
    });
  });
  test("before the hire are refused", () =>
    ask({ kind: "sick-leave", from: "2024-02-29", to: "2024-03-01" }).thenRefused("before-hire"));
  test("after the last day of employment are refused, the last day is not", () => {
    const told = { employment: employed({ lastDay: "2026-02-27" }) };
    ask({ from: "2026-02-26", to: "2026-02-27", told }).thenAppendsSome();
    ask({ from: "2026-02-26", to: "2026-02-28", told }).thenRefused("employee-left", { lastDay: "2026-02-27" });
  });
  test("in the past are refused to the employee and allowed to HR", () => {
    ask({ from: "2026-02-02", to: "2026-02-03" }).thenAppendsSome();
    ask({ from: "2026-02-01", to: "2026-02-03" }).thenRefused("back-dated", { allowed: "hr-officer" });
    ask({ from: "2026-02-01", to: "2026-02-03", actor: "hanna", told: { roles: hrOfAll } }).thenAppendsSome();
  });
  test("in the past are allowed to the employee for sickness", () => {
    ask({ kind: "sick-leave", from: "2026-01-26", to: "2026-02-03" }).thenAppendsSome();
  });
  test("more than two years ahead are refused", () => {
    const told = { employment: employed({ country: "DE" }) };
    ask({ from: "2028-02-02", to: "2028-02-02", told }).thenAppendsSome();
    ask({ from: "2028-02-03", to: "2028-02-03", told }).thenRefused("too-far-ahead", { months: 24 });
  });
  test("in a year without a calendar are refused, also when only the end lies there", () => {
    ask({ from: "2027-02-01", to: "2027-02-05" }).thenRefused("calendar-not-loaded", { country: "RU", year: 2027 });
    ask({ from: "2026-12-28", to: "2027-01-05" }).thenRefused("calendar-not-loaded", { year: 2027 });
  });
});

describe("an absence that overlaps another", () => {
  const first = ask({ from: "2026-02-09", to: "2026-02-13", commandId: FIRST, history: balance(20) });
  const history = [...balance(20), ...first.thenAppendsSome()];

  test.each([
    ["2026-02-09", "2026-02-13"],
    ["2026-02-13", "2026-02-16"],
    ["2026-02-06", "2026-02-09"],
    ["2026-02-10", "2026-02-11"],
    ["2026-02-05", "2026-02-20"],
  ])("by %s to %s is refused, of whatever kind", (from, to) => {
    ask({ from, to, history }).thenRefused("absence-overlaps", { requestId: FIRST });
    ask({ kind: "sick-leave", from, to, history }).thenRefused("absence-overlaps", { requestId: FIRST });
  });
  test("beside it is allowed", () => {
    ask({ from: "2026-02-07", to: "2026-02-08", history }).thenAppendsSome();
    ask({ from: "2026-02-14", to: "2026-02-15", history }).thenAppendsSome();
  });
  test("with the same command id is the same request", () =>
    ask({ from: "2026-02-09", to: "2026-02-13", commandId: FIRST, history }).thenNothing());
});

describe("who asks", () => {
  const dates = { from: "2026-02-16", to: "2026-02-20" };
  test("for somebody else is refused, be it the head", () => {
    ask({ ...dates, actor: "zoya" }).thenRefused("not-own-request");
    ask({ ...dates, actor: "anna" }).thenRefused("not-own-request");
    ask({ ...dates, actor: "anna", told: { roles: accountant } }).thenRefused("not-own-request");
  });
  test("as HR may do so for the units of the scope and all under them", () => {
    const told = { roles: hrOf("retail") };
    expect(request(ask({ ...dates, actor: "hanna", told }).thenAppendsSome()).requestedBy).toBe("hanna");
    ask({ ...dates, actor: "hanna", told: { roles: hrOf("treasury") } }).thenRefused("not-own-request");
  });
  test("for nobody employed is refused", () =>
    ask({ ...dates, told: { employment: undefined } }).thenRefused("employee-unknown"));
  test("for a kind that is not there is told which are", () =>
    ask({ ...dates, kind: "moon-day" }).thenRefused("kind-unknown", {
      kinds: expect.arrayContaining(["annual-leave"]),
    }));
});

/** When a step reminds and escalates, in working days (DOMAIN, “Route”). */
const POINTS = { remindAfter: 2, escalateAfter: 5 };

describe("the route", () => {
  const dates = { from: "2026-02-16", to: "2026-02-20" };
  const routed = (told: Partial<AbsenceFacts>, actor = "galina") =>
    request(ask({ ...dates, told, actor }).thenAppendsSome()).route;
  const headed = (...events: ReturnType<typeof head>[]) => fold(organisation, [...tree, ...events]);

  test("climbs where the unit has no head", () =>
    expect(routed({ organisation: headed(head("bank", "boris")) })).toEqual([
      { holder: "unit-head", unitId: "bank", ...POINTS },
    ]));
  test("climbs past the employee who heads the unit", () =>
    expect(routed({ organisation: headed(head("branch", "galina"), head("retail", "vera")) })).toEqual([
      { holder: "unit-head", unitId: "retail", ...POINTS },
    ]));
  test("climbs past the author who heads the unit", () =>
    expect(
      routed({ organisation: headed(head("branch", "anna"), head("retail", "vera")), roles: hrOfAll }, "anna"),
    ).toEqual([{ holder: "unit-head", unitId: "retail", ...POINTS }]));
  test("ends with HR where nobody is left above", () => {
    const toHr = [{ holder: "role", role: "hr-officer", ...POINTS }];
    expect(routed({ organisation: headed() })).toEqual(toHr);
    expect(routed({ organisation: headed(head("bank", "galina"), head("branch", "galina")) })).toEqual(toHr);
    expect(routed({ employment: employed({ unitId: "closed" }) })).toEqual(toHr);
  });
  test("goes to whoever heads the unit on that day", () =>
    expect(routed({ organisation: headed(head("branch", "anna", "2026-02-03"), head("retail", "vera")) })).toEqual([
      { holder: "unit-head", unitId: "retail", ...POINTS },
    ]));
});

test("a refused request posts no grants", () => {
  const asked = SubmitLeave.parse({ employeeId: "galina", kind: "annual-leave", from: "2026-03-01", to: "2026-12-31" });
  const decision = submitLeave(command(asked, "galina"), fold(absence, []), facts());
  expect(decision).toMatchObject({ refused: "balance-exceeded", details: { available: 84 } });
  expect(appended(decision)).toEqual([]);
});

// What HR does to a ledger: each decision, and each of its refusals. Figures of Russia unless said otherwise.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../../kernel/local-date.js";
import { employed } from "../../../specification/bank.js";
import { appended, command, fold } from "../../../specification/given-when-then.js";
import {
  adjusts,
  agrees,
  approves,
  asks,
  carriesOver,
  compensates,
  encashes,
  idOf,
  opens,
  rejects,
  reverses,
  run,
  story,
  type Step,
} from "../../../specification/leave-story.js";
import { absence } from "../../absence.js";
import { CorrectAbsence, correctAbsence } from "../../change/correct-absence.js";
import { unrecorded } from "../lots.js";

const on = localDate;
/** Galina was hired on 1 March 2024; three working years have begun. */
const may = { today: on("2026-05-01") };
const granted = run("2026-05-01");
const german = { ...may, employment: employed({ country: "DE" }) };
const leaving = (lastDay: string, hiredOn = "2024-03-01", country = "RU") => ({
  today: on("2026-05-01"),
  employment: employed({ lastDay, hiredOn, country }),
});
const nobody = { ...may, employment: undefined };

describe("adjusting", () => {
  test("adds and takes as of a day, and says why", () => {
    const { balances, events } = story(may, granted, adjusts(150, "2026-02-01"), adjusts(-300, "2026-04-01"));
    expect(balances(["2026-01-31", "2026-02-01", "2026-03-01", "2026-04-01"])).toEqual([5600, 5750, 8550, 8250]);
    expect(events.at(-1)?.data).toMatchObject({ amount: -300, effectiveOn: "2026-04-01", reason: "It was wrong." });
  });
  test("what is added may expire on a day of its own", () => {
    const { balances } = story(may, granted, adjusts(150, "2026-04-01", { expiresOn: "2026-06-30" }));
    expect(balances(["2026-06-30", "2026-07-01"])).toEqual([8550, 8400]);
  });
  test("is measured in minutes where the ledger is", () => {
    const minutes = { ledger: "time-off", expiresOn: "2027-04-01" };
    const { balances } = story(
      german,
      adjusts(480, "2026-04-01", minutes),
      adjusts(-90, "2026-04-20", { ledger: "time-off" }),
    );
    expect(balances(["2026-04-01", "2026-04-20", "2027-04-02"], "time-off")).toEqual([480, 390, 0]);
  });
  test("never takes what a request has reserved", () => {
    const reserved = story(may, granted, asks("2026-07-06", "2026-07-19"));
    expect(reserved.refuses(adjusts(-7001, "2026-05-01"))).toEqual({
      "ledger-under-floor": { ledger: "annual", on: "2026-07-19", available: 70 },
      path: "/amount",
    });
    story(may, granted, asks("2026-07-06", "2026-07-19"), adjusts(-7000, "2026-05-01"));
  });
  test.each([
    ["employee-unknown", nobody, adjusts(100, "2026-05-01")],
    ["ledger-unknown", may, adjusts(100, "2026-05-01", { ledger: "moon" })],
    ["before-hire", may, adjusts(100, "2024-02-29")],
    ["employee-left", leaving("2026-04-30"), adjusts(100, "2026-05-01")],
    ["too-far-ahead", may, adjusts(100, "2028-05-02")],
    ["dates-reversed", may, adjusts(100, "2026-05-01", { expiresOn: "2026-04-30" })],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
});

describe("reversing", () => {
  const adjusted = [granted, adjusts(150, "2026-02-01"), asks("2026-07-06", "2026-07-19")] as const;

  test("restores every balance, of before as of after", () => {
    const days = ["2026-01-31", "2026-02-01", "2026-05-01", "2026-07-19"];
    const without = story(may, granted, asks("2026-07-06", "2026-07-19"));
    const restored = story(may, ...adjusted, reverses(idOf(1)));
    expect(restored.balances(days)).toEqual(without.balances(days));
    expect(restored.usable(days)).toEqual(without.usable(days));
    expect(restored.available("2026-05-01")).toEqual(without.available("2026-05-01"));
  });
  test("deletes nothing: the entry and what takes it back both stand", () =>
    expect(
      story(may, ...adjusted, reverses(idOf(1))).state.entries.filter(({ amount }) => Math.abs(amount) === 150),
    ).toMatchObject([
      { kind: "adjustment", amount: 150, effectiveOn: "2026-02-01" },
      { kind: "reversal", amount: -150, effectiveOn: "2026-02-01", concerns: idOf(1) },
    ]));
  test("of a grant that expires takes its expiry with it", () => {
    const { balances } = story(german, opens(1000, "2025-12-01"), reverses("opening-balance"));
    expect(balances(["2025-12-31", "2026-01-01", "2026-04-01"])).toEqual([0, 0, 0]);
  });
  test("of a grant is not undone by running the accruals again", () => {
    const reversed = story(may, granted, reverses("leave-year-2024-03-01"), run("2026-05-01"));
    expect(reversed.balances(["2026-05-01"])).toEqual([5600]);
  });
  test("once more changes nothing", () => {
    const { events } = story(may, ...adjusted, reverses(idOf(1)), reverses(idOf(1)));
    expect(events.filter(({ type }) => type === "LedgerEntryReversed")).toHaveLength(1);
  });
  test("of what was used since is refused", () =>
    expect(
      story(may, opens(1400, "2026-05-01"), asks("2026-07-06", "2026-07-19")).refuses(reverses("opening-balance")),
    ).toMatchObject({ "ledger-under-floor": { on: "2026-07-06" }, path: "/source" }));
  test.each([
    ["employee-unknown", nobody, reverses("x")],
    ["ledger-unknown", may, reverses("x", "moon")],
    ["entry-unknown", may, reverses("leave-year-2029-03-01")],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
  test("of a request's entries is refused: the request is what changes", () => {
    const { refuses, state } = story(may, ...adjusted);
    const [requestId] = [...state.requests.keys()];
    expect(refuses(reverses(requestId ?? ""))).toHaveProperty(["entry-not-reversible"]);
  });
});

describe("carrying over", () => {
  test("keeps days that would expire until another day, and no more than agreed", () => {
    const { balances } = story(german, granted, carriesOver("leave-year-2025-01-01", "2026-08-31", 700));
    expect(balances(["2025-12-31", "2026-01-01", "2026-08-31", "2026-09-01"])).toEqual([2000, 2700, 2700, 2000]);
  });
  test("may be reversed: the rule for everybody holds again", () => {
    const agreed = carriesOver("leave-year-2025-01-01", "2026-08-31", 700);
    const { balances } = story(german, granted, agreed, reverses(idOf(1)));
    expect(balances(["2026-01-01", "2026-03-31", "2026-04-01"])).toEqual([4000, 4000, 2000]);
  });
  test("is refused where nothing expires, and where days are planned that it would take", () => {
    expect(story(may, granted).refuses(carriesOver("leave-year-2026-03-01", "2027-08-31", 700))).toHaveProperty([
      "leave-does-not-expire",
    ]);
    // 30 working days from 2 February: 20 carried over and 10 of the year.
    const planned = story({ ...german, today: on("2026-01-15") }, run("2026-01-15"), asks("2026-02-02", "2026-03-13"));
    expect(planned.refuses(carriesOver("leave-year-2025-01-01", "2026-08-31", 900))).toMatchObject({
      "ledger-under-floor": { on: "2026-03-13" },
      path: "/most",
    });
  });
  test.each([
    ["entry-unknown", carriesOver("leave-year-2031-01-01", "2032-01-31", 700)],
    ["dates-reversed", carriesOver("leave-year-2025-01-01", "2025-12-31", 700)],
    ["too-far-ahead", carriesOver("leave-year-2025-01-01", "2028-01-01", 700)],
    ["ledger-unknown", carriesOver("leave-year-2025-01-01", "2026-08-31", 700, { ledger: "moon" })],
  ])("is refused as %s", (code, step) => expect(story(german, granted).refuses(step)).toHaveProperty([code]));
});

describe("running the accruals", () => {
  const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

  test("puts on record what has come to pass, and not what is to come", () => {
    const { events, state } = story(german, granted);
    expect(types(events)).toEqual([
      "LeaveGranted",
      "LeaveGranted",
      "LeaveGranted",
      "LeaveCarriedOver",
      "LeaveExpired",
      "LeaveCarriedOver",
      "LeaveExpired",
    ]);
    expect(unrecorded(state.entries, "annual").map(({ effectiveOn }) => effectiveOn)).toEqual([
      "2027-01-01",
      "2027-01-01",
      "2027-04-01",
    ]);
  });
  test("records the difference when days are given back into what has expired: they expire at once", () => {
    const before = story({ ...german, today: on("2025-03-01") }, run("2025-03-01"), asks("2025-03-10", "2025-03-14"));
    const [requestId] = [...before.state.requests.keys()];
    const used = [run("2025-03-01"), asks("2025-03-10", "2025-03-14")] as const;
    const steps = [...used, run("2026-05-01")] as const;
    const expiredOf = ({ events }: ReturnType<typeof story>) =>
      events.flatMap(({ type, data }) => (type === "LeaveExpired" ? [[data.source, data.sequence, data.amount]] : []));
    const first = story(german, ...steps);
    expect(expiredOf(first)).toEqual([
      ["leave-year-2024-03-01-carried", 0, 1500],
      ["leave-year-2025-01-01-carried", 0, 2000],
    ]);
    const rejected = story(german, ...steps, rejects(requestId ?? ""), run("2026-05-01"));
    expect(expiredOf(rejected).slice(2)).toEqual([["leave-year-2024-03-01-carried", 1, 500]]);
    expect(rejected.balances(["2025-04-01", "2026-04-01"])).toEqual([2000, 2000]);
  });
  test("is refused beyond what may be granted ahead, and for nobody", () => {
    expect(story(may).refuses(run("2028-05-02"))).toHaveProperty(["too-far-ahead"]);
    expect(story(nobody).refuses(run("2026-05-01"))).toHaveProperty(["employee-unknown"]);
  });
});

describe("additional leave", () => {
  test("is granted with each working year, the first in part", () => {
    const { balances } = story(may, agrees("irregular-hours", 300, "2024-09-01"), granted);
    // Six of twelve months of the first year, then three days each.
    expect(balances(["2024-08-31", "2024-09-01", "2025-03-01", "2026-03-01"], "additional")).toEqual([
      0, 150, 450, 750,
    ]);
  });
  test("ends with the agreement, and two agreements add up", () => {
    const both = [
      agrees("irregular-hours", 300, "2024-03-01"),
      agrees("harmful-conditions", 700, "2024-03-01"),
    ] as const;
    expect(story(may, ...both, granted).balances(["2026-05-01"], "additional")).toEqual([3000]);
    const ended = agrees("irregular-hours", 300, "2024-03-01", { agreement: idOf(0), until: "2025-02-28" });
    expect(story(may, ...both, ended, granted).balances(["2026-05-01"], "additional")).toEqual([2400]);
  });
  test.each([
    ["employee-unknown", nobody, agrees("contract", 300, "2026-03-01")],
    ["before-hire", may, agrees("contract", 300, "2024-02-29")],
    ["employee-left", leaving("2026-04-30"), agrees("contract", 300, "2026-05-01")],
    ["dates-reversed", may, agrees("contract", 300, "2026-03-01", { until: "2026-02-28" })],
    ["additional-leave-unknown", may, agrees("severe-disability", 500, "2026-03-01")],
    ["additional-leave-too-short", may, agrees("irregular-hours", 299, "2026-03-01")],
    ["entry-unknown", may, agrees("contract", 300, "2026-03-01", { agreement: "none" })],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
});

describe("encashment", () => {
  const extra = agrees("irregular-hours", 300, "2024-03-01");

  test("in Russia is of what exceeds 28 days of each year, and no more", () => {
    expect(story(may, granted).refuses(encashes(1))).toEqual({
      "leave-kept": { ledger: "annual", allowed: 0 },
      path: "/amount",
    });
    const { balances, refuses } = story(may, extra, encashes(600, "additional"));
    expect(balances(["2026-05-01"], "additional")).toEqual([300]);
    expect(refuses(encashes(301, "additional"))).toMatchObject({ "leave-kept": { allowed: 3 } });
  });
  test("is never of what is taken or planned", () => {
    const planned = [extra, granted, asks("2026-07-06", "2026-07-13", "additional-leave")] as const;
    expect(story(may, ...planned).refuses(encashes(200, "additional"))).toMatchObject({
      "ledger-under-floor": { available: 1 },
    });
  });
  test("that is reversed may be paid again", () => {
    const { refuses } = story(may, extra, encashes(900, "additional"), reverses(idOf(1), "additional"));
    expect(refuses(encashes(900, "additional"))).toBe("not refused");
  });
  test.each([
    ["employee-unknown", nobody, encashes(100)],
    ["ledger-unknown", may, encashes(100, "moon")],
    ["encashment-not-allowed", german, encashes(100)],
    ["encashment-not-allowed", may, encashes(100, "day-in-lieu")],
    ["employee-left", leaving("2026-04-30"), encashes(100)],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
});

describe("compensation on leaving", () => {
  const paid = (told: ReturnType<typeof leaving>, ...steps: Step[]) => {
    const { events, balances } = story(told, ...steps, compensates());
    const event = events.find(({ type }) => type === "LeaveCompensated");
    expect(balances([told.employment.lastDay ?? "", "2027-12-31"])).toEqual([0, 0]);
    return event?.data;
  };

  test.each([
    // last day, months that count, days: 2.33 a month
    ["2025-03-31", 1, 233],
    ["2025-03-16", 1, 233], // 16 of 31 days: half a month and more is a month
    ["2025-03-15", 0, 0], // 15 of 31: less is dropped
    ["2025-04-14", 1, 233], // 14 of 30
    ["2025-04-15", 2, 466], // exactly half
    ["2025-07-31", 5, 1165],
    ["2026-01-31", 11, 2563],
    ["2026-02-28", 12, 2800], // a whole year is 28, not 27.96
  ])(
    "of somebody whose working year began on 1 March 2025 and who leaves on %s is for %d months",
    (last, months, amount) =>
      expect(paid(leaving(last, "2025-03-01"))).toMatchObject({ months, earned: amount, amount, overdrawn: 0 }),
  );
  test("is for all working years, less what was taken", () =>
    expect(paid(leaving("2026-05-31"), granted, asks("2026-05-11", "2026-05-24"), approves(idOf(1)))).toMatchObject({
      amount: 2 * 2800 + 3 * 233 - 1400,
      withdrawn: 2800 - 3 * 233,
    }));
  test("shows what was overdrawn, and pays no negative sum", () => {
    const early = leaving("2026-02-28", "2025-07-01");
    const taken = [run("2026-05-01"), asks("2026-01-12", "2026-02-08"), approves(idOf(1))] as const;
    // Eight months earned 18.64 days; 28 were taken.
    expect(paid(early, ...taken)).toMatchObject({ months: 8, earned: 1864, amount: 0, overdrawn: 936, withdrawn: 0 });
  });
  test("counts an opening balance as what is left of the years begun by then", () =>
    // Ten days were left on 1 April, in the third year; three of its months are earned.
    expect(paid(leaving("2026-05-31"), opens(1000, "2026-04-01"))).toMatchObject({ amount: 0, overdrawn: 1101 }));
  test("in Germany is a twelfth for each full month in the first half of a year, and the whole year after it", () => {
    const years = run("2026-05-01");
    expect(paid(leaving("2026-06-30", "2024-03-01", "DE"), years)).toMatchObject({
      months: 6,
      earned: 1000,
      amount: 1000,
    });
    expect(paid(leaving("2026-07-01", "2024-03-01", "DE"), years)).toMatchObject({
      months: 6,
      earned: 2000,
      amount: 2000,
    });
  });
  test("takes back leave years that were granted ahead and do not begin", () => {
    const ahead = story({ today: on("2026-05-01") }, run("2027-05-01"));
    expect(ahead.balances(["2027-03-01"])).toEqual([4 * 2800]);
    const told = leaving("2026-05-31");
    const { events } = story(
      told,
      (state, { policy }, id) => run("2027-05-01")(state, { ...ahead.told, policy }, id),
      compensates(),
    );
    expect(events.at(-1)).toMatchObject({ type: "LedgerEntryReversed", data: { source: "leave-year-2027-03-01" } });
  });
  test("after an opening balance that was taken back owes nothing for it", () => {
    const told = { ...leaving("2026-05-31"), today: on("2026-05-31") };
    const { events } = story(told, opens(1000, "2026-05-01"), reverses("opening-balance"), compensates());
    expect(events.at(-1)?.data).toMatchObject({ amount: 0, withdrawn: 0, overdrawn: 0 });
  });
  test("again pays nothing, and after a day was given back pays that day", () => {
    const told = leaving("2026-05-31");
    expect(story(told, granted, compensates(), compensates()).events.map(({ type }) => type)).toEqual([
      "LeaveGranted",
      "LeaveGranted",
      "LeaveGranted",
      "LeaveCompensated",
    ]);
    const more = story(told, granted, compensates(), adjusts(100, "2026-05-31"), compensates());
    expect(more.events.at(-1)?.data).toMatchObject({ amount: 100, withdrawn: 0 });
  });
  test("of somebody who was hired again is of that employment, which grants its own leave years", () => {
    const first = story(leaving("2025-08-31"), run("2025-08-31"), compensates());
    const again = { ...first.told, employment: employed({ hiredOn: "2025-11-01", lastDay: "2026-04-30" }) };
    const granted = appended(run("2026-04-30")(first.state, again, idOf(8)));
    expect(granted).toMatchObject([{ type: "LeaveGranted", data: { yearNumber: 0, effectiveOn: "2025-11-01" } }]);
    const paid = appended(compensates()(fold(absence, granted, first.state), again, idOf(9)));
    expect(paid).toMatchObject([{ type: "LeaveCompensated", data: { months: 6, amount: 6 * 233 } }]);
  });
  test.each([
    ["employee-unknown", nobody, compensates()],
    ["ledger-unknown", may, compensates("moon")],
    ["not-leaving", may, compensates()],
    ["settled-by-payroll", leaving("2026-05-31"), compensates("day-in-lieu")],
    ["settled-by-payroll", leaving("2026-05-31", "2024-03-01", "DE"), compensates("day-in-lieu")],
  ])("is refused as %s", (code, told, step) => expect(story(told).refuses(step)).toHaveProperty([code]));
  test("is refused while a request waits for its decision, and where it was made for another day", () => {
    const told = leaving("2026-05-31");
    expect(story(told, asks("2026-05-11", "2026-05-24")).refuses(compensates())).toHaveProperty(["absence-in-the-way"]);
    const done = story(told, granted, compensates());
    const moved = compensates()(done.state, { ...done.told, employment: employed({ lastDay: "2026-06-30" }) }, idOf(9));
    expect(moved).toMatchObject({
      refused: "compensated-already",
      details: { lastDay: "2026-05-31", source: idOf(1) },
    });
  });
});

test("a leave that is corrected into the next working year draws on what that year gives", () => {
  const hired = employed({ hiredOn: "2025-03-01" });
  const correct: Step = (state, told) => {
    const asked = {
      employeeId: "galina",
      requestId: idOf(0),
      kind: "annual-leave",
      from: "2026-02-02",
      to: "2026-03-06",
    };
    return correctAbsence(command(CorrectAbsence.parse({ ...asked, reason: "It was longer" }), "hanna"), state, told);
  };
  const { events, balances } = story(
    { today: on("2026-03-10"), employment: hired },
    asks("2026-02-02", "2026-02-28"),
    approves(idOf(0)),
    correct,
  );
  expect(events.slice(-2)).toMatchObject([
    { type: "LeaveGranted", data: { effectiveOn: "2026-03-01" } },
    { type: "AbsenceCorrected", data: { used: 3200 } },
  ]);
  expect(balances(["2026-02-28", "2026-03-06"])).toEqual([200, 2400]);
});

describe("unpaid leave of more than 14 days in a working year", () => {
  const unpaid = (from: string, to: string) => asks(from, to, "unpaid-leave");
  /** In two parts, from a place of the story on. */
  const twentyDays = (place: number) => [
    unpaid("2025-06-02", "2025-06-11"),
    approves(idOf(place)),
    unpaid("2025-07-07", "2025-07-16"),
    approves(idOf(place + 2)),
  ];

  test("moves the next working year by what exceeds them", () => {
    const { state } = story(may, ...twentyDays(0), granted);
    expect(state.grants.map(({ workingYear }) => workingYear)).toEqual([
      { from: "2024-03-01", to: "2025-02-28" },
      { from: "2025-03-01", to: "2026-03-06" },
      { from: "2026-03-07", to: "2027-03-06" },
    ]);
  });
  test("of 14 days moves nothing, of 15 one day; days by permission and by law add up", () => {
    const begins = (...steps: Step[]) =>
      story(may, ...steps, granted).state.grants.map(({ workingYear }) => workingYear?.from)[2];
    expect(begins(unpaid("2025-06-02", "2025-06-15"), approves(idOf(0)))).toBe("2026-03-01");
    const byLaw = [asks("2025-07-07", "2025-07-07", "unpaid-leave-by-law"), approves(idOf(2))] as const;
    expect(begins(unpaid("2025-06-02", "2025-06-15"), approves(idOf(0)), ...byLaw)).toBe("2026-03-02");
  });
  test("moves a working year that was granted already, unless its days are taken", () => {
    const late = [...twentyDays(1), run("2026-05-01")] as const;
    const { balances, state } = story(may, granted, ...late);
    expect(balances(["2026-03-01", "2026-03-06", "2026-03-07"])).toEqual([5600, 5600, 8400]);
    expect(state.grants).toHaveLength(3);
    const back = story(may, granted, ...late, run("2026-05-01"));
    expect(back.events.filter(({ type }) => type === "LeaveYearMoved")).toHaveLength(1);
  });
});

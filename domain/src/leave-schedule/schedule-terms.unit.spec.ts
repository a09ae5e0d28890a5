// The two deadlines of a yearly schedule, and what warns of a plan.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import type { BlackOut } from "../team/team-rules.js";
import { announcementDueBy, approvalDueBy, deadlinesOn } from "./deadlines.js";
import { scheduleWarnings, type PartOfPerson } from "./schedule-warnings.js";

const date = localDate;

describe("the schedule of 2027 in Russia", () => {
  const parts = [{ partId: "p1", from: date("2027-07-01"), announcedOn: null, country: "RU" }];
  const open = { year: 2027, approvedOn: null, parts };
  test("is approved by 17 December: two whole weeks before the year", () =>
    expect(approvalDueBy("RU", 2027)).toBe("2026-12-17"));
  test("is due from a month before, and overdue from 18 December", () => {
    expect(deadlinesOn(open, date("2026-11-16"))).toEqual([]);
    expect(deadlinesOn(open, date("2026-11-17"))).toEqual([
      { what: "approve-schedule", dueBy: "2026-12-17", state: "due", days: 30, partId: null },
    ]);
    expect(deadlinesOn(open, date("2026-12-17"))[0]).toMatchObject({ state: "due", days: 0 });
    expect(deadlinesOn(open, date("2026-12-18"))[0]).toMatchObject({ state: "overdue", days: -1 });
  });
  test("once approved, has each leave announced two whole weeks before it", () => {
    const approved = { ...open, approvedOn: date("2026-12-01") };
    expect(announcementDueBy("RU", date("2027-07-01"))).toBe("2027-06-16");
    expect(deadlinesOn(approved, date("2027-05-16"))).toEqual([]);
    expect(deadlinesOn(approved, date("2027-06-16"))[0]).toMatchObject({
      what: "announce-leave",
      state: "due",
      partId: "p1",
    });
    expect(deadlinesOn(approved, date("2027-06-17"))[0]).toMatchObject({ state: "overdue", days: -1 });
    const done = { ...approved, parts: parts.map((part) => ({ ...part, announcedOn: date("2027-06-01") })) };
    expect(deadlinesOn(done, date("2027-06-17"))).toEqual([]);
  });
  test("abroad has no terms, and takes them where one person is in Russia", () => {
    const abroad = { ...open, parts: parts.map((part) => ({ ...part, country: "DE" })) };
    expect(deadlinesOn(abroad, date("2026-12-30"))).toEqual([]);
    expect(deadlinesOn({ ...open, parts: [...abroad.parts, ...parts] }, date("2026-12-30"))).toHaveLength(1);
  });
});

describe("a plan is warned of", () => {
  const part = (employeeId: string, from: string, to: string, more: Partial<PartOfPerson> = {}): PartOfPerson => ({
    partId: `${employeeId}-${from}`,
    employeeId,
    country: "RU",
    from: date(from),
    to: date(to),
    counted: 1400,
    entitled: 2800,
    ...more,
  });
  const members = ["anna", "boris", "vera"].map((employeeId) => ({
    employeeId,
    positionOn: () => "Teller",
    worksOn: () => true,
  }));
  const team = { members, rules: { minimums: new Map() }, blackOuts: [] };
  const whole = (employeeId: string): PartOfPerson[] => [
    part(employeeId, "2027-06-01", "2027-06-14"),
    part(employeeId, "2027-09-01", "2027-09-14"),
  ];
  const codes = (parts: PartOfPerson[], more: object = {}) =>
    scheduleWarnings(parts, { ...team, ...more }).map(({ code }) => code);

  test("not at all where it is whole", () => expect(codes(whole("anna"))).toEqual([]));
  test("when its sum is more or less than what the person is entitled to", () => {
    expect(codes([...whole("anna"), part("anna", "2027-11-01", "2027-11-02", { counted: 200 })])).toEqual([
      "more-than-entitled",
    ]);
    expect(scheduleWarnings(whole("anna").slice(0, 1), team)).toEqual([
      { code: "less-than-entitled", employeeId: "anna", planned: 1400, entitled: 2800 },
    ]);
  });
  test("when no part is of 14 days", () => {
    const short = { to: date("2027-06-13"), counted: 2800 };
    expect(codes([part("anna", "2027-06-01", "2027-06-13", short)])).toEqual(["no-long-part"]);
    expect(codes([part("anna", "2027-06-01", "2027-06-14", { counted: 2800 })])).toEqual([]);
  });
  test("when a calendar is not loaded", () =>
    expect(codes([part("anna", "2027-06-01", "2027-06-28", { counted: null })])).toEqual(["not-countable"]));
  test("when a part falls into a black-out", () => {
    const blackOut: BlackOut = {
      blackOutId: "b",
      from: date("2027-06-14"),
      to: date("2027-06-15"),
      kinds: null,
      effect: "warn",
      reason: "Quarter",
    };
    expect(codes(whole("anna"), { blackOuts: [blackOut] })).toEqual(["black-out"]);
  });
  test("when too few are left by the plan itself, at each of the parts that meet", () => {
    const rules = { minimums: new Map([[null, [{ from: date("2027-01-01"), minimum: 2, effect: "warn" as const }]]]) };
    const later = whole("boris").map((each, index) =>
      index === 0 ? each : { ...each, from: date("2027-10-01"), to: date("2027-10-14") },
    );
    expect(scheduleWarnings([...whole("anna"), ...later], { ...team, rules })).toEqual([
      {
        code: "below-minimum",
        employeeId: "anna",
        partId: "anna-2027-06-01",
        on: "2027-06-01",
        minimum: 2,
        present: 1,
      },
      {
        code: "below-minimum",
        employeeId: "boris",
        partId: "boris-2027-06-01",
        on: "2027-06-01",
        minimum: 2,
        present: 1,
      },
    ]);
  });
});

// Who is left: the minimums that an absence breaks, clashes, what blocks; and the head count against a slow, obvious one.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, eachDay, localDate, weekday, type LocalDate } from "../kernel/local-date.js";
import { teamPolicy } from "../policy/team-policy.js";
import { clashesOf } from "./clashes.js";
import { halvesTaken } from "./day-halves.js";
import { headCount, type AwaySpan, type TeamMember } from "./staffing.js";
import { checkTeam, refuseByTeam, type TeamFacts } from "./team-check.js";
import type { BlackOut, Minimum } from "./team-rules.js";

const { halves } = teamPolicy("RU", localDate("2026-01-01"));
const day = (text: string) => localDate(`2026-03-${text}`);

/** Somebody who works from Monday to Friday in the unit since ever. */
const member = (employeeId: string, position = "Teller"): TeamMember => ({
  employeeId,
  positionOn: () => position,
  worksOn: (date) => weekday(date) <= 5,
});
const away = (employeeId: string, from: string, to = from, more: Partial<AwaySpan> = {}): AwaySpan => ({
  employeeId,
  from: day(from),
  to: day(to),
  dayPart: "full",
  time: null,
  ...more,
});
const atLeast = (minimum: number, effect: Minimum["effect"] = "block"): Minimum => ({
  from: day("01"),
  minimum,
  effect,
});
const tellers = ["anna", "boris", "vera", "galina", "dmitri"].map((id) => member(id));
const facts = (more: Partial<TeamFacts> = {}): TeamFacts => ({
  members: tellers,
  away: [],
  rules: { minimums: new Map([["Teller", [atLeast(2)]]]) },
  blackOuts: [],
  ...more,
});
const ask = (span: AwaySpan, told: Partial<TeamFacts> = {}, kind = "annual-leave") =>
  checkTeam({ ...span, kind, country: "RU" }, facts(told));
const codeOf = (span: AwaySpan, told: Partial<TeamFacts> = {}, kind?: string) =>
  refuseByTeam(ask(span, told, kind))?.refused;

describe("at least 2 of 5 tellers", () => {
  const three = [away("boris", "02", "06"), away("vera", "02", "06"), away("galina", "02", "06")];
  test("are left when the third goes, and not when the fourth does", () => {
    expect(codeOf(away("anna", "02"), { away: three.slice(1) })).toBeUndefined();
    expect(codeOf(away("anna", "02"), { away: three })).toBe("staffing-below-minimum");
    expect(
      ask(away("anna", "05", "10"), { away: three }).staffing.map(({ date, half, present }) => [date, half, present]),
    ).toEqual([
      ["2026-03-05", "morning", 1],
      ["2026-03-05", "noon", 1],
      ["2026-03-06", "morning", 1],
      ["2026-03-06", "noon", 1],
    ]);
  });
  test("are counted by halves of a day", () => {
    const halved = [...three.slice(1), away("boris", "03", "03", { dayPart: "morning" })];
    const found = ask(away("anna", "03"), { away: halved }).staffing;
    expect(found.map(({ half }) => half)).toEqual(["morning"]);
    expect(codeOf(away("anna", "03", "03", { dayPart: "afternoon" }), { away: halved })).toBeUndefined();
  });
  test("are not asked for on days on which the person does not work, nor of people of another position", () => {
    expect(ask(away("anna", "07", "08"), { away: three }).staffing).toEqual([]);
    const clerk = member("clerk", "Clerk");
    expect(codeOf(away("clerk", "02"), { members: [...tellers, clerk], away: three.slice(1) })).toBeUndefined();
  });
  test("count nobody before they came or after they went", () => {
    const gone = { ...member("boris"), positionOn: (date: LocalDate) => (date < day("03") ? "Teller" : null) };
    const members = [member("anna"), gone, member("vera")];
    const found = ask(away("anna", "02", "04"), { members }).staffing;
    expect([...new Set(found.map(({ date }) => date))]).toEqual(["2026-03-03", "2026-03-04"]);
  });
  test("do not count who is away twice as two", () => {
    const twice = [...three.slice(0, 2), away("vera", "02", "02"), away("anna", "02")];
    expect(codeOf(away("anna", "02"), { away: twice })).toBeUndefined();
  });
  test("only warn where the rule says so, and of what nobody may refuse", () => {
    const warning = { minimums: new Map([["Teller", [atLeast(2, "warn")]]]) };
    expect(ask(away("anna", "02"), { away: three, rules: warning }).staffing).toHaveLength(2);
    expect(codeOf(away("anna", "02"), { away: three, rules: warning })).toBeUndefined();
    expect(codeOf(away("anna", "02"), { away: three }, "sick-leave")).toBeUndefined();
    expect(ask(away("anna", "02"), { away: three }, "sick-leave").staffing[0]?.effect).toBe("warn");
  });
  test("are there while somebody works from home", () =>
    expect(ask(away("anna", "02"), { away: three }, "remote-work").staffing).toEqual([]));
});

describe("a black-out", () => {
  const blackOut = (more: Partial<BlackOut> = {}): BlackOut => ({
    blackOutId: "b1",
    from: day("28"),
    to: day("31"),
    kinds: null,
    effect: "block",
    reason: "Quarter's end",
    ...more,
  });
  const told = (more: Partial<BlackOut> = {}) => ({ blackOuts: [blackOut(more)] });
  test("blocks an absence that touches its first or last day, and none beside it", () => {
    expect(codeOf(away("anna", "20", "28"), told())).toBe("black-out");
    expect(codeOf(away("anna", "31"), told())).toBe("black-out");
    expect(codeOf(away("anna", "20", "27"), told())).toBeUndefined();
  });
  test("of one kind leaves others; of none named leaves work", () => {
    expect(codeOf(away("anna", "30"), told({ kinds: ["unpaid-leave"] }))).toBeUndefined();
    expect(codeOf(away("anna", "30"), told({ kinds: ["remote-work"] }), "remote-work")).toBe("black-out");
    expect(codeOf(away("anna", "30"), told(), "remote-work")).toBeUndefined();
  });
  test("warns of sickness and never blocks it", () => {
    expect(ask(away("anna", "30"), told(), "sick-leave").blackOuts[0]?.effect).toBe("warn");
    expect(codeOf(away("anna", "30"), told(), "sick-leave")).toBeUndefined();
  });
});

describe("clashes", () => {
  test("are the days that both ask for, by person, days in a row as one", () => {
    const others = [away("boris", "01", "03"), away("boris", "04", "05"), away("vera", "09"), away("anna", "02")];
    expect(clashesOf(away("anna", "02", "10"), others, halves)).toEqual([
      { employeeId: "boris", from: "2026-03-02", to: "2026-03-05" },
      { employeeId: "vera", from: "2026-03-09", to: "2026-03-09" },
    ]);
  });
  test("do not lie in different halves of a day", () => {
    const morning = away("anna", "02", "02", { dayPart: "morning" });
    expect(clashesOf(morning, [away("boris", "02", "02", { dayPart: "afternoon" })], halves)).toEqual([]);
    expect(
      clashesOf(morning, [away("boris", "02", "02", { time: { from: "10:00", to: "11:30" } })], halves),
    ).toHaveLength(1);
  });
});

test("hours take the halves in which they lie, after midnight none of the next day", () => {
  const hours = (from: string, to: string) => halvesTaken({ dayPart: "full", time: { from, to } }, halves);
  expect(hours("09:00", "13:00")).toEqual(["morning"]);
  expect(hours("12:59", "14:01")).toEqual(["morning", "noon"]);
  expect(hours("13:00", "14:00")).toEqual([]);
  expect(hours("17:00", "02:00")).toEqual(["noon"]);
  expect(hours("22:00", "06:00")).toEqual([]);
});

/** Slowly: everybody, one by one, each of their absences looked at. */
const obvious = (
  date: LocalDate,
  morning: boolean,
  position: string | null,
  members: TeamMember[],
  spans: AwaySpan[],
) => {
  let there = 0;
  for (const each of members) {
    if (each.positionOn(date) === null || !each.worksOn(date)) continue;
    if (position !== null && each.positionOn(date) !== position) continue;
    let gone = false;
    for (const span of spans)
      for (let on = span.from; on <= span.to; on = addDays(on, 1))
        if (on === date && span.employeeId === each.employeeId)
          if (span.dayPart === "full" || span.dayPart === (morning ? "morning" : "afternoon")) gone = true;
    if (!gone) there += 1;
  }
  return there;
};

test("the head count is what a slow, obvious count gives, whatever the team and its absences", () => {
  const days = eachDay(day("01"), day("15"));
  const aDay = fc.constantFrom(...days);
  const people = fc.array(
    fc.record({
      position: fc.constantFrom("Teller", "Clerk"),
      from: aDay,
      off: fc.integer({ min: 1, max: 7 }),
    }),
    { maxLength: 8 },
  );
  const spans = fc.array(
    fc.record({
      who: fc.nat(7),
      from: aDay,
      length: fc.nat(6),
      dayPart: fc.constantFrom("full" as const, "morning" as const, "afternoon" as const),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      people,
      spans,
      aDay,
      fc.boolean(),
      fc.constantFrom("Teller", "Clerk", null),
      (team, gone, date, morning, position) => {
        const members = team.map((person, index): TeamMember => ({
          employeeId: `e${index}`,
          positionOn: (on) => (on < person.from ? null : person.position),
          worksOn: (on) => weekday(on) !== person.off,
        }));
        const absences = gone.map(({ who, from, length, dayPart }): AwaySpan => ({
          employeeId: `e${who}`,
          from,
          to: addDays(from, length),
          dayPart,
          time: null,
        }));
        const count = headCount(members, absences, halves)(date, morning ? "morning" : "noon", position);
        expect(count).toBe(obvious(date, morning, position, members, absences));
      },
    ),
  );
});

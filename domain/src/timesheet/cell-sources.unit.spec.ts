// Why a cell says what it says: each way in which a code comes about, with the facts behind it.
import { describe, expect, test } from "@jest/globals";
import { localDate, period } from "../kernel/local-date.js";
import { figureSources } from "../payroll/figure-sources.js";
import { absent, hired, left, paid, recorded, scheduled } from "../specification/employment-facts.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { explainCell } from "./cell-sources.js";
import { evolveTimeline, type Timeline, type TimelineEvent } from "./timeline.js";

/** Facts are numbered from 1. */
const timelineOf = (...events: TimelineEvent[]): Timeline | undefined =>
  events.reduce<Timeline | undefined>(
    (timeline, event, index) => evolveTimeline(timeline, event, String(index + 1)),
    undefined,
  );
const cellOn = (date: string, ...events: TimelineEvent[]) =>
  explainCell(timelineOf(hired(), ...events), localDate(date), workCalendar);
const codesOn = (date: string, ...events: TimelineEvent[]) => cellOn(date, ...events)?.codes;

describe("a code of a day's cell", () => {
  test("is the schedule's on a working day; of the hire where none was assigned", () =>
    expect(cellOn("2026-03-03")).toEqual({
      date: "2026-03-03",
      unitId: "u1",
      plannedMinutes: 480,
      nightMinutes: 0,
      dayKind: "working",
      schedule: { code: "five-day-40", fact: "1" },
      codes: [{ code: "Я", minutes: 480, from: "schedule", facts: ["1"] }],
    }));
  test("is that of the schedule which was assigned", () =>
    expect(cellOn("2026-03-03", scheduled("five-day-36", "2026-02-01"))).toMatchObject({
      schedule: { code: "five-day-36", fact: "2" },
      codes: [{ from: "schedule", facts: ["2"] }],
    }));
  test.each([
    ["2026-03-07", "day-off"],
    ["2026-03-09", "transferred-day-off"],
    ["2026-05-01", "public-holiday"],
  ])("is the calendar's on %s, a %s", (date, dayKind) =>
    expect(cellOn(date)).toMatchObject({ dayKind, codes: [{ code: "В", minutes: 0, from: "calendar" }] }),
  );
  test("is an absence's", () =>
    expect(codesOn("2026-03-16", absent("sick-leave", "2026-03-16", "2026-03-17"))).toEqual([
      { code: "Б", minutes: 0, from: "absence", facts: ["2"] },
    ]));
  test("is the schedule's beside half a day of absence", () =>
    expect(codesOn("2026-03-16", absent("unpaid-leave", "2026-03-16", "2026-03-16", { dayPart: "afternoon" }))).toEqual(
      [
        { code: "Я", minutes: 240, from: "schedule", facts: ["1"] },
        { code: "ДО", minutes: 0, from: "absence", facts: ["2"] },
      ],
    ));
  test("is approved work's beyond the plan", () =>
    expect(
      codesOn(
        "2026-03-16",
        absent("overtime", "2026-03-16", "2026-03-16", { time: { from: "18:00", to: "20:00" } }),
      )?.map(({ code, from, facts }) => [code, from, facts]),
    ).toEqual([
      ["Я", "schedule", ["1"]],
      ["С", "approved-work", ["2"]],
    ]));
  test("is a recorded deviation's, whatever was planned and approved", () =>
    expect(
      codesOn("2026-03-16", absent("sick-leave", "2026-03-16", "2026-03-17"), recorded("2026-03-16", ["Я", 300])),
    ).toEqual([{ code: "Я", minutes: 300, from: "deviation", facts: ["3"] }]));
  test("there is none on a day without employment", () =>
    expect(codesOn("2026-03-16", left("2026-03-10"))).toBeUndefined());
});

describe("figures that stand in no line", () => {
  const sources = (...events: TimelineEvent[]) =>
    figureSources(timelineOf(hired(), paid("2025-01-01", 100), ...events), period("2026-03"), workCalendar);
  test("the norm follows from schedule and place", () =>
    expect(sources(scheduled("five-day-36", "2026-02-01"))?.norm).toEqual({
      schedule: "five-day-36",
      country: "RU",
      lessDaysInLieu: false,
      facts: ["3", "1"],
    }));
  test("what was worked follows from schedule, absences and deviations, and from who left in the month", () =>
    expect(
      sources(absent("sick-leave", "2026-03-16", "2026-03-17"), recorded("2026-03-18", ["Я", 300]), left("2026-03-20"))
        ?.worked,
    ).toEqual({ minutesByCode: { Я: 5580 }, facts: ["5", "1", "3", "4"] }));
  test("there are none of somebody not employed in the month", () =>
    expect(sources(left("2026-02-20"))).toBeUndefined());
});

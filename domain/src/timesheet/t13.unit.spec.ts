// The four lines of form T-13.
import { expect, test } from "@jest/globals";
import { period } from "../kernel/local-date.js";
import { absent, hired, moved, recorded, timelineOf } from "../specification/employment-facts.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { firstHalfOf, hoursText, secondHalfOf, t13Lines, workedOf } from "./t13.js";
import { timesheetMonth } from "./timesheet-month.js";

const days = (
  timesheetMonth(
    timelineOf(
      hired("2025-01-01"),
      absent("annual-leave", "2026-02-16", "2026-02-20"),
      recorded("2026-02-05", ["Я", 480], ["С", 90]),
      recorded("2026-02-06", ["К", 0]),
      moved("2026-02-26", "u2"),
    ),
    period("2026-02"),
    workCalendar,
  )?.days ?? []
)
  .filter(({ unitId }) => unitId === "u1")
  .map(({ date, codes }) => ({ day: Number(date.slice(8)), codes }));

test("a person has codes and hours of both halves; a day that is not is crossed, one elsewhere blank", () => {
  expect(t13Lines(period("2026-02"), days).map((line) => line.join(" "))).toEqual([
    "В Я Я Я Я/С К В В Я Я Я Я Я В В",
    " 8 8 8 8/1:30    8 8 8 8 8  ",
    "ОТ ОТ ОТ ОТ ОТ В В В Я Я    X X X",
    "        8 8    X X X",
  ]);
});

test("a trip without minutes is no worked day", () => {
  expect(workedOf(firstHalfOf(days))).toEqual({ days: 9, minutes: 9 * 480 + 90 });
  expect(workedOf(secondHalfOf(days))).toEqual({ days: 2, minutes: 960 });
  expect([hoursText(0), hoursText(61), hoursText(420)]).toEqual(["0", "1:01", "7"]);
});

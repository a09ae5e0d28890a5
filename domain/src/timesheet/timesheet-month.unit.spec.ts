// The month as the unit's timesheet shows it, checked against the production calendar of Russia by hand.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Schedule } from "../employee/schedule/schedule.js";
import { addDays, eachDay, firstDay, lastDay, localDate, period, type LocalDate } from "../kernel/local-date.js";
import { CalendarNotLoaded, workCalendar } from "../work-calendar/work-calendar.js";
import {
  absent,
  hired,
  left,
  moved,
  paid,
  recorded,
  scheduled,
  timelineOf,
  worked,
} from "../specification/employment-facts.js";
import { evolveTimeline, type Timeline, type TimelineEvent } from "./timeline.js";
import { timesheetMonth, type TimesheetMonth } from "./timesheet-month.js";

const monthOf = (month: string, ...facts: TimelineEvent[]): TimesheetMonth => {
  const result = timesheetMonth(timelineOf(...facts), period(month), workCalendar);
  if (result === undefined) throw new Error("not employed");
  return result;
};
const codeOn = (month: TimesheetMonth, date: string): string | undefined =>
  month.days.find((day) => day.date === date)?.codes[0]?.code;

test("a full month of a five-day week has the production calendar's hours", () => {
  const hours = [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176];
  hours.forEach((expected, index) => {
    const month = monthOf(`2026-${String(index + 1).padStart(2, "0")}`, hired());
    expect((month.total.minutes["Я"] ?? 0) / 60).toBe(expected);
  });
});

test("annual leave over 9 May: the holiday is В, weekends and the transferred day off are ОТ", () => {
  const month = monthOf("2026-05", hired(), absent("annual-leave", "2026-05-04", "2026-05-17"));
  expect(
    ["2026-05-04", "2026-05-09", "2026-05-10", "2026-05-11", "2026-05-17"].map((date) => codeOn(month, date)),
  ).toEqual(["ОТ", "В", "ОТ", "ОТ", "ОТ"]);
  expect(month.total.days["ОТ"]).toBe(13);
  expect(month.total.minutes["ОТ"]).toBeUndefined();
});

test("sickness and trips stand on every calendar day, without hours", () => {
  for (const [kind, code] of [
    ["sick-leave", "Б"],
    ["business-trip", "К"],
  ] as const) {
    const month = monthOf("2026-01", hired(), absent(kind, "2026-01-05", "2026-01-11"));
    expect(month.total.days[code]).toBe(7);
    expect(month.total.minutes[code]).toBeUndefined();
  }
});

test.each([
  ["additional-leave", "ОД"],
  ["unpaid-leave", "ДО"],
  ["unpaid-leave-by-law", "ОЗ"],
  ["study-leave", "У"],
  ["unpaid-study-leave", "УД"],
])("%s is %s on working days and days off alike", (kind, code) => {
  const month = monthOf("2026-02", hired(), absent(kind, "2026-02-06", "2026-02-09"));
  expect(month.total.days[code]).toBe(4);
});

test("a public holiday inside unpaid leave is not taken out of it, inside additional leave it is", () => {
  const over = (kind: string) => monthOf("2026-06", hired(), absent(kind, "2026-06-11", "2026-06-15"));
  expect(codeOn(over("unpaid-leave"), "2026-06-12")).toBe("ДО");
  expect(codeOn(over("additional-leave"), "2026-06-12")).toBe("В");
});

test("a shift that is planned on a public holiday is work on a holiday, and is not shortened before it", () => {
  const month = monthOf("2026-06", hired(), scheduled("shift-2-2-a", "2025-01-01"));
  const codes = (date: string) => month.days.find((day) => day.date === date)?.codes;
  expect(codes("2026-06-11")).toEqual([{ code: "Я", minutes: 720 }]);
  expect(codes("2026-06-12")).toEqual([{ code: "РВ", minutes: 720 }]);
  expect(codes("2026-06-13")).toEqual([{ code: "В", minutes: 0 }]);
});

test("half a day of leave is half of that day's minutes, and the day counts as worked", () => {
  const eve = monthOf(
    "2026-12",
    hired("2025-01-01", { country: "DE" }),
    absent("annual-leave", "2026-12-07", "2026-12-07", { dayPart: "morning" }),
  );
  expect(eve.days.find(({ date }) => date === "2026-12-07")?.codes).toEqual([
    { code: "Я", minutes: 240 },
    { code: "ОТ", minutes: 0 },
  ]);
  expect(eve.total.days["ОТ"]).toBeUndefined();
  expect(Object.values(eve.total.days).reduce((a, b) => a + b, 0)).toBe(31);
});

test("an absence of a kind that no catalogue has is of unknown reason, never work", () => {
  const month = monthOf("2026-02", hired(), absent("moon-day", "2026-02-06", "2026-02-08"));
  expect(["2026-02-06", "2026-02-07"].map((date) => codeOn(month, date))).toEqual(["НН", "В"]);
});

test("an absence that reaches over the month's end stands in both months", () => {
  const leave = absent("annual-leave", "2026-03-30", "2026-04-12");
  expect(monthOf("2026-03", hired(), leave).total.days["ОТ"]).toBe(2);
  expect(monthOf("2026-04", hired(), leave).total.days["ОТ"]).toBe(12);
});

test("the timeline goes through JSON unchanged, and what is computed from it too", () => {
  const facts = [hired(), scheduled("five-day-36", "2026-02-10"), absent("sick-leave", "2026-02-02", "2026-02-06")];
  const timeline = timelineOf(...facts);
  const restored = JSON.parse(JSON.stringify(timeline)) as Timeline; // written by the line itself
  expect(restored).toEqual(timeline);
  expect(timesheetMonth(restored, period("2026-02"), workCalendar)).toEqual(monthOf("2026-02", ...facts));
});

test("remote work is work; a working-day kind leaves days off alone", () => {
  const remote = monthOf("2026-02", hired(), absent("remote-work", "2026-02-02", "2026-02-08"));
  expect(remote.total.minutes["Я"]).toBe(152 * 60);
  const lieu = monthOf("2026-02", hired(), absent("day-in-lieu", "2026-02-06", "2026-02-07"));
  expect([codeOn(lieu, "2026-02-06"), codeOn(lieu, "2026-02-07")]).toEqual(["НВ", "В"]);
});

test("the halves of the month sum to the whole", () => {
  const month = monthOf("2026-03", hired(), absent("sick-leave", "2026-03-14", "2026-03-17"));
  for (const kind of ["days", "minutes"] as const)
    for (const [code, total] of Object.entries(month.total[kind]))
      expect((month.halves[0][kind][code] ?? 0) + (month.halves[1][kind][code] ?? 0)).toBe(total);
  expect([month.halves[0].days["Б"], month.halves[1].days["Б"]]).toEqual([2, 2]);
});

test("hire, transfer and leaving inside a month leave the other days blank and each day in its unit", () => {
  const month = monthOf("2026-06", hired("2026-06-03"), moved("2026-06-10", "u2"), left("2026-06-20"));
  expect([month.days[0]?.date, month.days.at(-1)?.date, month.days.length]).toEqual(["2026-06-03", "2026-06-20", 18]);
  expect(month.days.filter(({ unitId }) => unitId === "u2").map(({ date }) => date)).toEqual(
    eachDay(localDate("2026-06-10"), localDate("2026-06-20")),
  );
});

test("before hire and after leaving there is no month", () => {
  const timeline = timelineOf(hired("2026-06-03"), left("2026-06-20"));
  expect(timesheetMonth(timeline, period("2026-05"), workCalendar)).toBeUndefined();
  expect(timesheetMonth(timeline, period("2026-07"), workCalendar)).toBeUndefined();
  expect(timesheetMonth(undefined, period("2026-07"), workCalendar)).toBeUndefined();
});

test("a schedule that changes inside the month plans each day by its own", () => {
  const month = monthOf("2026-04", hired(), scheduled("five-day-20", "2026-04-13"));
  // 1–10 April are 8 working days of 8 h; 13–30 April are 14 of 4 h, the last of them short by an hour.
  expect(month.total.minutes["Я"]).toBe((8 * 8 + 14 * 4 - 1) * 60);
});

test("a year without a calendar is an error, never a month of working days", () => {
  expect(() => timesheetMonth(timelineOf(hired()), period("2031-01"), workCalendar)).toThrow(CalendarNotLoaded);
});

const cellOn = (month: TimesheetMonth, date: string) => {
  const cell = month.days.find((day) => day.date === date);
  return cell && [cell.codes.map(({ code, minutes }) => `${code} ${minutes}`).join(" "), cell.nightMinutes];
};

describe("shifts by the clock", () => {
  test("stand on the days on which they are worked, across midnight and a month's end", () => {
    // night-2-2-b: shifts begin on 30 April and 1 May 2026 at 20:00.
    const april = monthOf("2026-04", hired(), scheduled("night-2-2-b", "2025-01-01"));
    expect(["2026-04-28", "2026-04-29", "2026-04-30"].map((date) => cellOn(april, date))).toEqual([
      ["Я 120 Н 360", 360],
      ["В 0", 0],
      ["Я 120 Н 120", 120],
    ]);
    const may = monthOf("2026-05", hired(), scheduled("night-2-2-b", "2025-01-01"));
    // 1 May is a public holiday: its 24 hours are РВ, the evening before and the morning after are not; night is kept beside.
    expect(["2026-05-01", "2026-05-02", "2026-05-03"].map((date) => cellOn(may, date))).toEqual([
      ["РВ 720", 480],
      ["Я 120 Н 360", 360],
      ["В 0", 0],
    ]);
  });

  test("that began before the hire are not worked after it", () => {
    // night-2-2-a: shifts begin on 11 and 12 February 2026 at 20:00; the mornings after them are worked by who worked the nights.
    const on = (first: string) => {
      const month = monthOf("2026-02", hired(first), scheduled("night-2-2-a", first));
      return [cellOn(month, first), month.days[0]?.plannedMinutes];
    };
    expect([on("2026-02-11"), on("2026-02-12"), on("2026-02-13")]).toEqual([
      [["Я 120 Н 120", 120], 240],
      [["Я 120 Н 120", 120], 240],
      [["В 0", 0], 0],
    ]);
  });

  test("belong to the schedule of the evening on which they began", () => {
    const nights = [hired(), scheduled("night-2-2-a", "2025-01-01")];
    const away = Schedule.parse({ code: "away", anchor: "2026-01-01", cycle: [0], followsCalendar: false });
    const out = monthOf("2026-02", ...nights, scheduled(away, "2026-02-13"));
    expect(cellOn(out, "2026-02-13")).toEqual(["Я 120 Н 360", 360]);
    expect(cellOn(out, "2026-02-14")).toEqual(["В 0", 0]);
    const back = monthOf("2026-02", hired(), scheduled(away, "2025-01-01"), scheduled("night-2-2-a", "2026-02-13"));
    expect(cellOn(back, "2026-02-13")).toEqual(["В 0", 0]);
    const same = monthOf("2026-02", ...nights, scheduled("night-2-2-a", "2026-02-13"));
    expect(cellOn(same, "2026-02-13")).toEqual(["Я 120 Н 360", 360]);
  });

  test("that somebody is away from over midnight are missed on both days", () => {
    const nights = [hired(), scheduled("night-2-2-a", "2025-01-01")];
    const time = { from: "22:00", to: "02:00" };
    const month = monthOf("2026-02", ...nights, absent("unpaid-leave", "2026-02-12", "2026-02-12", { time }));
    // 12 February: 0–8 of the night before and 20–22; 13 February: 2–8.
    expect(cellOn(month, "2026-02-12")).toEqual(["Я 240 Н 360 ДО 0", 360]);
    expect(cellOn(month, "2026-02-13")).toEqual(["Я 120 Н 240 ДО 0", 240]);
    expect(cellOn(month, "2026-02-14")).toEqual(["В 0", 0]);
    const freeMorning = monthOf("2026-02", ...nights, absent("unpaid-leave", "2026-02-13", "2026-02-13", { time }));
    expect(cellOn(freeMorning, "2026-02-14")).toEqual(["В 0", 0]);
  });

  test("last as long as passes when the clocks change", () => {
    const nights = Schedule.parse({
      code: "every-night",
      anchor: "2026-01-01",
      cycle: [480],
      followsCalendar: false,
      shifts: [{ from: "22:00", to: "06:00", breaks: [] }],
    });
    const berlin = hired("2025-01-01", { country: "DE", timeZone: "Europe/Berlin" });
    const march = monthOf("2026-03", berlin, scheduled(nights, "2025-01-01"));
    expect(cellOn(march, "2026-03-28")).toEqual(["Н 480", 480]);
    expect(cellOn(march, "2026-03-29")).toEqual(["Н 420", 420]);
    const october = monthOf("2026-10", berlin, scheduled(nights, "2025-01-01"));
    expect(cellOn(october, "2026-10-25")).toEqual(["Н 540", 540]);
  });

  test("leave out their breaks, and the remainder of a half day is the half that was worked", () => {
    const office = Schedule.parse({
      code: "office",
      anchor: "2024-01-01",
      cycle: [480, 480, 480, 480, 480, 0, 0],
      followsCalendar: true,
      shifts: [
        ...Array.from({ length: 5 }, () => ({ from: "14:00", to: "23:00", breaks: [{ from: "18:00", to: "19:00" }] })),
        null,
        null,
      ],
    });
    const month = monthOf(
      "2026-12",
      hired("2025-01-01", { country: "DE" }),
      scheduled(office, "2025-01-01"),
      absent("annual-leave", "2026-12-07", "2026-12-07", { dayPart: "morning" }),
      absent("annual-leave", "2026-12-08", "2026-12-08", { dayPart: "afternoon" }),
    );
    expect(cellOn(month, "2026-12-01")).toEqual(["Я 420 Н 60", 60]);
    expect(cellOn(month, "2026-12-07")).toEqual(["Я 180 Н 60 ОТ 0", 60]);
    expect(cellOn(month, "2026-12-08")).toEqual(["Я 240 ОТ 0", 0]);
  });
});

describe("work beyond the plan", () => {
  test("is С on a working day and РВ on a day off, each on the day on which it is worked", () => {
    const month = monthOf("2026-02", hired(), worked("overtime", "2026-02-06", "21:00", "02:00"));
    expect(cellOn(month, "2026-02-06")).toEqual(["Я 480 С 180", 120]); // Friday
    expect(cellOn(month, "2026-02-07")).toEqual(["РВ 120", 120]); // Saturday
  });

  test("that lies inside the shift is not counted twice", () => {
    const month = monthOf(
      "2026-02",
      hired(),
      scheduled("day-night-48", "2025-01-01"),
      worked("overtime", "2026-02-03", "19:00", "22:00"), // a day shift until 20:00
    );
    expect(cellOn(month, "2026-02-03")).toEqual(["Я 720 С 120", 0]);
  });

  test("across a month's end stands in both months", () => {
    const night = worked("overtime", "2026-03-31", "22:00", "01:00");
    expect(cellOn(monthOf("2026-03", hired(), night), "2026-03-31")).toEqual(["Я 480 С 120", 120]);
    expect(cellOn(monthOf("2026-04", hired(), night), "2026-04-01")).toEqual(["Я 480 С 60", 60]);
  });

  test("of somebody who was away did not happen, but on a trip it did", () => {
    const sick = monthOf(
      "2026-02",
      hired(),
      absent("sick-leave", "2026-02-06", "2026-02-08"),
      worked("day-off-work", "2026-02-07", "10:00", "14:00"),
    );
    expect(cellOn(sick, "2026-02-07")).toEqual(["Б 0", 0]);
    const trip = monthOf(
      "2026-02",
      hired(),
      absent("business-trip", "2026-02-06", "2026-02-08"),
      worked("day-off-work", "2026-02-07", "10:00", "14:00"),
    );
    expect(cellOn(trip, "2026-02-07")).toEqual(["РВ 240 К 0", 0]);
    expect(cellOn(trip, "2026-02-06")).toEqual(["К 0", 0]);
  });

  test("goes by what was recorded, where something was", () => {
    const month = monthOf(
      "2026-02",
      hired(),
      worked("overtime", "2026-02-05", "18:00", "21:00"),
      recorded("2026-02-05", ["Я", 480], ["С", 60, "18:00", "19:00"]),
    );
    expect(cellOn(month, "2026-02-05")).toEqual(["Я 480 С 60", 0]);
  });
});

describe("a recorded day", () => {
  const on = (date: string, ...typed: Parameters<typeof recorded>[1][]) =>
    cellOn(monthOf(date.slice(0, 7), hired(), recorded(date, ...typed)), date);

  test("holds several codes, night apart from day", () => {
    expect(on("2026-02-05", ["Я", 360], ["Н", 120])).toEqual(["Я 360 Н 120", 120]);
    expect(on("2026-02-05", ["Я", 480, "16:00", "00:00"])).toEqual(["Я 360 Н 120", 120]);
    expect(on("2026-02-05", ["Я", 480], ["С", 120, "22:00", "00:00"])).toEqual(["Я 480 С 120", 120]);
  });
  test("of a public holiday or a day off is РВ, whatever was typed", () => {
    expect(on("2026-02-23", ["Я", 300], ["С", 60])).toEqual(["РВ 360", 0]);
    expect(on("2026-02-07", ["Н", 300])).toEqual(["РВ 300", 300]);
  });
  test("has overtime beyond its plan, whatever was typed", () =>
    expect(on("2026-02-05", ["Я", 600])).toEqual(["Я 480 С 120", 0]));
  test("is a trip with minutes only if somebody worked", () => {
    expect(on("2026-02-05", ["К", 0])).toEqual(["К 0", 0]);
    expect(on("2026-02-05", ["К", 480])).toEqual(["К 480", 0]);
    expect(on("2026-02-07", ["К", 0], ["РВ", 240])).toEqual(["РВ 240 К 0", 0]);
    expect(on("2026-02-07", ["К", 240])).toEqual(["РВ 240 К 0", 0]);
  });
  test("of unknown reason is so only where work was planned", () => {
    expect(on("2026-02-05", ["НН", 0])).toEqual(["НН 0", 0]);
    expect(on("2026-02-07", ["НН", 0])).toEqual(["В 0", 0]);
  });
  test("stands before an absence that was approved", () => {
    const month = monthOf(
      "2026-02",
      hired(),
      absent("unpaid-leave", "2026-02-05", "2026-02-05"),
      recorded("2026-02-05", ["Я", 480]),
    );
    expect(cellOn(month, "2026-02-05")).toEqual(["Я 480", 0]);
    expect(month.days.find(({ date }) => date === "2026-02-05")?.facts).toEqual(["2", "3"]);
  });
});

describe("whatever the absences", () => {
  const kinds = ["annual-leave", "sick-leave", "business-trip", "unpaid-leave", "remote-work", "day-in-lieu"];
  const start = localDate("2026-01-01");
  const spans = fc
    .array(fc.record({ kind: fc.constantFrom(...kinds), gap: fc.nat(20), length: fc.integer({ min: 1, max: 20 }) }), {
      maxLength: 12,
    })
    .map((parts) => {
      let next: LocalDate = start;
      return parts.map(({ kind, gap, length }) => {
        const from = addDays(next, gap);
        const to = addDays(from, length - 1);
        next = addDays(to, 1);
        return absent(kind, from, to);
      });
    });

  test("every day of the month has exactly one state, and worked + absent + off = calendar", () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 12 }), (absences, number) => {
        const month = monthOf(`2026-${String(number).padStart(2, "0")}`, hired(), ...absences);
        const dates = eachDay(firstDay(month.period), lastDay(month.period));
        expect(month.days.map(({ date }) => date)).toEqual(dates);
        expect(month.days.every(({ codes }) => codes.length === 1)).toBe(true);
        expect(Object.values(month.total.days).reduce((a, b) => a + b, 0)).toBe(dates.length);
        for (const { plannedMinutes, codes } of month.days)
          for (const { code, minutes } of codes) expect(minutes).toBe(code === "Я" ? plannedMinutes : 0);
      }),
    );
  });

  test("the order in which unrelated facts arrive does not matter", () => {
    const facts = [
      absent("annual-leave", "2026-02-02", "2026-02-15"),
      absent("sick-leave", "2026-03-02", "2026-03-05"),
      scheduled("five-day-20", "2026-03-01"),
      paid("2026-01-01", 100_000),
      moved("2026-03-03", "u2"),
      recorded("2026-04-08", ["Я", 480], ["С", 60]),
      recorded("2026-04-02", ["НН", 0]),
      worked("overtime", "2026-04-09", "18:00", "20:00"),
    ];
    // Each fact has its place in the log; only the order in which they are folded differs.
    const folded = (each: readonly TimelineEvent[]): Timeline | undefined =>
      [hired(), ...each].reduce<Timeline | undefined>(
        (timeline, fact) => evolveTimeline(timeline, fact, `place ${facts.indexOf(fact)}`),
        undefined,
      );
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        expect(folded(shuffled)).toEqual(folded(facts));
      }),
    );
  });
});

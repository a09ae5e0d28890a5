// Payroll hours and the pay for them, against figures worked out by hand. A slow, obvious calculation: payroll-hours.property.unit.spec.ts.
import { describe, expect, test } from "@jest/globals";
import { period } from "../kernel/local-date.js";
import { share } from "../kernel/money.js";
import {
  absent,
  allowed,
  hired,
  left,
  paid,
  recorded,
  scheduled,
  timelineOf,
  worked,
} from "../specification/employment-facts.js";
import type { TimelineEvent } from "../timesheet/timeline.js";
import { timePolicy } from "../policy/time-policy.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { payrollHours, type PayrollHours } from "./payroll-hours.js";

const hoursOf = (month: string, ...facts: TimelineEvent[]): PayrollHours => {
  const result = payrollHours(timelineOf(...facts), period(month), workCalendar);
  if (result === undefined) throw new Error("not employed");
  return result;
};

test("a month worked in full is paid in full", () => {
  const hours = hoursOf("2026-05", hired(), paid("2025-01-01", 120_000));
  expect(hours).toMatchObject({ normMinutes: 151 * 60, workedMinutes: 151 * 60, absentMinutes: {} });
  expect(hours.lines).toMatchObject([{ minutes: 151 * 60, amountMinor: 120_000_00 }]);
});

test("annual leave lowers the salary line and is reported by its code, not added to worked hours", () => {
  // May 2026: 19 working days, 151 h. Leave of 4–17 May takes 4, 5, 6, 7 (8 h each), 8 (7 h), 12–15 (8 h each): 71 h.
  const hours = hoursOf(
    "2026-05",
    hired(),
    paid("2025-01-01", 120_000),
    absent("annual-leave", "2026-05-04", "2026-05-17"),
  );
  expect(hours.workedMinutes).toBe(80 * 60);
  expect(hours.absentMinutes).toEqual({ ОТ: 71 * 60 });
  // 120,000.00 × 80 ÷ 151 = 63,576.158… → 63,576.16
  expect(hours.lines).toMatchObject([{ minutes: 80 * 60, normMinutes: 151 * 60, amountMinor: 63_576_16 }]);
});

test("two salaries in a month are two lines over the same norm", () => {
  // October 2026: 22 working days, 176 h. 1–14 October: 10 days, 80 h; 15–31: 12 days, 96 h.
  const hours = hoursOf("2026-10", hired(), paid("2025-01-01", 100_000), paid("2026-10-15", 150_000));
  expect(hours.lines).toMatchObject([
    { minutes: 80 * 60, monthly: { minor: 100_000_00 }, amountMinor: 45_454_55 }, // 45,454.545… half up
    { minutes: 96 * 60, monthly: { minor: 150_000_00 }, amountMinor: 81_818_18 }, // 81,818.1818…
  ]);
});

test("two schedules in a month are two lines, each over the whole norm of its own schedule", () => {
  // April 2026: 22 working days, 175 h; half time has 22 × 4 − 1 = 87 h. 1–10 April: 64 h; 13–30 April: 14 × 4 − 1 = 55 h.
  const hours = hoursOf(
    "2026-04",
    hired(),
    paid("2025-01-01", 100_000),
    scheduled("five-day-20", "2026-04-13"),
    paid("2026-04-13", 50_000),
  );
  expect(hours.normMinutes).toBe(87 * 60);
  expect(hours.lines).toMatchObject([
    { minutes: 64 * 60, normMinutes: 175 * 60, amountMinor: 36_571_43 }, // 100,000 × 64 ÷ 175 = 36,571.428…
    { minutes: 55 * 60, normMinutes: 87 * 60, amountMinor: 31_609_20 }, // 50,000 × 55 ÷ 87 = 31,609.195…
  ]);
  const sameSalary = hoursOf("2026-04", hired(), paid("2025-01-01", 100_000), scheduled("five-day-20", "2026-04-13"));
  expect(sameSalary.lines.map(({ amountMinor }) => amountMinor)).toEqual([36_571_43, 63_218_39]); // 63,218.3908…
});

test("a salary that comes back in the month is one line again", () => {
  const hours = hoursOf(
    "2026-10",
    hired(),
    paid("2025-01-01", 100_000),
    paid("2026-10-12", 150_000),
    paid("2026-10-19", 100_000),
  );
  expect(hours.lines.map(({ minutes, monthly }) => [monthly.minor, minutes / 60])).toEqual([
    [100_000_00, 136],
    [150_000_00, 40],
  ]);
});

test("sickness, a trip and half a day lower the salary line and are reported by their code", () => {
  // February 2026: 19 working days, 152 h.
  const hours = hoursOf(
    "2026-02",
    hired(),
    paid("2025-01-01", 152_000),
    absent("sick-leave", "2026-02-02", "2026-02-08"),
    absent("business-trip", "2026-02-09", "2026-02-10"),
    absent("unpaid-leave", "2026-02-12", "2026-02-12", { dayPart: "afternoon" }),
  );
  expect(hours.absentMinutes).toEqual({ Б: 40 * 60, К: 16 * 60, ДО: 4 * 60 });
  expect(hours.workedMinutes).toBe((152 - 60) * 60);
  expect(hours.lines).toMatchObject([{ amountMinor: 92_000_00 }]);
});

test("hired and leaving inside the month: the divisor stays the whole norm", () => {
  // June 2026: 167 h, 21 working days. From 15 to 19 June: 5 days, 40 h.
  const facts = [hired("2026-06-15"), paid("2026-06-15", 100_000), left("2026-06-19")];
  const hours = hoursOf("2026-06", ...facts);
  expect(hours).toMatchObject({ normMinutes: 167 * 60, workedMinutes: 40 * 60 });
  expect(hours.lines).toMatchObject([{ amountMinor: 23_952_10 }]); // 100,000 × 40 ÷ 167 = 23,952.0958…
});

test("without a salary there are hours and no line; not employed, no hours at all", () => {
  expect(hoursOf("2026-06", hired()).lines).toEqual([]);
  expect(payrollHours(timelineOf(hired("2026-07-01")), period("2026-06"), workCalendar)).toBeUndefined();
});

test("rounding is half up, once, and exact where doubles are not", () => {
  expect(share(1, 1, 2)).toBe(1);
  expect(share(1, 1, 3)).toBe(0);
  expect(share(100_000_000_000, 10_559, 10_560)).toBe(99_990_530_303);
  expect(share(500, 10, 0)).toBe(0);
});

const linesOf = (hours: PayrollHours) =>
  hours.lines.map(({ category, percent, minutes, amountMinor }) => [category, percent, minutes, amountMinor]);

describe("overtime", () => {
  // February 2026: 152 h; 152,000 roubles are 1,000 an hour.
  const terms = [hired(), paid("2025-01-01", 152_000)];

  test("has the first two hours of a day at 1.5 and the rest at 2, beside the whole salary", () => {
    const hours = hoursOf(
      "2026-02",
      ...terms,
      recorded("2026-02-05", ["Я", 480], ["С", 180]),
      recorded("2026-02-06", ["Я", 480], ["С", 30]),
    );
    expect(linesOf(hours)).toEqual([
      ["salary", 100, 152 * 60, 152_000_00],
      ["overtime-first", 150, 150, 3_750_00],
      ["overtime-further", 200, 60, 2_000_00],
    ]);
    expect(hours).toMatchObject({
      workedMinutes: 152 * 60 + 210,
      overtimeFirstMinutes: 150,
      overtimeFurtherMinutes: 60,
    });
  });

  test("is from the wage with the allowances that policy names, the salary and its allowances are not", () => {
    const hours = hoursOf(
      "2026-02",
      ...terms,
      allowed("2025-01-01", "qualification", 15_200), // counts: 100 an hour
      allowed("2025-01-01", "meals", 7_600), // does not
      recorded("2026-02-05", ["Я", 480], ["С", 60, "22:00", "23:00"]),
    );
    expect(linesOf(hours)).toEqual([
      ["salary", 100, 152 * 60, 152_000_00],
      ["allowance", 100, 152 * 60, 15_200_00],
      ["allowance", 100, 152 * 60, 7_600_00],
      ["overtime-first", 150, 60, 1_650_00],
      ["night", 20, 60, 200_00], // from the salary alone
    ]);
  });

  test("of an allowance that ended is from the salary again", () => {
    const hours = hoursOf(
      "2026-02",
      ...terms,
      allowed("2025-01-01", "qualification", 15_200),
      allowed("2026-02-01", "qualification", null),
      recorded("2026-02-05", ["Я", 480], ["С", 60]),
    );
    expect(linesOf(hours)).toEqual([
      ["salary", 100, 152 * 60, 152_000_00],
      ["overtime-first", 150, 60, 1_500_00],
    ]);
  });
});

describe("days off and holidays", () => {
  const terms = [hired(), paid("2025-01-01", 152_000)];

  test("are paid twice, and are not overtime again", () => {
    const hours = hoursOf("2026-02", ...terms, recorded("2026-02-07", ["РВ", 300]), recorded("2026-02-23", ["С", 60]));
    expect(linesOf(hours)).toEqual([
      ["salary", 100, 152 * 60, 152_000_00],
      ["day-off", 200, 360, 12_000_00],
    ]);
    expect(hours).toMatchObject({ overtimeFirstMinutes: 0, dayOffMinutes: 360 });
  });

  test("inside a shift schedule are paid twice and leave the salary line", () => {
    // June 2026, crew a: 14 shifts of 12 h, one of them on 12 June, a public holiday.
    const hours = hoursOf("2026-06", hired(), scheduled("shift-2-2-a", "2025-01-01"), paid("2025-01-01", 168_000));
    expect(linesOf(hours)).toEqual([
      ["salary", 100, 13 * 720, 156_000_00],
      ["day-off", 200, 720, 24_000_00],
    ]);
  });

  test("for a day in lieu are paid once; the day leaves the norm, so the salary stays whole", () => {
    const earned = worked("day-off-work", "2026-02-07", "10:00", "15:00", "day-in-lieu");
    const february = hoursOf("2026-02", ...terms, earned);
    expect(linesOf(february)).toEqual([
      ["salary", 100, 152 * 60, 152_000_00],
      ["single", 100, 300, 5_000_00],
    ]);
    const march = hoursOf("2026-03", ...terms, earned, absent("day-in-lieu", "2026-03-05", "2026-03-05"));
    expect(march.normMinutes).toBe(160 * 60); // of 168
    expect(linesOf(march)).toEqual([["salary", 100, 160 * 60, 152_000_00]]);
  });

  test("for a day in lieu that nobody took are paid a second time on leaving", () => {
    const earned = [
      worked("day-off-work", "2026-02-07", "10:00", "15:00", "day-in-lieu"),
      worked("day-off-work", "2026-02-14", "10:00", "12:00", "day-in-lieu"),
    ];
    const unused = hoursOf("2026-04", ...terms, ...earned, left("2026-04-30"));
    expect(linesOf(unused)[1]).toEqual(["lieu-unused", 100, 420, 7_000_00]);
    const taken = absent("day-in-lieu", "2026-03-05", "2026-03-05");
    const one = hoursOf("2026-04", ...terms, ...earned, taken, left("2026-04-30"));
    expect(linesOf(one)[1]).toEqual(["lieu-unused", 100, 120, 2_000_00]);
  });
});

test("night hours have a fifth of the salary's hourly rate on top, in shifts, overtime and holidays alike", () => {
  // January 2026, crew a: 16 shifts; of the last one, begun on the 31st, two night hours lie in January, of the others eight.
  const hours = hoursOf("2026-01", hired(), scheduled("night-2-2-a", "2025-01-01"), paid("2025-01-01", 184_000));
  expect(hours).toMatchObject({ normMinutes: 184 * 60, nightMinutes: 122 * 60 });
  const night = hours.lines.find(({ category }) => category === "night");
  expect(night).toMatchObject({ percent: 20, minutes: 122 * 60, amountMinor: 24_400_00 });
});

describe("summed accounting", () => {
  const terms = [hired(), scheduled("shift-2-2-b", "2025-01-01"), paid("2025-01-01", 100_000)];

  test("finds overtime over the norm of the calendar, less absences, holidays apart", () => {
    // March 2026, crew b: 16 shifts of 12 h, none on the 8th… of 168 h.
    const hours = hoursOf("2026-03", ...terms);
    const holidays = hours.dayOffMinutes;
    const over = hours.workedMinutes - holidays - 168 * 60;
    expect(hours.overtimeFirstMinutes + hours.overtimeFurtherMinutes).toBe(Math.max(0, over));
  });

  test("pays what stands in no salary line in whole, and what does only its surplus", () => {
    const extra = hoursOf("2026-03", ...terms, recorded("2026-03-02", ["С", 600]));
    const plain = hoursOf("2026-03", ...terms);
    const beyond = (hours: PayrollHours, percent: number) =>
      hours.lines.filter((line) => line.percent === percent && line.category.startsWith("overtime"));
    expect(beyond(plain, 150)).toEqual([]);
    expect(beyond(extra, 150).map(({ minutes }) => minutes)).toEqual([600]);
    expect(beyond(extra, 50)[0]?.minutes).toBe(beyond(plain, 50)[0]?.minutes);
  });

  test("is not made more by a shift that was missed on a holiday", () => {
    // June 2026, crew a: the shift of 12 June is РВ and in no norm, worked or not.
    // 13 other shifts of 12 h and 20 h beyond them are 176 h: 9 h over the norm of 167 h, whatever became of the holiday.
    const crew = [
      hired(),
      scheduled("shift-2-2-a", "2025-01-01"),
      paid("2025-01-01", 100_000),
      recorded("2026-06-13", ["С", 1200]),
    ];
    const [all, missed] = [
      hoursOf("2026-06", ...crew),
      hoursOf("2026-06", ...crew, absent("sick-leave", "2026-06-12", "2026-06-12")),
    ];
    expect([all.dayOffMinutes, missed.dayOffMinutes]).toEqual([720, 0]);
    expect(missed.overtimeFirstMinutes).toBe(all.overtimeFirstMinutes);
    expect([all.workedMinutes - 720, all.overtimeFirstMinutes]).toEqual([176 * 60, 9 * 60]);
  });

  test("over a quarter is settled in its last month", () => {
    const quarter: typeof timePolicy = (country, on) => ({ ...timePolicy(country, on), summedMonths: 3 });
    const of = (month: string) => payrollHours(timelineOf(...terms), period(month), workCalendar, undefined, quarter);
    const overtime = (month: string) => {
      const hours = of(month);
      return (hours?.overtimeFirstMinutes ?? 0) + (hours?.overtimeFurtherMinutes ?? 0);
    };
    expect([overtime("2026-04"), overtime("2026-05")]).toEqual([0, 0]);
    const worked = ["2026-04", "2026-05", "2026-06"].reduce((all, month) => {
      const hours = of(month);
      return all + (hours?.workedMinutes ?? 0) - (hours?.dayOffMinutes ?? 0);
    }, 0);
    expect(overtime("2026-06")).toBe(Math.max(0, worked - (175 + 151 + 167) * 60));
  });
});

test("what was worked over the norm is paid also to somebody who is accounted by the day by the quarter's end", () => {
  // Crew a works 192 + 168 h in January and February 2026, 36 + 12 h of them on holidays; 20 h instead of a free day on 20 January.
  const quarter: typeof timePolicy = (country, on) => ({ ...timePolicy(country, on), summedMonths: 3 });
  const facts = [
    hired(),
    paid("2025-01-01", 100_000),
    scheduled("shift-2-2-a", "2026-01-01"),
    scheduled("five-day-40", "2026-03-01"),
    recorded("2026-01-20", ["Я", 1200]),
  ];
  const of = (month: string) => payrollHours(timelineOf(...facts), period(month), workCalendar, undefined, quarter);
  const [january, february, march] = ["2026-01", "2026-02", "2026-03"].map(of);
  const worked = [january, february].reduce(
    (sum, each) => sum + (each?.workedMinutes ?? 0) - (each?.dayOffMinutes ?? 0),
    0,
  );
  expect([january?.overtimeFirstMinutes, february?.overtimeFirstMinutes]).toEqual([0, 0]);
  expect(march?.overtimeFirstMinutes).toBe(worked - (120 + 152) * 60);
  expect(march?.lines.map(({ category }) => category)).toEqual(["salary", "overtime-first"]);
});

test("work over midnight of a day off earns one day in lieu: taken, nothing is left to pay on leaving", () => {
  // February 2026: 152 h. Saturday 14 from 20:00 to Sunday 4:00, 8 h in two cells. Without the day the difference is 8 h single.
  const facts = [
    hired(),
    paid("2025-01-01", 152_000),
    worked("day-off-work", "2026-02-14", "20:00", "04:00", "day-in-lieu"),
    left("2026-02-28"),
  ];
  const unused = (...more: TimelineEvent[]) =>
    hoursOf("2026-02", ...facts, ...more)
      .lines.filter(({ category }) => category === "lieu-unused")
      .map(({ minutes, amountMinor }) => [minutes / 60, amountMinor]);
  expect(unused()).toEqual([[8, 8_000_00]]);
  expect(unused(absent("day-in-lieu", "2026-02-16", "2026-02-16"))).toEqual([]);
});

test("every line names the facts that it follows from", () => {
  const hours = hoursOf(
    "2026-02",
    hired(), // 1
    paid("2025-01-01", 100_000), // 2
    absent("unpaid-leave", "2026-01-12", "2026-01-13"), // 3: another month
    absent("unpaid-leave", "2026-02-02", "2026-02-03"), // 4
    recorded("2026-02-05", ["Я", 480], ["С", 60]), // 5
    paid("2026-02-16", 120_000), // 6
  );
  expect(hours.lines.map(({ category, facts }) => [category, facts])).toEqual([
    ["salary", ["2", "4", "5"]],
    ["salary", ["6"]],
    ["overtime-first", ["2", "5"]],
  ]);
  expect(hours.absentFacts).toEqual({ ДО: ["4"] });
});

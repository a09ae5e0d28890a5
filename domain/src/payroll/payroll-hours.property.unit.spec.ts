// Hours and pay of any month against a slow, obvious calculation: every minute of the month is looked at by itself.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { knownSchedules, ScheduleCode, scheduleOf } from "../employee/schedule/known-schedules.js";
import type { Schedule } from "../employee/schedule/schedule.js";
import { addDays, daysBetween, eachDay, epochDay, firstDay, lastDay, localDate, period } from "../kernel/local-date.js";
import type { LocalDate } from "../kernel/local-date.js";
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
import { dayKind, loadedCalendar, workCalendar } from "../work-calendar/work-calendar.js";
import { payrollHours } from "./payroll-hours.js";

/** One month of somebody, as the specification tells it; dates are days of the month, or of those beside it. */
interface Story {
  readonly month: string;
  readonly hiredOn: LocalDate;
  readonly lastDay: LocalDate | null;
  readonly schedule: ScheduleCode;
  readonly salaries: readonly { from: LocalDate; roubles: number }[];
  readonly allowance: number;
  readonly absences: readonly { kind: string; from: LocalDate; to: LocalDate }[];
  readonly overtime: readonly { on: LocalDate; hour: number; hours: number }[];
  readonly deviations: readonly { on: LocalDate; typed: [string, number][] }[];
}

const calendar = loadedCalendar(workCalendar, "RU", 2026);
const kindOf = (date: LocalDate) =>
  dayKind(date.startsWith("2026") ? calendar : loadedCalendar(workCalendar, "RU", Number(date.slice(0, 4))), date);
const clock = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes of a day that the shift begun on another day fills; the other day may be the one before. */
const minutesOfShift = (schedule: Schedule, begun: LocalDate, on: LocalDate): number[] => {
  const place =
    ((daysBetween(schedule.anchor, begun) % schedule.cycle.length) + schedule.cycle.length) % schedule.cycle.length;
  const shift = schedule.shifts?.[place] ?? null;
  if (shift === null) return [];
  const minutes: number[] = [];
  const end = clock(shift.to) > clock(shift.from) ? clock(shift.to) : clock(shift.to) + 1440;
  for (let minute = clock(shift.from); minute < end; minute += 1)
    if (Math.floor(minute / 1440) === daysBetween(begun, on)) minutes.push(minute % 1440);
  return minutes;
};

interface PlanOfDay {
  readonly amount: number;
  readonly minutes: Set<number> | undefined;
}
const remembered = new Map<string, PlanOfDay>();

/** What is planned for a day: how much, and where it is known, which minutes. */
const planOn = (schedule: Schedule, date: LocalDate): PlanOfDay => {
  const key = `${schedule.code} ${date}`;
  const plan = remembered.get(key) ?? countPlan(schedule, date);
  remembered.set(key, plan);
  return plan;
};

const countPlan = (schedule: Schedule, date: LocalDate): PlanOfDay => {
  if (schedule.shifts !== null) {
    const minutes = new Set([
      ...minutesOfShift(schedule, addDays(date, -1), date),
      ...minutesOfShift(schedule, date, date),
    ]);
    return { amount: minutes.size, minutes };
  }
  const at = (day: LocalDate) => {
    const length = schedule.cycle.length;
    return schedule.cycle[((daysBetween(schedule.anchor, day) % length) + length) % length] ?? 0;
  };
  if (!schedule.followsCalendar) return { amount: at(date), minutes: undefined };
  const kind = kindOf(date);
  if (kind === "public-holiday" || kind === "transferred-day-off") return { amount: 0, minutes: undefined };
  return { amount: Math.max(0, at(date) - (kind === "short" ? 60 : 0)), minutes: undefined };
};

/** Nobody works in the morning what was begun on the evening before the hire. */
const planOfFirstDay = (schedule: Schedule, date: LocalDate): PlanOfDay => {
  if (schedule.shifts === null) return planOn(schedule, date);
  const minutes = new Set(minutesOfShift(schedule, date, date));
  return { amount: minutes.size, minutes };
};

const isNight = (minute: number) => minute < 360 || minute >= 1320;

/** Half up, by the rest of one long division. */
const rounded = (numerator: bigint, denominator: bigint): number => {
  const [whole, rest] = [numerator / denominator, numerator % denominator];
  return Number(rest * 2n >= denominator ? whole + 1n : whole);
};

const reference = (story: Story) => {
  const schedule = scheduleOf(story.schedule);
  const dates = eachDay(firstDay(period(story.month)), lastDay(period(story.month)));
  const norm = dates.reduce((sum, date) => sum + planOn(schedule, date).amount, 0);
  const summed = schedule.accounting === "summed";
  const pots = new Map<string, number>();
  const put = (pot: string, minutes: number) => minutes > 0 && pots.set(pot, (pots.get(pot) ?? 0) + minutes);
  const salaryOn = (date: LocalDate) => story.salaries.findLast(({ from }) => from <= date)?.roubles ?? 0;
  let [working, short, absentSummed, workedSummed, beyond, lastSalary] = [0, 0, 0, 0, 0, 0];
  const total = { worked: 0, absent: 0, night: 0, dayOff: 0 };
  for (const date of dates) {
    if (date < story.hiredOn || (story.lastDay !== null && date > story.lastDay)) continue;
    const plan = date === story.hiredOn ? planOfFirstDay(schedule, date) : planOn(schedule, date);
    const holiday = kindOf(date) === "public-holiday";
    const free = holiday || (plan.amount === 0 && !summed);
    const absence = story.absences.find(({ from, to }) => from <= date && date <= to);
    const typed = story.deviations.find(({ on }) => on === date)?.typed;
    let [inside, overtime, dayOff, night] = [0, 0, 0, 0];
    const work = (minutes: number) => (free ? (dayOff += minutes) : (inside += minutes));
    if (typed !== undefined) {
      for (const [code, minutes] of typed) {
        if (code === "Н") night += minutes;
        if (code === "С" && !free) overtime += minutes;
        else if (code === "РВ") dayOff += minutes;
        else work(minutes);
      }
      if (!summed && !free && inside > plan.amount) {
        overtime += inside - plan.amount;
        inside = plan.amount;
      }
    } else {
      const away =
        absence !== undefined && absence.kind !== "remote-work" && (absence.kind !== "day-in-lieu" || plan.amount > 0);
      const busy = away ? undefined : plan.minutes;
      if (!away) {
        work(plan.amount);
        for (const minute of plan.minutes ?? []) if (isNight(minute)) night += 1;
      }
      // Who is away did not work beyond the plan either, except on a trip.
      if (!away || absence.kind === "business-trip")
        for (const { on, hour, hours } of story.overtime)
          for (let minute = hour * 60; minute < (hour + hours) * 60; minute += 1) {
            if (addDays(on, Math.floor(minute / 1440)) !== date || busy?.has(minute % 1440) === true) continue;
            if (free) dayOff += 1;
            else overtime += 1;
            if (isNight(minute % 1440)) night += 1;
          }
    }
    const salary = salaryOn(date);
    put(`salary ${salary}`, inside);
    put(`allowance ${story.allowance}`, inside);
    put(`night ${salary}`, night);
    put(`day-off ${salary}`, dayOff);
    if (!summed) {
      put(`first ${salary}`, Math.min(120, overtime));
      put(`further ${salary}`, overtime - Math.min(120, overtime));
    } else {
      if (kindOf(date) === "working" || kindOf(date) === "short") working += 1;
      if (kindOf(date) === "short") short += 1;
      workedSummed += inside + overtime;
      beyond += overtime;
      if (!holiday) absentSummed += Math.max(0, plan.amount - inside - dayOff);
      lastSalary = salary;
    }
    total.worked += inside + overtime + dayOff;
    total.absent += Math.max(0, plan.amount - inside - dayOff);
    total.night += night;
    total.dayOff += dayOff;
  }
  if (summed) {
    const over = Math.max(0, workedSummed - Math.max(0, working * 480 - short * 60 - absentSummed));
    const first = Math.min(over, working * 120);
    const [firstOut, rest] = [Math.min(first, beyond), beyond - Math.min(first, beyond)];
    const furtherOut = Math.min(over - first, rest);
    put(`first ${lastSalary}`, firstOut);
    put(`first-surplus ${lastSalary}`, first - firstOut);
    put(`further ${lastSalary}`, furtherOut);
    put(`further-surplus ${lastSalary}`, over - first - furtherOut);
    put(`within ${lastSalary}`, rest - furtherOut);
  }
  const percents: Record<string, number> = {
    salary: 100,
    allowance: 100,
    within: 100,
    night: 20,
    "day-off": 200,
    first: 150,
    further: 200,
    "first-surplus": 50,
    "further-surplus": 100,
  };
  const lines = [...pots].map(([pot, minutes]) => {
    const [name = "", roubles = "0"] = pot.split(" ");
    const withAllowance = !["salary", "allowance", "night"].includes(name);
    const minor = (Number(roubles) + (withAllowance ? story.allowance : 0)) * 100;
    const percent = percents[name] ?? 0;
    const amount = norm === 0 ? 0 : rounded(BigInt(minor) * BigInt(minutes) * BigInt(percent), BigInt(norm) * 100n);
    return `${minor} ${percent} ${minutes} ${amount}`;
  });
  return { norm, ...total, lines: lines.toSorted() };
};

const facts = (story: Story): TimelineEvent[] => [
  hired(story.hiredOn),
  scheduled(story.schedule, story.hiredOn),
  ...story.salaries.map(({ from, roubles }) => paid(from, roubles)),
  allowed(story.hiredOn, "qualification", story.allowance),
  ...story.absences.map(({ kind, from, to }) => absent(kind, from, to)),
  ...story.overtime.map(({ on, hour, hours }) => {
    const text = (value: number) => `${String(value % 24).padStart(2, "0")}:00`;
    return worked("overtime", on, text(hour), text(hour + hours));
  }),
  ...story.deviations.map(({ on, typed }) => recorded(on, ...typed)),
  ...(story.lastDay === null ? [] : [left(story.lastDay)]),
];

const stories: fc.Arbitrary<Story> = fc
  .record({
    number: fc.integer({ min: 1, max: 12 }),
    hiredAfter: fc.integer({ min: -40, max: 25 }),
    leavesAfter: fc.option(fc.nat(40)),
    schedule: fc.constantFrom(...(knownSchedules.keys() as Iterable<ScheduleCode>)),
    roubles: fc.array(fc.tuple(fc.nat(28), fc.integer({ min: 1, max: 900_000 })), { maxLength: 2 }),
    first: fc.integer({ min: 1, max: 900_000 }),
    allowance: fc.integer({ min: 1, max: 50_000 }),
    absences: fc.array(
      fc.tuple(
        fc.constantFrom("sick-leave", "business-trip", "unpaid-leave", "remote-work", "study-leave"),
        fc.nat(9),
        fc.integer({ min: 1, max: 6 }),
      ),
      { maxLength: 3 },
    ),
    overtime: fc.array(fc.tuple(fc.nat(30), fc.nat(23), fc.integer({ min: 1, max: 5 })), { maxLength: 3 }),
    deviations: fc.array(
      fc.tuple(
        fc.nat(30),
        fc.constantFrom<[string, number][]>(
          [
            ["Я", 480],
            ["С", 180],
          ],
          [
            ["Я", 300],
            ["Н", 60],
          ],
          [["Я", 700]],
          [["НН", 0]],
          [["РВ", 240]],
          [
            ["Я", 60],
            ["ОТ", 0],
          ],
          [["Б", 0]],
        ),
      ),
      { maxLength: 4 },
    ),
  })
  .map(({ number, hiredAfter, leavesAfter, roubles, first, ...story }) => {
    const month = `2026-${String(number).padStart(2, "0")}`;
    const begins = firstDay(period(month));
    const early = addDays(begins, hiredAfter);
    const hiredOn = early < "2026-01-01" ? localDate("2026-01-01") : early;
    const days = <Rest extends unknown[]>(list: readonly (readonly [number, ...Rest])[]) => [
      ...new Map(list.map(([day, ...rest]) => [day % 28, rest] as const)),
    ];
    let next = begins;
    return {
      month,
      hiredOn,
      lastDay: leavesAfter === null ? null : addDays(hiredOn, leavesAfter),
      schedule: story.schedule,
      allowance: story.allowance,
      salaries: [
        { from: hiredOn, roubles: first },
        ...days(roubles)
          .map(([day, [sum]]) => ({ from: addDays(begins, day), roubles: sum }))
          .filter(({ from }) => from > hiredOn)
          .toSorted((a, b) => (a.from < b.from ? -1 : 1)),
      ],
      absences: story.absences.map(([kind, gap, length]) => {
        const from = addDays(next, gap);
        next = addDays(from, length);
        return { kind, from, to: addDays(from, length - 1) };
      }),
      // One a night at most, so that two do not overlap.
      overtime: days(story.overtime)
        .filter(([day]) => day % 2 === 0)
        .map(([day, [hour, hours]]) => ({ on: addDays(begins, day), hour, hours })),
      deviations: days(story.deviations).map(([day, [typed]]) => ({ on: addDays(begins, day), typed })),
    };
  });

const calculated = (story: Story, events: readonly TimelineEvent[] = facts(story)) => {
  const hours = payrollHours(timelineOf(...events), period(story.month), workCalendar);
  const sum = (record: Readonly<Record<string, number>> = {}) => Object.values(record).reduce((a, b) => a + b, 0);
  return {
    norm: hours?.normMinutes ?? reference(story).norm,
    worked: hours?.workedMinutes ?? 0,
    absent: sum(hours?.absentMinutes),
    night: hours?.nightMinutes ?? 0,
    dayOff: hours?.dayOffMinutes ?? 0,
    lines: (hours?.lines ?? [])
      .filter(({ minutes }) => minutes > 0)
      .map(({ monthly, percent, minutes, amountMinor }) => `${monthly.minor} ${percent} ${minutes} ${amountMinor}`)
      .toSorted(),
  };
};

/** Lines of different categories that happen to have one rate are summed apart by both; salaries that repeat are one. */
test("hours and pay of any month equal the obvious calculation", () => {
  fc.assert(
    fc.property(stories, (story) => {
      expect(calculated(story)).toEqual(reference(story));
    }),
    { numRuns: 120 },
  );
});

test("the order in which unrelated facts arrive does not matter", () => {
  fc.assert(
    fc.property(stories, fc.infiniteStream(fc.nat(1000)), (story, chance) => {
      const [hire, ...others] = facts(story);
      const shuffled = others
        .map((fact) => [chance.next().value as number, fact] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, fact]) => fact);
      expect(calculated(story, hire === undefined ? [] : [hire, ...shuffled])).toEqual(calculated(story));
    }),
  );
});

test("every day has one state, and what is planned is worked or absent", () => {
  fc.assert(
    fc.property(stories, (story) => {
      const hours = payrollHours(timelineOf(...facts(story)), period(story.month), workCalendar);
      if (hours === undefined) return;
      const first = story.hiredOn > firstDay(hours.period) ? story.hiredOn : firstDay(hours.period);
      const end = lastDay(hours.period);
      const last = story.lastDay !== null && story.lastDay < end ? story.lastDay : end;
      expect(Object.values(hours.days).reduce((a, b) => a + b, 0)).toBe(epochDay(last) - epochDay(first) + 1);
    }),
  );
});

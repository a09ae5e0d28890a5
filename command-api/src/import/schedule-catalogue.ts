// The work schedules that schedules.csv may name.
import { localDate, type LocalDate, type Schedule } from "@tabel/domain";

const hours = (count: number): number => count * 60;

interface CataloguedSchedule {
  readonly cycle: readonly number[];
  /** A week begins on Monday; a shift's cycle begins on the day from which the employee has it. */
  readonly begins: "monday" | "from";
}

const week = (minutes: number, workingDays = 5): CataloguedSchedule => ({
  cycle: Array.from({ length: 7 }, (_, index) => (index < workingDays ? minutes : 0)),
  begins: "monday",
});

const catalogue: Readonly<Record<string, CataloguedSchedule>> = {
  "five-day-40": week(hours(8)),
  "five-day-36": week(432),
  "five-day-24": week(288),
  "part-time-30": week(hours(6)),
  "part-time-20": week(hours(4)),
  "four-day-32": week(hours(8), 4),
  "three-day-24": week(hours(8), 3),
  "shift-2-2": { cycle: [hours(11), hours(11), 0, 0], begins: "from" },
  "shift-3-3": { cycle: [hours(11), hours(11), hours(11), 0, 0, 0], begins: "from" },
};

export const scheduleCodes: readonly string[] = Object.keys(catalogue);

const MONDAY = localDate("2024-01-01");

/** The schedule that a code names for an employee who has it from a day on. */
export const namedSchedule = (code: string, from: LocalDate): Schedule | undefined => {
  const found = catalogue[code];
  if (found === undefined) return undefined;
  const weekly = found.begins === "monday";
  return { code, anchor: weekly ? MONDAY : from, cycle: [...found.cycle], followsCalendar: weekly };
};

// The production calendar of Russia as data, a year an entry. A new year is one entry more, and nothing else changes.
//
// Public holidays: Labour Code of the Russian Federation, article 112, part 1.
// Days off moved: the Government's decree for the year, and article 112, part 2, for holidays on a weekend that the decree
// leaves alone. The working day before a public holiday is one hour shorter: article 95; a moved working Saturday inherits it.

/** Month and day of the public holidays that every year has. */
export const russianPublicHolidays: readonly string[] = [
  "01-01",
  "01-02",
  "01-03",
  "01-04",
  "01-05",
  "01-06",
  "01-07",
  "01-08",
  "02-23",
  "03-08",
  "05-01",
  "05-09",
  "06-12",
  "11-04",
];

export interface RussianYear {
  /** Where the year's moves come from. */
  readonly source: string;
  /** Days of the week that became days off because a holiday or a Saturday was moved to them. */
  readonly daysOff: readonly string[];
  /** Saturdays that are worked, each with the weekday whose work is done on it. */
  readonly workingSaturdays: Readonly<Record<string, string>>;
  /** Working days that are one hour shorter. */
  readonly shortDays: readonly string[];
}

export const russianYears: Readonly<Record<number, RussianYear>> = {
  2024: {
    source: "Decree of the Government of 10.08.2023 No. 1314",
    daysOff: ["2024-04-29", "2024-04-30", "2024-05-10", "2024-12-30", "2024-12-31"],
    workingSaturdays: { "2024-04-27": "2024-04-29", "2024-11-02": "2024-04-30", "2024-12-28": "2024-12-30" },
    shortDays: ["2024-02-22", "2024-03-07", "2024-05-08", "2024-06-11", "2024-11-02"],
  },
  2025: {
    source: "Decree of the Government of 04.10.2024 No. 1335",
    daysOff: ["2025-05-02", "2025-05-08", "2025-06-13", "2025-11-03", "2025-12-31"],
    workingSaturdays: { "2025-11-01": "2025-11-03" },
    shortDays: ["2025-03-07", "2025-04-30", "2025-06-11", "2025-11-01"],
  },
  2026: {
    source: "Decree of the Government of 24.09.2025 (9 January, 31 December); article 112, part 2 (9 March, 11 May)",
    daysOff: ["2026-01-09", "2026-03-09", "2026-05-11", "2026-12-31"],
    workingSaturdays: {},
    shortDays: ["2026-04-30", "2026-05-08", "2026-06-11", "2026-11-03"],
  },
};

// What can happen to timesheets, payroll periods and pay beside the salary, for made-up histories.
import {
  AllowanceSet,
  CorrectiveTimesheetPosted,
  DeviationRecorded,
  DeviationRemoved,
  type DomainEvent,
  LockOverridden,
  PayrollCorrectionPosted,
  PeriodCalculated,
  PeriodClosed,
  TimesheetAccepted,
  TimesheetClosed,
  TimesheetReturned,
  TimesheetSubmitted,
} from "@tabel/domain";

/** How a happening chooses: a whole number below. */
type Chance = (below: number) => number;

const cells = [
  [
    { code: "Я", minutes: 480, time: null },
    { code: "С", minutes: 150, time: { from: "20:00", to: "22:30" } },
  ],
  [{ code: "НН", minutes: 0, time: null }],
  [{ code: "РВ", minutes: 300, time: null }],
  [{ code: "Я", minutes: 200, time: null }],
];

/** One cell's life: typed in, perhaps unlocked, taken back or corrected. */
export const ofCell = (
  unitId: string,
  employeeId: string,
  date: string,
  number: number,
  chance: Chance,
): DomainEvent[] => {
  const sheet = { unitId, period: date.slice(0, 7), employeeId };
  const entries = cells[chance(cells.length)] ?? [];
  return [
    DeviationRecorded({ ...sheet, date, entries, recordedBy: "e1" }),
    ...([
      [],
      [DeviationRemoved({ ...sheet, date, removedBy: "e1" })],
      [LockOverridden({ ...sheet, date, until: date, overriddenBy: "e1", reason: "Поздние данные" })],
      [
        CorrectiveTimesheetPosted({
          ...sheet,
          number,
          cells: [{ date, entries: chance(2) === 0 ? [] : (cells[chance(cells.length)] ?? []) }],
          reason: "Листок пришёл позже",
          postedBy: "e1",
        }),
      ],
    ][chance(4)] as DomainEvent[]), // one of four
  ];
};

export const ofSheet = (unitId: string, period: string, chance: Chance): DomainEvent[] => {
  const sheet = { unitId, period };
  const submitted = TimesheetSubmitted({ ...sheet, submittedBy: "e1" });
  return [
    submitted,
    ...(chance(2) === 0 ? [TimesheetReturned({ ...sheet, returnedBy: "e1", reason: "Нет приказа" }), submitted] : []),
    TimesheetAccepted({ ...sheet, acceptedBy: "e1" }),
    ...(chance(2) === 0 ? [TimesheetClosed({ ...sheet, closedBy: "e1" })] : []),
  ];
};

export const ofAllowance = (employeeId: string, from: string, chance: Chance): DomainEvent[] => [
  AllowanceSet({
    employeeId,
    from,
    code: chance(2) === 0 ? "qualification" : "meals",
    monthly: chance(3) === 0 ? null : { minor: 100_000 + chance(9) * 50_000, currency: "RUB" },
  }),
];

/** Of a period long before the others: it posts its difference into the first of them that is open. */
export const ofCorrection = (employeeId: string, number: number): DomainEvent[] => [
  PayrollCorrectionPosted({
    employeeId,
    of: "2019-01",
    number,
    comparedAt: "1",
    stood: { figures: null },
    difference: {
      workedMinutes: 60 - (number % 120),
      nightMinutes: 0,
      overtimeFirstMinutes: 0,
      overtimeFurtherMinutes: 0,
      dayOffMinutes: 0,
      absentMinutes: { Б: number % 60 },
      lines: [],
    },
    postedBy: "e1",
  }),
];

export const closing = (period: string): DomainEvent[] => [PeriodCalculated({ period }), PeriodClosed({ period })];

// One employment life as the timesheet needs it, and for each opened period the month's sheet and the hours that payroll
// pays. A sheet exists once its period was opened, for everyone employed in it, and follows every later fact.
import {
  AbsenceApproved,
  EmployeeHired,
  EmployeeLeft,
  EmployeeRehired,
  EmployeeRelocated,
  EmployeeTransferred,
  EntryAnnulled,
  evolveTimeline,
  LeavingWithdrawn,
  type LocalDate,
  payrollHours,
  type Period,
  PeriodOpened,
  periodOf,
  SalarySet,
  ScheduleAssigned,
  sumsOf,
  type Timeline,
  timesheetMonth,
  type TimesheetMonth,
  workCalendar,
} from "@tabel/domain";
import {
  packDay,
  packTotals,
  payrollHoursTable,
  timeAccountTable,
  type TimesheetMonthRow,
  timesheetMonthTable,
} from "@tabel/read-models";
import { clear, everyone, type EventsOf, projection, put, type RowChange } from "./engine/projection.js";

const reads = [
  EmployeeHired,
  ScheduleAssigned,
  SalarySet,
  EmployeeTransferred,
  EmployeeLeft,
  LeavingWithdrawn,
  EmployeeRehired,
  EmployeeRelocated,
  EntryAnnulled,
  AbsenceApproved,
  PeriodOpened,
] as const;
type TimeEvent = EventsOf<typeof reads>;

interface Touched {
  readonly from: Period;
  /** Absent: every month from there on. */
  readonly to?: Period;
  /** Whether sheets can move to another unit or vanish; otherwise each takes the place of the one before it. */
  readonly moves: boolean;
}

/** The months whose sheets an event can change. Months outside are left alone; a test compares them with a full count. */
const touchedBy = (event: TimeEvent, before: Timeline | undefined): Touched => {
  switch (event.type) {
    case "PeriodOpened":
      return { from: event.data.period, to: event.data.period, moves: false };
    case "EmployeeHired":
      return { from: periodOf(event.data.hiredOn), moves: before !== undefined };
    case "ScheduleAssigned":
    case "SalarySet":
    case "EmployeeRelocated":
      return { from: periodOf(event.data.from), moves: false };
    case "EmployeeTransferred":
    case "EntryAnnulled":
      return { from: periodOf(event.data.from), moves: true };
    case "LeavingWithdrawn":
      return { from: periodOf(event.data.lastDay), moves: true };
    case "EmployeeRehired":
      return { from: periodOf(event.data.hiredOn), moves: true };
    case "EmployeeLeft": {
      const earlier: LocalDate | null = event.data.corrects ?? before?.spells.at(-1)?.lastDay ?? null;
      const { lastDay } = event.data;
      return { from: periodOf(earlier !== null && earlier < lastDay ? earlier : lastDay), moves: true };
    }
    case "AbsenceApproved":
      return { from: periodOf(event.data.from), to: periodOf(event.data.to), moves: false };
  }
};

/** The month in parts, one a unit, in the order in which the person was in them. */
const sheetRows = ({ period, employeeId, days, halves, total }: TimesheetMonth): TimesheetMonthRow[] => {
  const units = [...new Set(days.map(({ unitId }) => unitId))];
  return units.map((unitId) => {
    const own = units.length === 1 ? days : days.filter((day) => day.unitId === unitId);
    const sums = units.length === 1 ? { halves, total } : sumsOf(own);
    return {
      period,
      unitId,
      employeeId,
      days: own.map(({ date, plannedMinutes, codes }) =>
        packDay({ day: Number(date.slice(8)), plannedMinutes, codes }),
      ),
      totals: [packTotals(sums.halves[0]), packTotals(sums.halves[1]), packTotals(sums.total)],
    };
  });
};

export const monthRows = (timeline: Timeline | undefined, period: Period): RowChange[] => {
  const month = timesheetMonth(timeline, period, workCalendar);
  const hours = payrollHours(timeline, period, workCalendar, month);
  const unitId = month?.days.at(-1)?.unitId;
  if (month === undefined || hours === undefined || unitId === undefined) return [];
  return [
    ...sheetRows(month).map((row) => put(timesheetMonthTable, row)),
    put(payrollHoursTable, { ...hours, unitId }),
  ];
};

export const timeAccounts = projection({
  name: "time-accounts",
  version: 2,
  reads,
  table: timeAccountTable,
  keys: (event) => (event.type === "PeriodOpened" ? everyone : [event.data.employeeId]),
  shared: {
    initial: [] as readonly Period[],
    evolve: (opened, event) =>
      event.type === "PeriodOpened" && !opened.includes(event.data.period)
        ? [...opened, event.data.period].sort()
        : opened,
  },
  project: (row, event, { key }) => {
    if (event.type === "PeriodOpened") return row;
    const before = row?.timeline as Timeline | undefined; // written below
    const timeline = evolveTimeline(before, event);
    if (timeline === undefined) throw new Error("a fact about somebody who was never hired");
    return timeline === before ? row : { employeeId: key, timeline };
  },
  derives: [timesheetMonthTable, payrollHoursTable],
  derive: ({ key, before, after, events, shared: opened }) => {
    const [earlier, timeline] = [before?.timeline, after?.timeline] as (Timeline | undefined)[]; // written above
    const touched = events.map((event) => touchedBy(event, earlier));
    return opened.flatMap((period) => {
      const why = touched.filter(({ from, to }) => from <= period && (to === undefined || period <= to));
      if (why.length === 0) return [];
      const keys = { employeeId: key, period };
      const vacate = why.some(({ moves }) => moves) && earlier !== undefined;
      const cleared = vacate ? [clear(timesheetMonthTable, keys), clear(payrollHoursTable, keys)] : [];
      return [...cleared, ...monthRows(timeline, period)];
    });
  },
});

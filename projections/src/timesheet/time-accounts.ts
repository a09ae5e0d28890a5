// One employment life as the timesheet needs it, and for each opened period the month's sheet and the hours that payroll
// pays. A sheet exists once its period was opened, for everyone employed in it, and follows every later fact until the period
// is closed. From then on its rows stay as they are, and later facts post deltas into a later period.
import {
  affects,
  evolveAccount,
  evolveAccountByCorrection,
  evolveAccountByPeriod,
  evolvePeriods,
  PayrollCorrectionPosted,
  type PayrollDelta,
  type Period,
  PeriodClosed,
  PeriodOpened,
  type PeriodState,
  type Timeline,
  timelineEvents,
  timelinePayEvents,
  touchedMonths,
  workCalendar,
} from "@tabel/domain";
import { payrollHoursTable, type TimeAccountRow, timeAccountTable, timesheetMonthTable } from "@tabel/read-models";
import { clear, everyone, type EventsOf, projection, put, type RowChange } from "../engine/projection.js";
import { periodPuts, periodRows } from "./period-rows.js";

const reads = [...timelineEvents, ...timelinePayEvents, PayrollCorrectionPosted, PeriodOpened, PeriodClosed] as const;

interface Account {
  readonly timeline: Timeline | undefined;
  readonly deltas: readonly PayrollDelta[];
}

/** What `project` wrote. */
const accountOf = (row: TimeAccountRow | undefined): Account => ({
  timeline: row?.timeline as Timeline | undefined,
  deltas: (row?.deltas ?? []) as readonly PayrollDelta[],
});

const rules = { calendarOf: workCalendar };

const postedIn = (account: Account, period: Period): readonly PayrollDelta[] =>
  account.deltas.filter((delta) => delta.postedIn === period);

/** The figures that closed periods were paid by stand again, whatever a rebuild makes of the facts before the closing. */
const thatStood = (events: readonly EventsOf<typeof reads>[]): RowChange[] => {
  const changes = new Map<Period, RowChange>();
  for (const { type, data } of events) {
    if (type !== "PayrollCorrectionPosted") continue;
    const stood = data.stood as typeof data.stood | null; // null once the person's data are erased
    if (stood === null) continue;
    const { employeeId, of: period } = data;
    const row = stood.figures === null ? undefined : { employeeId, period, ...stood.figures };
    changes.set(
      period,
      row === undefined ? clear(payrollHoursTable, { employeeId, period }) : put(payrollHoursTable, row),
    );
  }
  return [...changes.values()];
};

export const timeAccounts = projection({
  name: "time-accounts",
  version: 4,
  reads,
  table: timeAccountTable,
  keys: (event) => ("employeeId" in event.data ? [event.data.employeeId] : everyone),
  shared: {
    initial: [] as readonly PeriodState[],
    evolve: (periods, event) =>
      event.type === "PeriodOpened" || event.type === "PeriodClosed" ? evolvePeriods(periods, event) : periods,
  },
  project: (row, event, { key, shared: periods }) => {
    const before = accountOf(row);
    if (event.type === "PeriodOpened" || event.type === "PeriodClosed") {
      const { deltas } = evolveAccountByPeriod(before, event, periods);
      return row === undefined || deltas === before.deltas ? row : { ...row, deltas };
    }
    if (event.type === "PayrollCorrectionPosted") {
      const { deltas } = evolveAccountByCorrection(before, event, String(event.position), periods);
      return row === undefined || deltas === before.deltas ? row : { ...row, deltas };
    }
    const { timeline, deltas } = evolveAccount(before, event, String(event.position), periods, rules);
    if (timeline === undefined) throw new Error("a fact about somebody who was never hired");
    return timeline === before.timeline ? row : { employeeId: key, timeline, deltas };
  },
  settle: {
    finalBy: ({ type }) => type === "PeriodClosed",
    atOnce: thatStood,
    waits: (row) => accountOf(row).deltas.length > 0,
    rows: ({ key, row, shared: periods, finalBy }) => {
      const account = accountOf(row);
      const closing = finalBy?.type === "PeriodClosed" ? finalBy.data.period : undefined;
      return periods
        .filter(({ period, closed }) => !closed && (closing === undefined || period === closing))
        .flatMap(({ period }) => periodPuts(periodRows(key, period, account.timeline, postedIn(account, period))));
    },
  },
  frozen: {
    tables: [timesheetMonthTable, payrollHoursTable],
    tooMany: [payrollHoursTable], // hours that nobody was paid would count as paid
    by: "period",
    values: (periods) => periods.flatMap(({ period, closed }) => (closed ? period : [])),
    unknowable: (row) => {
      const { timeline } = accountOf(row);
      if (timeline === undefined) return false;
      // Null once the person's data are erased.
      return (
        timeline.salaries.some(({ monthly }) => monthly === null) || timeline.absences.some(({ kind }) => kind === null)
      );
    },
  },
  derives: [timesheetMonthTable, payrollHoursTable],
  derive: ({ key, events, shared: periods, ...rows }) => {
    const [before, after] = [accountOf(rows.before), accountOf(rows.after)];
    const touched = touchedMonths(before.timeline, after.timeline);
    const newlyOpened = new Set(events.flatMap(({ type, data }) => (type === "PeriodOpened" ? data.period : [])));
    const followed = periods.flatMap(({ period, closed }) => {
      if (closed) return [];
      const posted = postedIn(after, period);
      const written =
        newlyOpened.has(period) ||
        affects(touched, before.timeline, period) ||
        affects(touched, after.timeline, period) ||
        (before.deltas !== after.deltas && posted.length !== postedIn(before, period).length);
      if (!written) return [];
      const keys = { employeeId: key, period };
      const vacate = touched.moves && before.timeline !== undefined;
      const cleared = vacate ? [clear(timesheetMonthTable, keys), clear(payrollHoursTable, keys)] : [];
      return [...cleared, ...periodPuts(periodRows(key, period, after.timeline, posted))];
    });
    return [...thatStood(events), ...followed];
  },
});

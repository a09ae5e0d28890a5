// One person's month as it was known at an instant: what had happened by then, in its order, decides; and where the period was
// closed by then, what had happened by its closing.
import type { Period } from "../kernel/local-date.js";
import type { Fact, Timeline, TimelineEvent } from "../timesheet/timeline.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";
import {
  emptyAccount,
  evolveAccount,
  evolveAccountByCorrection,
  evolveAccountByPeriod,
  evolvePeriods,
  type PayrollAccount,
  type PayrollDelta,
  type PeriodState,
} from "./payroll-account.js";
import type { FiguresThatStood, PayrollCorrectionEvent } from "./payroll-corrections.js";
import type { PayrollPeriodEvent } from "./payroll-period.js";

/** In the order in which it was recorded. */
export type Happening =
  | { readonly of: "person"; readonly event: TimelineEvent; readonly fact: Fact }
  | { readonly of: "correction"; readonly event: PayrollCorrectionEvent; readonly fact: Fact }
  | { readonly of: "period"; readonly event: PayrollPeriodEvent };

export interface KnownMonth {
  readonly status: "not-open" | "open" | "closed";
  readonly timeline: Timeline | undefined;
  /** What stands in the period for those closed before it. */
  readonly posted: readonly PayrollDelta[];
  /** The figures that a closed period was paid by, where a correction kept them; null: it had none of the person. */
  readonly stood?: FiguresThatStood | null;
}

export const monthAsKnown = (period: Period, happenings: Iterable<Happening>, calendarOf: CalendarOf): KnownMonth => {
  let account: PayrollAccount = emptyAccount;
  let periods: readonly PeriodState[] = [];
  const known = (status: KnownMonth["status"]): KnownMonth => ({
    status,
    timeline: account.timeline,
    posted: account.deltas.filter(({ postedIn }) => postedIn === period),
  });
  let closed: KnownMonth | undefined;
  for (const happening of happenings) {
    if (happening.of === "correction") {
      const { data } = happening.event;
      const stood = data.stood as typeof data.stood | null; // null once the person's data are erased
      if (closed === undefined) account = evolveAccountByCorrection(account, happening.event, happening.fact, periods);
      else if (data.of === period && stood !== null) closed = { ...closed, stood: stood.figures };
      continue;
    }
    if (closed !== undefined) continue;
    if (happening.of === "person") {
      account = evolveAccount(account, happening.event, happening.fact, periods, { calendarOf });
      continue;
    }
    const { event } = happening;
    if (event.type === "PeriodClosed" && event.data.period === period) {
      closed = known("closed");
      continue;
    }
    periods = evolvePeriods(periods, event);
    account = evolveAccountByPeriod(account, event, periods);
  }
  if (closed !== undefined) return closed;
  return known(periods.some((each) => each.period === period) ? "open" : "not-open");
};

// The sheets of a month that was opened: each head is reminded when it is to be handed in, and asked for a late one every few working
// days until it is there; after some days the superior of the head is told too, then accounting. Only units with a head of their own
// have a sheet to hand in.
import {
  type Employment,
  employmentOf,
  headOf,
  type Inquiry,
  lastDay,
  type LocalDate,
  organisationOf,
  type Period,
  period as periodFrom,
  placeOn,
  PeriodClosed,
  PeriodOpened,
  timePolicy,
  todayOf,
  type UnitId,
} from "@tabel/domain";
import type { Due, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";
import { workingDays } from "../working-days.js";
import { HOME, sheetStatus, unitsWithHead } from "./sheets-of-month.js";

const name = "when-a-period-is-opened-then-remind-of-timesheets";

interface State {
  readonly period: Period;
  readonly open: boolean;
}

/** In working days of the head's calendar. */
interface Points {
  /** The last day in time. */
  readonly on: LocalDate;
  readonly due: Due;
  readonly overdue: Due;
  /** After the overdue one that came due. */
  readonly again: Due;
  /** Whom the sheet is late for by now besides the head. */
  readonly superior: boolean;
  readonly accounting: boolean;
}

interface Known {
  readonly sheets: readonly { readonly unitId: UnitId; readonly points: Points }[];
  /** Of the unit whose timer came due: whether its sheet is still with the head. */
  readonly missing: boolean;
}

const pointsOf = (period: Period, head: Employment | undefined, inquiry: Inquiry): Points => {
  const today = todayOf(inquiry, head);
  const end = lastDay(period);
  const country = head === undefined ? HOME : placeOn(head, end).country;
  const { sheetDueDays, sheetRemindDays, sheetEscalateDays, sheetAccountingDays } = timePolicy(country, end);
  const on = workingDays(end, sheetDueDays, country);
  return {
    on,
    due: dueFor(head, workingDays(on, -sheetRemindDays, country)),
    overdue: dueFor(head, workingDays(on, 1, country)),
    again: dueFor(head, workingDays(today, sheetRemindDays, country)),
    superior: today >= workingDays(on, sheetEscalateDays, country),
    accounting: today >= workingDays(on, sheetAccountingDays, country),
  };
};

const timerOf = (unitId: string, timer: "due" | "overdue"): string => `${timer} ${unitId}`;

const late = (unitId: UnitId, period: Period, { on, superior, accounting, again }: Points): readonly Intent[] => {
  const told = (is: "timesheet-overdue" | "timesheet-escalated" | "timesheet-late"): Intent => ({
    do: "notify",
    key: is,
    fact: { is, unitId, period, on },
  });
  return [
    told("timesheet-overdue"),
    ...(superior ? [told("timesheet-escalated")] : []),
    ...(accounting ? [told("timesheet-late")] : []),
    { do: "wait", key: timerOf(unitId, "overdue"), timer: "overdue", at: again },
  ];
};

export const whenAPeriodIsOpenedThenRemindOfTimesheets = process({
  name,
  version: 1,
  reads: [PeriodOpened, PeriodClosed],
  instances: ({ data }) => [data.period],
  initial: null as State | null,
  evolve: (_, { type, data }) => (type === "PeriodOpened" ? { period: data.period, open: true } : null),
  learn: async (state, fact, inquiry): Promise<Known> => {
    const nothing = { sheets: [], missing: false };
    if (state === null || fact.is === "refused") return nothing;
    const period = periodFrom(state.period);
    if (fact.is === "event") {
      const sheets = [];
      for (const { unitId, headId } of await unitsWithHead(inquiry, period))
        sheets.push({ unitId, points: pointsOf(period, await employmentOf(inquiry, headId), inquiry) });
      return { ...nothing, sheets };
    }
    const unitId = unitOf(fact.key);
    const status = await sheetStatus(inquiry, unitId, period);
    const head = headOf(await organisationOf(inquiry), unitId, lastDay(period));
    const points = pointsOf(period, head === undefined ? undefined : await employmentOf(inquiry, head), inquiry);
    return { sheets: [{ unitId, points }], missing: status === "open" && head !== undefined };
  },
  react: (state, fact, { sheets, missing }: Known): readonly Intent[] => {
    if (state === null || fact.is === "refused") return [];
    const { period } = state;
    if (fact.is === "event")
      return sheets.flatMap(({ unitId, points }): Intent[] => [
        { do: "wait", key: timerOf(unitId, "due"), timer: "due", at: points.due },
        { do: "wait", key: timerOf(unitId, "overdue"), timer: "overdue", at: points.overdue },
      ]);
    const [sheet] = sheets;
    if (sheet === undefined || !missing) return [];
    const { unitId, points } = sheet;
    return fact.timer === "due"
      ? [{ do: "notify", key: "timesheet-due", fact: { is: "timesheet-due", unitId, period, on: points.on } }]
      : late(unitId, period, points);
  },
});

const unitOf = (key: string): UnitId => key.slice(key.indexOf(" ") + 1) as UnitId; // as timerOf writes it

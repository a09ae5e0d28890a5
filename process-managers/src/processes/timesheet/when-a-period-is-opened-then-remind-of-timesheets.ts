// The sheets of a month that was opened: each head is reminded when it is to be handed in, and told with accounting when it is late.
// Only units with a head of their own have a sheet to hand in. Asked again every few working days until it is there.
import {
  addWorkingDays,
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
  timesheet,
  timesheetStream,
  treeOn,
  type UnitId,
  workCalendar,
} from "@tabel/domain";
import type { Due, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";

const name = "when-a-period-is-opened-then-remind-of-timesheets";

interface State {
  readonly period: Period;
  readonly open: boolean;
}

interface Points {
  /** The last day in time. */
  readonly on: LocalDate;
  readonly due: Due;
  readonly overdue: Due;
  /** After the overdue one that came due. */
  readonly again: Due | null;
}

interface Known {
  readonly sheets: readonly { readonly unitId: UnitId; readonly points: Points }[];
  /** Of the unit whose timer came due: whether its sheet is still with the head. */
  readonly missing: boolean;
}

/** Where the calendar of a year is not loaded the days are counted as they come. */
const workingDays = (from: LocalDate, days: number, country: string): LocalDate => {
  const date = addWorkingDays(from, days, country, workCalendar);
  return typeof date === "object" ? from : date;
};

const HOME = "RU";

const pointsOf = (period: Period, head: Employment | undefined, today: LocalDate): Points => {
  const end = lastDay(period);
  const country = head === undefined ? HOME : placeOn(head, end).country;
  const { sheetDueDays, sheetRemindDays } = timePolicy(country, end);
  const on = workingDays(end, sheetDueDays, country);
  const again = today > on ? workingDays(today, sheetRemindDays, country) : null;
  return {
    on,
    due: dueFor(head, workingDays(on, -sheetRemindDays, country)),
    overdue: dueFor(head, workingDays(on, 1, country)),
    again: again === null ? null : dueFor(head, again),
  };
};

const headsOn = async (inquiry: Inquiry, on: LocalDate) => {
  const organisation = await organisationOf(inquiry);
  return treeOn(organisation, on).flatMap(({ unitId, headId }) => (headId === null ? [] : [{ unitId, headId }]));
};

const timerOf = (unitId: string, timer: "due" | "overdue"): string => `${timer} ${unitId}`;

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
    const end = lastDay(period);
    const today = inquiry.at.slice(0, 10) as LocalDate; // an instant begins with its day
    if (fact.is === "event") {
      const sheets = [];
      for (const { unitId, headId } of await headsOn(inquiry, end))
        sheets.push({ unitId, points: pointsOf(period, await employmentOf(inquiry, headId), today) });
      return { ...nothing, sheets };
    }
    const unitId = unitOf(fact.key);
    const { status } = await inquiry.read(timesheetStream(unitId, period), timesheet, { fresh: true });
    const head = headOf(await organisationOf(inquiry), unitId, end);
    const points = pointsOf(period, head === undefined ? undefined : await employmentOf(inquiry, head), today);
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
    const is = fact.timer === "due" ? "timesheet-due" : "timesheet-overdue";
    const told: Intent = { do: "notify", key: is, fact: { is, unitId, period, on: points.on } };
    return fact.timer === "due" || points.again === null
      ? [told]
      : [told, { do: "wait", key: timerOf(unitId, "overdue"), timer: "overdue", at: points.again }];
  },
});

const unitOf = (key: string): UnitId => key.slice(key.indexOf(" ") + 1) as UnitId; // as timerOf writes it

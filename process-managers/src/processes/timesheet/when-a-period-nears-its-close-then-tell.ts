// The closing of a payroll period: accounting is reminded before the day by which it is to be closed, and the day after it, with the
// number of sheets that are missing; the heads of the units are told when it is closed. A closed period is never opened again.
import {
  employmentOf,
  headOf,
  type Employment,
  type Inquiry,
  lastDay,
  type LocalDate,
  organisationOf,
  type Period,
  period as periodFrom,
  PeriodClosed,
  PeriodOpened,
  timePolicy,
  todayOf,
  type UnitId,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";
import { workingDays } from "../working-days.js";
import { HOME, missingSheets, unitsWithHead } from "./sheets-of-month.js";

interface State {
  readonly period: Period;
  readonly open: boolean;
}

interface Known {
  /** Who heads the whole organisation: in their zone accounting is reminded. */
  readonly first: Employment | undefined;
  readonly count: number;
  /** The day is over by which it was to be closed. */
  readonly late: boolean;
  readonly units: readonly UnitId[];
}

const firstOf = async (inquiry: Inquiry, on: LocalDate): Promise<Employment | undefined> => {
  const organisation = await organisationOf(inquiry);
  const head = organisation.rootId === null ? undefined : headOf(organisation, organisation.rootId, on);
  return head === undefined ? undefined : employmentOf(inquiry, head);
};

const timers = ["near", "overdue"] as const;

/** The last day on which the period is closed in time. */
const closesOn = (period: Period): LocalDate => {
  const end = lastDay(period);
  return workingDays(end, timePolicy(HOME, end).periodCloseDays, HOME);
};

export const whenAPeriodNearsItsCloseThenTell = process({
  name: "when-a-period-nears-its-close-then-tell",
  version: 1,
  reads: [PeriodOpened, PeriodClosed],
  instances: ({ data }) => [data.period],
  initial: null as State | null,
  evolve: (_, { type, data }): State => ({ period: data.period, open: type === "PeriodOpened" }),
  learn: async (state, fact, inquiry): Promise<Known> => {
    const nothing = { first: undefined, count: 0, late: false, units: [] };
    if (state === null || fact.is === "refused") return nothing;
    const period = periodFrom(state.period);
    const first = await firstOf(inquiry, lastDay(period));
    if (fact.is === "timer") {
      const late = todayOf(inquiry, first) > closesOn(period);
      return { ...nothing, late, count: state.open ? await missingSheets(inquiry, period) : 0 };
    }
    return state.open
      ? { ...nothing, first }
      : { ...nothing, units: (await unitsWithHead(inquiry, period)).map(({ unitId }) => unitId) };
  },
  react: (state, fact, { first, count, late, units }: Known): readonly Intent[] => {
    if (state === null || fact.is === "refused") return [];
    const period = periodFrom(state.period);
    const on = closesOn(period);
    if (fact.is === "timer") {
      const is = fact.timer === "near" ? "period-close-near" : "period-close-overdue";
      // After a standstill, or where it was opened late, only what is true by now is told.
      return state.open && late === (fact.timer === "overdue")
        ? [{ do: "notify", key: is, fact: { is, period, on, count } }]
        : [];
    }
    if (!state.open)
      return [
        ...timers.map((key): Intent => ({ do: "stop-waiting", key })),
        ...units.map((unitId): Intent => ({
          do: "notify",
          key: `closed ${unitId}`,
          fact: { is: "month-closed", unitId, period },
        })),
      ];
    const near = workingDays(on, -timePolicy(HOME, on).periodRemindDays, HOME);
    const after = workingDays(on, 1, HOME);
    return timers.map((timer) => ({
      do: "wait",
      key: timer,
      timer,
      at: dueFor(first, timer === "near" ? near : after),
    }));
  },
});

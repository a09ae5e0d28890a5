// One person's rows of one period from the facts that touch it, by the functions that the projection uses live.
import { evolveTimeline, type Timeline } from "@tabel/domain";
import {
  payrollHoursTable,
  timesheetMonthTable,
  type PayrollHoursRow,
  type TimesheetMonthRow,
} from "@tabel/read-models";
import type { Recalculate } from "./period-rebuild/period-rows.js";
import { monthRows, timeAccounts } from "./time-accounts.js";

const read = new Set(timeAccounts.reads.map(({ type }) => type));

export const recalculatePeriod: Recalculate = (_, period, facts) => {
  let timeline: Timeline | undefined;
  for (const event of facts)
    if (read.has(event.type)) timeline = evolveTimeline(timeline, event as Parameters<typeof evolveTimeline>[1]); // of a type that the projection reads
  const changes = monthRows(timeline, period).flatMap((change) => ("put" in change ? [change] : []));
  return {
    sheets: changes.flatMap(({ table, put }) => (table === timesheetMonthTable ? [put as TimesheetMonthRow] : [])), // its table says so
    hours: changes.flatMap(({ table, put }) => (table === payrollHoursTable ? [put as PayrollHoursRow] : []))[0], // as above
  };
};

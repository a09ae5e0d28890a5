// One person's rows of one period from the facts that touch it, by the functions that the projection uses live. What is posted
// in the period for closed ones follows from other facts: the rebuild leaves it as it stands.
import { evolveTimeline, type Timeline } from "@tabel/domain";
import type { Recalculate } from "./period-rows.js";
import { periodRows } from "../timesheet/period-rows.js";
import { timeAccounts } from "../timesheet/time-accounts.js";

const read = new Set(timeAccounts.reads.map(({ type }) => type));

export const recalculatePeriod: Recalculate = (employeeId, period, facts) => {
  let timeline: Timeline | undefined;
  for (const event of facts)
    if (read.has(event.type))
      timeline = evolveTimeline(
        timeline,
        event as Parameters<typeof evolveTimeline>[1], // of a type that the projection reads
        String(event.position),
      );
  return periodRows(employeeId, period, timeline);
};

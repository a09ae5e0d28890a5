// One person's rows of one period from the facts that touch it, by the functions that the projection uses live. What is posted
// in the period for closed ones follows from other facts: the rebuild leaves it as it stands.
import { EmployeeHired, evolveTimeline, type Timeline } from "@tabel/domain";
import type { Looks } from "./facts.js";
import type { Recalculate } from "./period-rows.js";
import { periodRows } from "../timesheet/period-rows.js";
import { timeAccounts } from "../timesheet/time-accounts.js";

export const looks: Looks = {
  at: new Set(timeAccounts.reads.map(({ type }) => type)),
  // Names and addresses shape no figure.
  pastPersonal: [EmployeeHired.type],
};

export const recalculatePeriod: Recalculate = (employeeId, period, facts) => {
  let timeline: Timeline | undefined;
  for (const event of facts)
    if (looks.at.has(event.type))
      timeline = evolveTimeline(
        timeline,
        event as Parameters<typeof evolveTimeline>[1], // of a type that the projection reads
        String(event.position),
      );
  return periodRows(employeeId, period, timeline);
};

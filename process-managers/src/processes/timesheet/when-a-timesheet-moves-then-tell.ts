// A sheet's way between the head and accounting: whose turn it is, is told. A closed period and a posted correction, too.
import {
  CorrectiveTimesheetPosted,
  type EventOf,
  type NotificationFact,
  PeriodClosed,
  TimesheetAccepted,
  TimesheetReturned,
  TimesheetSubmitted,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

const reads = [
  TimesheetSubmitted,
  TimesheetReturned,
  TimesheetAccepted,
  CorrectiveTimesheetPosted,
  PeriodClosed,
] as const;

const toldBy = ({ type, data }: EventOf<(typeof reads)[number]>): NotificationFact => {
  const { period } = data;
  switch (type) {
    case "TimesheetSubmitted":
      return { is: "timesheet-submitted", unitId: data.unitId, period };
    case "TimesheetReturned":
      return { is: "timesheet-returned", unitId: data.unitId, period };
    case "TimesheetAccepted":
      return { is: "timesheet-accepted", unitId: data.unitId, period };
    case "CorrectiveTimesheetPosted":
      return { is: "correction-posted", unitId: data.unitId, period, employeeId: data.employeeId };
    case "PeriodClosed":
      return { is: "period-closed", period };
  }
};

export const whenATimesheetMovesThenTell = process({
  name: "when-a-timesheet-moves-then-tell",
  version: 1,
  reads,
  instances: ({ data }) => ["unitId" in data ? `${data.unitId}_${data.period}` : data.period],
  initial: null,
  evolve: () => null,
  react: (_, fact): readonly Intent[] => {
    if (fact.is !== "event") return [];
    const told = toldBy(fact.event);
    return [{ do: "notify", key: told.is, fact: told }];
  },
});

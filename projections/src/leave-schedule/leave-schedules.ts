// Yearly leave schedules: where each stands, its parts, and the changes proposed to it.
import {
  LeaveChangeAgreed,
  LeaveChangeDeclined,
  LeaveChangeProposed,
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveScheduleApproved,
  LeaveScheduleReturned,
  LeaveScheduleSubmitted,
  PlannedLeaveAcknowledged,
  PlannedLeaveAnnounced,
} from "@tabel/domain";
import {
  leaveChangeTable,
  type LeaveScheduleRow,
  leaveScheduleTable,
  type PlannedLeaveRow,
  plannedLeaveTable,
} from "@tabel/read-models";
import { projection } from "../engine/projection.js";

interface OfSchedule {
  readonly unitId: string;
  readonly year: number;
}

const scheduleIdOf = ({ unitId, year }: OfSchedule): string => `${unitId}_${year}`;

const opened = ({ unitId, year }: OfSchedule): LeaveScheduleRow => ({
  scheduleId: scheduleIdOf({ unitId, year }),
  unitId,
  year,
  status: "open",
  submittedBy: null,
  returnReason: null,
  approvedOn: null,
  approvedBy: null,
});

/** A schedule is there with its first part, and stays when all parts are taken out. */
export const leaveSchedules = projection({
  name: "leave-schedules",
  version: 1,
  reads: [LeavePartPlanned, LeaveScheduleSubmitted, LeaveScheduleReturned, LeaveScheduleApproved],
  table: leaveScheduleTable,
  keys: (event) => [scheduleIdOf(event.data)],
  project: (known, event): LeaveScheduleRow => {
    const schedule = known ?? opened(event.data);
    switch (event.type) {
      case "LeavePartPlanned":
        return schedule;
      case "LeaveScheduleSubmitted":
        return { ...schedule, status: "submitted", submittedBy: event.data.submittedBy };
      case "LeaveScheduleReturned":
        return { ...schedule, status: "open", submittedBy: null, returnReason: event.data.reason };
      case "LeaveScheduleApproved": {
        const { on, approvedBy } = event.data;
        return { ...schedule, status: "approved", approvedOn: on, approvedBy };
      }
    }
  },
});

const planned = (data: OfSchedule & { readonly partId: string; readonly employeeId: string }) => ({
  partId: data.partId,
  scheduleId: scheduleIdOf(data),
  unitId: data.unitId,
  year: data.year,
  employeeId: data.employeeId,
  announcedOn: null,
  acknowledgedOn: null,
});

export const plannedLeave = projection({
  name: "planned-leave",
  version: 1,
  reads: [LeavePartPlanned, LeavePartUnplanned, LeaveChangeAgreed, PlannedLeaveAnnounced, PlannedLeaveAcknowledged],
  table: plannedLeaveTable,
  keys: (event) => [event.data.partId],
  project: (part, event): PlannedLeaveRow | undefined => {
    switch (event.type) {
      case "LeavePartPlanned": {
        const { from, to, counted, entitled } = event.data;
        return { ...planned(event.data), fromDate: from, toDate: to, counted, entitled };
      }
      case "LeavePartUnplanned":
        return undefined;
      case "LeaveChangeAgreed": {
        const { to } = event.data;
        if (to === null) return undefined;
        const dates = { fromDate: to.from, toDate: to.to, counted: to.counted };
        return { ...planned(event.data), ...dates, entitled: part?.entitled ?? null };
      }
      case "PlannedLeaveAnnounced":
        return part && { ...part, announcedOn: event.data.on };
      case "PlannedLeaveAcknowledged":
        return part && { ...part, acknowledgedOn: event.data.on };
    }
  },
});

export const leaveChanges = projection({
  name: "leave-changes",
  version: 1,
  reads: [LeaveChangeProposed, LeaveChangeAgreed, LeaveChangeDeclined],
  table: leaveChangeTable,
  keys: (event) => [event.data.changeId],
  project: (change, event) => {
    if (event.type === "LeaveChangeProposed") {
      const { changeId, unitId, year, employeeId, partId, to, side, proposedBy, reason } = event.data;
      return {
        changeId,
        scheduleId: scheduleIdOf(event.data),
        unitId,
        year,
        employeeId,
        partId,
        fromDate: to?.from ?? null,
        toDate: to?.to ?? null,
        side,
        status: "open" as const,
        proposedBy,
        proposedAt: event.recordedAt,
        reason,
      };
    }
    if (change === undefined) throw new Error("a change is answered that was never proposed");
    return { ...change, status: event.type === "LeaveChangeAgreed" ? ("agreed" as const) : ("declined" as const) };
  },
});

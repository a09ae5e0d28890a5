// How far each unit's sheet of a month is, and the corrective sheets posted after its submission.
import {
  CorrectiveTimesheetPosted,
  TimesheetAccepted,
  TimesheetClosed,
  TimesheetReturned,
  TimesheetSubmitted,
} from "@tabel/domain";
import { timesheetCorrectionTable, timesheetSheetTable, type TimesheetSheetRow } from "@tabel/read-models";
import { journal, projection } from "../engine/projection.js";

const untouched = { submittedAt: null, submittedBy: null, acceptedAt: null, acceptedBy: null, closedAt: null };

export const timesheetSheets = projection({
  name: "timesheet-sheets",
  version: 1,
  reads: [TimesheetSubmitted, TimesheetReturned, TimesheetAccepted, TimesheetClosed],
  table: timesheetSheetTable,
  keys: ({ data: { unitId, period } }) => [`${unitId}_${period}`],
  project: (row, { type, data, recordedAt }, { key }): TimesheetSheetRow => {
    const { unitId, period } = data;
    const before = row ?? { sheet: key, unitId, period, status: "open", ...untouched, returnReason: null };
    switch (type) {
      case "TimesheetSubmitted":
        return { ...before, status: "submitted", submittedAt: recordedAt, submittedBy: data.submittedBy };
      case "TimesheetReturned":
        return { ...before, ...untouched, status: "open", returnReason: data.reason };
      case "TimesheetAccepted":
        return { ...before, status: "accepted", acceptedAt: recordedAt, acceptedBy: data.acceptedBy };
      case "TimesheetClosed":
        return { ...before, status: "closed", closedAt: recordedAt };
    }
  },
});

export const timesheetCorrections = journal({
  name: "timesheet-corrections",
  version: 1,
  reads: [CorrectiveTimesheetPosted],
  table: timesheetCorrectionTable,
  entries: ({ data: { unitId, period, number, employeeId, cells, postedBy }, recordedAt }) => [
    { unitId, period, number, employeeId, cells, postedAt: recordedAt, postedBy },
  ],
});

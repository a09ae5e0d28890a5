// The leave ledgers: every entry that an event posts, never changed afterwards.
import {
  AbsenceApproved,
  AbsenceCancelled,
  AbsenceCorrected,
  AbsenceInterrupted,
  AbsenceRecounted,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceResumed,
  AbsenceWithdrawn,
  DayInLieuEarned,
  DayInLieuForfeited,
  EmployeeRecalled,
  LeaveExtended,
  LeaveGranted,
  ledgerEntries,
} from "@tabel/domain";
import { leaveEntryTable } from "@tabel/read-models";
import { journal } from "./engine/projection.js";

export const leaveEntries = journal({
  name: "leave-entries",
  version: 1,
  reads: [
    LeaveGranted,
    AbsenceRequested,
    AbsenceApproved,
    AbsenceRejected,
    AbsenceWithdrawn,
    AbsenceCancelled,
    EmployeeRecalled,
    AbsenceCorrected,
    AbsenceRecounted,
    AbsenceInterrupted,
    AbsenceResumed,
    LeaveExtended,
    DayInLieuEarned,
    DayInLieuForfeited,
  ],
  table: leaveEntryTable,
  entries: (event) =>
    ledgerEntries(event).map((entry) => ({
      employeeId: event.data.employeeId,
      position: event.position,
      ...entry,
    })),
});

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
  ledgerEntries,
  ledgerEvents,
} from "@tabel/domain";
import { leaveEntryTable } from "@tabel/read-models";
import { journal } from "../engine/projection.js";

/** What HR wrote of an entry; the reasons of requests stand with these. */
const reasonOf = (data: object): string | null =>
  "entryId" in data && "reason" in data && typeof data.reason === "string" ? data.reason : null;

export const leaveEntries = journal({
  name: "leave-entries",
  version: 2,
  reads: [
    ...ledgerEvents,
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
      recordedAt: event.recordedAt,
      ...entry,
      reason: reasonOf(event.data),
    })),
});

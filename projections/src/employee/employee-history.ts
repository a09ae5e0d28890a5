// Everything that happened to a person, whichever stream it stands in: one entry an event, in the order of the log.
import {
  absenceEvents,
  accessEvents,
  CorrectiveTimesheetPosted,
  DeviationRecorded,
  DeviationRemoved,
  employeeEvents,
  firstDay,
  type LocalDate,
  LockOverridden,
  mentorEvents,
  onboardingEvents,
  payrollCorrectionsEvents,
  resignationEvents,
  TrainingAttendanceRecorded,
  trainingAccountEvents,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingBookingDeclined,
  TrainingMovedUp,
  TrainingWaitlisted,
  UnitHeadAppointed,
  UnitHeadVacated,
} from "@tabel/domain";
import { employeeHistoryTable } from "@tabel/read-models";
import { journal, type EventsOf } from "../engine/projection.js";

const ofCells = [DeviationRecorded, DeviationRemoved, LockOverridden, CorrectiveTimesheetPosted] as const;
const ofHeads = [UnitHeadAppointed, UnitHeadVacated] as const;
const ofSessions = [
  TrainingBooked,
  TrainingWaitlisted,
  TrainingMovedUp,
  TrainingBookingCancelled,
  TrainingBookingDeclined,
  TrainingAttendanceRecorded,
] as const;
const concerning = [
  ...employeeEvents,
  ...absenceEvents,
  ...ofCells,
  ...payrollCorrectionsEvents,
  ...onboardingEvents,
  ...mentorEvents,
  ...trainingAccountEvents,
  ...ofSessions,
  ...resignationEvents,
  ...accessEvents,
  ...ofHeads,
] as const;
type ConcerningEvent = EventsOf<typeof concerning>;

/** What joins a mentor and a newcomer is in both their histories. */
const subjectsOf = ({ data }: ConcerningEvent): readonly string[] => {
  if ("userId" in data) return [data.userId];
  const people = ["employeeId" in data ? data.employeeId : [], "mentorId" in data ? data.mentorId : []].flat();
  return [...new Set(people)];
};

/** From when the fact holds; null where it holds from the moment it was recorded. */
const effectiveOn = (event: ConcerningEvent): LocalDate | null => {
  switch (event.type) {
    case "EmployeeHired":
    case "EmployeeRehired":
      return event.data.hiredOn;
    case "EmployeeLeft":
    case "LeavingWithdrawn":
      return event.data.lastDay;
    case "LeaveGranted":
    case "LeaveAccrued":
    case "LeaveAdjusted":
    case "LeaveCarriedOver":
    case "LeaveExpired":
    case "LeaveEncashed":
      return event.data.effectiveOn;
    case "LeaveYearMoved":
      return event.data.becomes.effectiveOn;
    case "LeaveCompensated":
      return event.data.lastDay;
    case "OnboardingPlanned":
      return event.data.startsOn;
    case "OnboardingFeedbackGiven":
      return event.data.givenOn;
    case "ResignationReceived":
      return event.data.receivedOn;
    case "ResignationAccepted":
    case "ResignationExecuted":
      return event.data.lastDay;
    case "OnboardingCompleted":
    case "NewcomerProductive":
    case "MentorshipEnded":
    case "MentorStoodDown":
    case "TrainingPlaceReserved":
    case "ResignationCorrected":
    case "ResignationWithdrawn":
    case "ResignationOriginalReceived":
    case "ReplacementInvited":
    case "RoleRevoked":
    case "DeputyDismissed":
      return event.data.on;
    case "PayrollCorrectionPosted":
      return firstDay(event.data.of);
    case "DeviationRecorded":
    case "DeviationRemoved":
    case "LockOverridden":
      return event.data.date;
    case "CorrectiveTimesheetPosted": {
      const cells = event.data.cells as typeof event.data.cells | null; // null once the person's data are erased
      return cells?.[0]?.date ?? null;
    }
    default:
      return "from" in event.data ? event.data.from : null;
  }
};

/** The head in whose place a deputy decided stands in the event; for whom HR acted, in its metadata. */
const deputised = ({ data }: ConcerningEvent): string | null => ("onBehalfOf" in data ? data.onBehalfOf : null);

/** What a reader may see of it: that a password was set is history, its hash is nobody's reading. */
const readable = (event: ConcerningEvent): Readonly<Record<string, unknown>> =>
  event.type === "PasswordSet" ? { userId: event.data.userId } : event.data;

export const employeeHistory = journal({
  name: "employee-history",
  version: 5,
  reads: concerning,
  table: employeeHistoryTable,
  entries: (event) => {
    const { metadata } = event;
    return subjectsOf(event).map((employeeId) => ({
      employeeId,
      position: event.position,
      eventId: event.id,
      type: event.type,
      stream: event.stream,
      revision: event.revision,
      recordedAt: event.recordedAt,
      effectiveOn: effectiveOn(event),
      actor: metadata.actor,
      onBehalfOf: deputised(event) ?? metadata.onBehalfOf ?? null,
      commandId: metadata.commandId,
      causationId: metadata.$causationId,
      correlationId: metadata.$correlationId,
      data: readable(event),
    }));
  },
});

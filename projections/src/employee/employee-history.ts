// Everything that happened to a person, whichever stream it stands in: one entry an event, in the order of the log.
import {
  absenceEvents,
  accessEvents,
  administratorEvents,
  calendarFeedsEvents,
  CorrectiveTimesheetPosted,
  DeviationRecorded,
  DeviationRemoved,
  employeeEvents,
  firstDay,
  LeaveChangeAgreed,
  LeaveChangeDeclined,
  LeaveChangeProposed,
  LeavePartPlanned,
  LeavePartUnplanned,
  type LocalDate,
  LockOverridden,
  mentorEvents,
  notificationsEvents,
  onboardingEvents,
  payrollCorrectionsEvents,
  readingsEvents,
  PlannedLeaveAcknowledged,
  PlannedLeaveAnnounced,
  resignationEvents,
  TrainingAttendanceRecorded,
  trainingAccountEvents,
  TrainingSessionPublished,
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
const ofPlans = [
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveChangeProposed,
  LeaveChangeAgreed,
  LeaveChangeDeclined,
  PlannedLeaveAnnounced,
  PlannedLeaveAcknowledged,
] as const;
const ofSessions = [
  TrainingSessionPublished,
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
  ...administratorEvents,
  ...readingsEvents,
  ...calendarFeedsEvents,
  ...ofPlans,
  ...notificationsEvents,
] as const;
type ConcerningEvent = EventsOf<typeof concerning>;

/** Fields that name whom a fact concerns, besides those who did it. */
const naming = [
  "userId",
  "userIds",
  "employeeId",
  "deputy",
  "mentorId",
  "trainerId",
  "candidates",
  "replaces",
  "about",
] as const;

const peopleIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(peopleIn);
  return typeof value === "object" && value !== null && "mentorId" in value ? peopleIn(value.mentorId) : [];
};

/** What joins two people is in both their histories, and so is a message to one of them about the other. */
const subjectsOf = ({ data }: ConcerningEvent): readonly string[] => [
  ...new Set(naming.flatMap((name) => (name in data ? peopleIn(Reflect.get(data, name)) : []))),
];

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
    case "PlannedLeaveAnnounced":
    case "PlannedLeaveAcknowledged":
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

/** Secrets: that a password was set is history, its hash is nobody's reading. */
const secrets: ReadonlySet<string> = new Set(["passwordHash", "tokenHash", "subscription"]);
/** What a message says, and of what its reader may know, concerns the one who got it. */
const ofTheReader: ReadonlySet<string> = new Set(["details", "mayKnow"]);

/** How a scan was read is shown beside the scan, and what a model wrote to nobody: a history tells what came of it. */
const ofTheReading: Readonly<Partial<Record<ConcerningEvent["type"], ReadonlySet<string>>>> = {
  LetterUploaded: new Set(["fingerprint"]),
  LetterRead: new Set(["evidence", "text", "secondReading", "asked"]),
};

/** What may be read of it in somebody's history. */
const readable = ({ type, data }: ConcerningEvent, employeeId: string): Readonly<Record<string, unknown>> => {
  // Whose data were looked at besides is no part of this person's history.
  if (type === "PersonalDataRead") return { ...data, userIds: [employeeId] };
  const isReader = !("about" in data) || Reflect.get(data, "userId") === employeeId;
  return Object.fromEntries(
    Object.entries(data).filter(
      ([name]) => !secrets.has(name) && (isReader || !ofTheReader.has(name)) && ofTheReading[type]?.has(name) !== true,
    ),
  );
};

export const employeeHistory = journal({
  name: "employee-history",
  version: 8,
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
      data: readable(event, employeeId),
      erased: event.erased,
    }));
  },
});

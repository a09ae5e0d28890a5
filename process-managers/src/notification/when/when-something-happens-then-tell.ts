// Facts that say by themselves all that is told about them: one event, one message or two, no state.
import {
  AnnouncementPublished,
  CorrectiveTimesheetPosted,
  DeputyAppointed,
  DeputyDismissed,
  type EventOf,
  LeaveChangeProposed,
  MentorAssigned,
  MentorshipEnded,
  type NotificationFact,
  OnboardingPlanned,
  PeriodClosed,
  ResignationAccepted,
  ResignationChecked,
  ResignationReceived,
  ResignationWithdrawn,
  TimesheetAccepted,
  TimesheetReturned,
  TimesheetSubmitted,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingMovedUp,
  TrainingSessionCancelled,
  TrainingSessionMoved,
  TrainingSessionPublished,
  TrainingWaitlisted,
  period,
} from "@tabel/domain";
import { process } from "../../process/process.js";

const reads = [
  DeputyAppointed,
  DeputyDismissed,
  LeaveChangeProposed,
  TimesheetSubmitted,
  TimesheetReturned,
  TimesheetAccepted,
  PeriodClosed,
  CorrectiveTimesheetPosted,
  OnboardingPlanned,
  MentorAssigned,
  MentorshipEnded,
  TrainingSessionPublished,
  TrainingBooked,
  TrainingWaitlisted,
  TrainingMovedUp,
  TrainingBookingCancelled,
  TrainingSessionMoved,
  TrainingSessionCancelled,
  ResignationReceived,
  ResignationChecked,
  ResignationAccepted,
  ResignationWithdrawn,
  AnnouncementPublished,
] as const;
type Told = EventOf<(typeof reads)[number]>;

/** Whose matter it is: messages about one go out in their order. */
const instanceOf = ({ data }: Told): string => {
  if ("employeeId" in data) return data.employeeId;
  if ("userId" in data) return data.userId;
  if ("sessionId" in data) return data.sessionId;
  if ("announcementId" in data) return data.announcementId;
  return "unitId" in data ? `${data.unitId}_${data.period}` : data.period;
};

const factsOf = ({ type, data }: Told): readonly NotificationFact[] => {
  switch (type) {
    case "DeputyAppointed": {
      const { userId, deputy, from, until } = data;
      return [{ is: "deputy-appointed", userId, deputy, from, until }];
    }
    case "DeputyDismissed": {
      const { userId, deputy } = data;
      return [{ is: "deputy-ended", userId, deputy }];
    }
    case "LeaveChangeProposed": {
      const { employeeId, unitId, year, partId, side } = data;
      return [{ is: "leave-change-proposed", employeeId, unitId, year, partId, side }];
    }
    case "TimesheetSubmitted":
      return [{ is: "timesheet-submitted", unitId: data.unitId, period: period(data.period) }];
    case "TimesheetReturned":
      return [{ is: "timesheet-returned", unitId: data.unitId, period: period(data.period) }];
    case "TimesheetAccepted":
      return [{ is: "timesheet-accepted", unitId: data.unitId, period: period(data.period) }];
    case "PeriodClosed":
      return [{ is: "period-closed", period: period(data.period) }];
    case "CorrectiveTimesheetPosted": {
      const { unitId, employeeId } = data;
      return [{ is: "correction-posted", unitId, employeeId, period: period(data.period) }];
    }
    case "OnboardingPlanned": {
      const { employeeId, planId, startsOn: on } = data;
      return [
        { is: "onboarding-welcome", employeeId, planId, on },
        { is: "onboarding-planned", employeeId, planId, on },
      ];
    }
    case "MentorAssigned": {
      const { employeeId, planId, mentorId, from } = data;
      return [{ is: "mentor-assigned", employeeId, planId, mentorId, from }];
    }
    case "MentorshipEnded": {
      const { employeeId, planId, mentorId, on } = data;
      return [{ is: "mentorship-ended", employeeId, planId, mentorId, on }];
    }
    case "TrainingSessionPublished":
      return [{ is: "training-published", sessionId: data.sessionId, programmeId: data.programmeId }];
    case "TrainingBooked":
      return [{ is: "training-booked", sessionId: data.sessionId, employeeId: data.employeeId }];
    case "TrainingWaitlisted":
      return [{ is: "training-waitlisted", sessionId: data.sessionId, employeeId: data.employeeId }];
    case "TrainingMovedUp":
      return [{ is: "training-moved-up", sessionId: data.sessionId, employeeId: data.employeeId }];
    case "TrainingBookingCancelled":
      return [{ is: "training-booking-cancelled", sessionId: data.sessionId, employeeId: data.employeeId }];
    case "TrainingSessionMoved":
      return [{ is: "training-session-changed", sessionId: data.sessionId }];
    case "TrainingSessionCancelled":
      return [{ is: "training-session-cancelled", sessionId: data.sessionId }];
    case "ResignationReceived":
      return [{ is: "resignation-received", employeeId: data.employeeId, number: data.number }];
    case "ResignationChecked": {
      const { employeeId, number, count } = data;
      return count === 0 ? [] : [{ is: "resignation-corrections-asked", employeeId, number, count }];
    }
    case "ResignationAccepted": {
      const { employeeId, number, lastDay } = data;
      return [{ is: "resignation-accepted", employeeId, number, lastDay }];
    }
    case "ResignationWithdrawn":
      return [{ is: "resignation-withdrawn", employeeId: data.employeeId, number: data.number }];
    case "AnnouncementPublished":
      return [{ is: "announcement", announcementId: data.announcementId }];
  }
};

export const whenSomethingHappensThenTell = process({
  name: "when-something-happens-then-tell",
  version: 1,
  reads,
  instances: (event) => [instanceOf(event)],
  initial: null,
  evolve: () => null,
  react: (_, fact) =>
    fact.is === "event" ? factsOf(fact.event).map((each) => ({ do: "notify", key: each.is, fact: each })) : [],
});

// Every event type that Tabel stores, by the stream that it stands in. The codec, the projections and the generated
// catalogue read this list.
import { absenceEvents } from "./absence/absence.js";
import { accessEvents } from "./access/access.js";
import { administratorEvents } from "./access/administrators.js";
import { readingsEvents } from "./access/readings.js";
import { employeeEvents } from "./employee/employment-events.js";
import type { EventDefinition } from "./kernel/event.js";
import { leaveScheduleEvents } from "./leave-schedule/leave-schedule.js";
import { announcementEvents } from "./notification/announcement.js";
import { notificationsEvents } from "./notification/notifications.js";
import { organisationEvents } from "./organisation/organisation.js";
import { payrollCorrectionsEvents } from "./payroll/payroll-corrections.js";
import { payrollPeriodEvents } from "./payroll/payroll-period.js";
import { calendarFeedsEvents } from "./team/calendar-feeds.js";
import { teamRulesEvents } from "./team/team-rules.js";
import { timesheetEvents } from "./timesheet/timesheet.js";
import { mentorEvents } from "./mentor/mentor.js";
import { onboardingEvents } from "./onboarding/onboarding.js";
import { onboardingTemplateEvents } from "./onboarding/template.js";
import { onboardingTemplateChoiceEvents } from "./onboarding/template-choice.js";
import { resignationEvents } from "./resignation/resignation.js";
import { trainingProgrammeEvents } from "./training/programme.js";
import { trainingSessionEvents } from "./training/session.js";
import { trainingAccountEvents } from "./training/training-account.js";

export const eventsByStream: Readonly<Record<string, readonly EventDefinition[]>> = {
  organisation: organisationEvents,
  "employee-<employeeId>": employeeEvents,
  "absence-<employeeId>": absenceEvents,
  "timesheet-<unitId>_<period>": timesheetEvents,
  "payrollPeriod-<period>": payrollPeriodEvents,
  "payrollCorrections-<employeeId>": payrollCorrectionsEvents,
  "access-<userId>": accessEvents,
  administrators: administratorEvents,
  "readings-<userId>": readingsEvents,
  "teamRules-<unitId>": teamRulesEvents,
  "leaveSchedule-<unitId>_<year>": leaveScheduleEvents,
  "calendarFeeds-<userId>": calendarFeedsEvents,
  "onboardingTemplate-<templateId>": onboardingTemplateEvents,
  onboardingTemplateChoice: onboardingTemplateChoiceEvents,
  "onboarding-<employeeId>": onboardingEvents,
  "mentor-<employeeId>": mentorEvents,
  "trainingProgramme-<programmeId>": trainingProgrammeEvents,
  "trainingSession-<sessionId>": trainingSessionEvents,
  "trainingAccount-<employeeId>": trainingAccountEvents,
  "resignation-<employeeId>_<number>": resignationEvents,
  "notifications-<userId>": notificationsEvents,
  "announcement-<announcementId>": announcementEvents,
};

export const eventCatalogue: readonly EventDefinition[] = Object.values(eventsByStream).flat();

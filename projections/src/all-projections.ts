// Every projection of the product.
import { absenceRequests } from "./absence/absence-requests.js";
import { absenceSpans } from "./absence/absence-spans.js";
import { calendarFeeds } from "./team/calendar-feeds.js";
import { deputies } from "./access/deputies.js";
import { employeeHistory } from "./employee/employee-history.js";
import { employees } from "./employee/employees.js";
import type { Projection } from "./engine/projection.js";
import { leaveEntries } from "./absence/leave-entries.js";
import { leaveChanges, leaveSchedules, plannedLeave } from "./leave-schedule/leave-schedules.js";
import { mentors } from "./onboarding/mentors.js";
import {
  announcements,
  inAppNotifications,
  notificationOutcomes,
  notificationSettings,
  pushSubscriptions,
} from "./notification/notifications.js";
import { onboardingFeedback } from "./onboarding/onboarding-feedback.js";
import { onboardingPlans } from "./onboarding/onboarding-plans.js";
import { onboardingTemplateChoices } from "./onboarding/onboarding-template-choices.js";
import { onboardingTemplates } from "./onboarding/onboarding-templates.js";
import { organisation } from "./organisation/organisation.js";
import { payrollPeriods } from "./payroll/payroll-periods.js";
import { timesheetCorrections, timesheetSheets } from "./timesheet/timesheet-sheets.js";
import { teamRules } from "./team/team-rules.js";
import { letters } from "./resignation/letters.js";
import { resignations } from "./resignation/resignations.js";
import { timeAccounts } from "./timesheet/time-accounts.js";
import { trainingAccounts } from "./training/training-accounts.js";
import { trainingProgrammes } from "./training/training-programmes.js";
import { trainingSessions } from "./training/training-sessions.js";
import { userAccess } from "./access/user-access.js";

export const allProjections: readonly Projection[] = [
  organisation,
  employees,
  absenceRequests,
  absenceSpans,
  leaveEntries,
  payrollPeriods,
  timeAccounts,
  timesheetSheets,
  timesheetCorrections,
  userAccess,
  deputies,
  teamRules,
  leaveSchedules,
  plannedLeave,
  leaveChanges,
  calendarFeeds,
  onboardingTemplates,
  onboardingTemplateChoices,
  onboardingPlans,
  onboardingFeedback,
  mentors,
  trainingProgrammes,
  trainingSessions,
  trainingAccounts,
  resignations,
  letters,
  notificationOutcomes,
  inAppNotifications,
  notificationSettings,
  pushSubscriptions,
  announcements,
  employeeHistory,
];

// The read side as a value: a router to mount at /api/views, and its OpenAPI document.
import {
  createApiDocument,
  type Logger,
  systemClock,
  type ApiDocument,
  type Clock,
  type TokenVerifier,
} from "@tabel/platform";
import type { Router } from "express";
import type pg from "pg";
import { noteReadings } from "./access/note-readings.js";
import { recordReadings } from "./access/record-readings.js";
import { feedOperation, feedRouter } from "./feeds/feed-router.js";
import { describeView, viewRouter, type View } from "./http/view.js";
import { followPosition, type WaitingLimits } from "./reading/view-position.js";
import { notificationOperations, notificationStream } from "./notifications/notification-stream.js";
import { openViews } from "./reading/views.js";
import { calendar } from "./views/calendar/calendar.js";
import { employeeHistory } from "./views/employee/employee-history.js";
import { dayExplained } from "./views/timesheet/day-explain.js";
import { employeeMonth } from "./views/timesheet/employee-month.js";
import { employee, employees } from "./views/employee/employees.js";
import { inbox } from "./views/absence/inbox.js";
import { leaveBalanceExplained } from "./views/absence/leave-balance-explain.js";
import { leaveBalance } from "./views/absence/leave-balance.js";
import { me } from "./views/employee/me.js";
import { announcementList } from "./views/notification/announcements.js";
import { notificationPreferences } from "./views/notification/notification-preferences.js";
import { notificationList } from "./views/notification/notifications.js";
import { toldOfEmployee } from "./views/notification/told.js";
import { mentorProposals, mentors } from "./views/onboarding/mentors.js";
import { onboardingFeedback } from "./views/onboarding/onboarding-feedback.js";
import { onboardingPlan } from "./views/onboarding/onboarding-plan.js";
import { onboardingProgress } from "./views/onboarding/onboarding-progress.js";
import { onboardingTasks } from "./views/onboarding/onboarding-tasks.js";
import { onboardingTemplateChoices } from "./views/onboarding/onboarding-template-choices.js";
import { onboardingTemplates } from "./views/onboarding/onboarding-templates.js";
import { payrollOfEmployee, payrollOfPeriod } from "./views/payroll/payroll-hours.js";
import { employment } from "./views/employee/employment.js";
import { headsOfEmployee } from "./views/organisation/heads.js";
import { periods } from "./views/payroll/periods.js";
import { payrollExplained } from "./views/payroll/payroll-explain.js";
import { request, requests } from "./views/absence/requests.js";
import { clashes } from "./views/team/clashes.js";
import { calendarFeeds } from "./views/team/feeds.js";
import { leaveSchedule } from "./views/leave-schedule/leave-schedule.js";
import { leaveScheduleDeadlines } from "./views/leave-schedule/leave-schedule-deadlines.js";
import { myLeaveSchedule } from "./views/leave-schedule/my-leave-schedule.js";
import { teamRules } from "./views/team/team-rules.js";
import {
  resignationLetter,
  resignationLetterLabels,
  resignationLetters,
} from "./views/resignation/resignation-letters.js";
import { resignations, resignationsOf } from "./views/resignation/resignations.js";
import { timesheet } from "./views/timesheet/timesheet.js";
import { trainingProgrammes, trainingProgress } from "./views/training/training-progress.js";
import { trainingSession, trainingSessions } from "./views/training/training-sessions.js";
import { units } from "./views/organisation/units.js";

export const allViews: readonly View[] = [
  me,
  inbox,
  requests,
  request,
  clashes,
  calendar,
  teamRules,
  leaveSchedule,
  myLeaveSchedule,
  leaveScheduleDeadlines,
  calendarFeeds,
  leaveBalance,
  leaveBalanceExplained,
  timesheet,
  periods,
  payrollOfPeriod,
  payrollOfEmployee,
  payrollExplained,
  employees,
  employee,
  employeeHistory,
  employeeMonth,
  dayExplained,
  employment,
  headsOfEmployee,
  units,
  onboardingTemplates,
  onboardingTemplateChoices,
  onboardingPlan,
  onboardingTasks,
  onboardingFeedback,
  onboardingProgress,
  mentors,
  mentorProposals,
  trainingProgrammes,
  trainingSessions,
  trainingSession,
  trainingProgress,
  resignations,
  resignationsOf,
  resignationLetters,
  resignationLetter,
  resignationLetterLabels,
  notificationList,
  notificationPreferences,
  toldOfEmployee,
  announcementList,
];

export interface QueryApi {
  /** To be mounted at /api/views. */
  readonly router: Router;
  /** To be mounted at /api/calendar: feeds for programs that cannot log in. */
  readonly feeds: Router;
  /** To be mounted at /api/notifications: what comes in, as it comes. */
  readonly notifications: Router;
  readonly openApi: ApiDocument;
  /** Ends the listening connection. */
  close(): Promise<void>;
}

export interface QueryApiOptions {
  /** One connection of it is kept for listening. */
  readonly pool: pg.Pool;
  readonly verifier: TokenVerifier;
  readonly log: Pick<Logger, "warn">;
  readonly clock?: Clock;
  /** What browsers subscribe to web push with; undefined where it is off. */
  readonly pushKey?: string | undefined;
  /** How long, and how many, may wait for a position. */
  readonly waiting?: WaitingLimits;
}

export const createQueryApi = ({
  pool,
  verifier,
  log,
  clock = systemClock,
  waiting,
  pushKey,
}: QueryApiOptions): QueryApi => {
  const views = openViews(pool);
  const position = followPosition(pool, views, log, waiting);
  const openApi = createApiDocument({
    title: "Tabel views",
    version: "1",
    description: "What is true, for whom may see it. Every view can be asked for the state after a command (`after`).",
  });
  for (const definition of allViews) describeView(openApi, definition);
  openApi.add(feedOperation);
  for (const operation of notificationOperations) openApi.add(operation);
  const stream = notificationStream({ pool, views, verifier, clock, log, pushKey });
  return {
    router: viewRouter(allViews, {
      views,
      position,
      verifier,
      clock,
      recordReading: recordReadings(noteReadings(pool)),
    }),
    feeds: feedRouter({ views, clock }),
    notifications: stream.router,
    openApi,
    close: async () => {
      await Promise.all([stream.close(), position.close()]);
    },
  };
};

// The sentences of every event of the catalogue, by type.
import type { Sentence } from "./sentence.js";
import { sickLeaveSentences, tripSentences, workSentences } from "./subjects/absence-sentences.js";
import {
  accessSentences,
  administratorSentences,
  calendarFeedsSentences,
  readingsSentences,
} from "./subjects/access-sentences.js";
import { employeeSentences } from "./subjects/employee-sentences.js";
import { ledgerSentences } from "./subjects/ledger-sentences.js";
import { announcementSentences, notificationsSentences } from "./subjects/notification-sentences.js";
import {
  mentorSentences,
  onboardingSentences,
  onboardingTemplateChoiceSentences,
  onboardingTemplateSentences,
} from "./subjects/onboarding-sentences.js";
import { organisationSentences } from "./subjects/organisation-sentences.js";
import { changeSentences, requestSentences } from "./subjects/request-sentences.js";
import { resignationSentences } from "./subjects/resignation-sentences.js";
import { leaveScheduleSentences, teamRulesSentences } from "./subjects/team-sentences.js";
import { payrollCorrectionsSentences, payrollPeriodSentences, timesheetSentences } from "./subjects/time-sentences.js";
import {
  trainingAccountSentences,
  trainingProgrammeSentences,
  trainingSessionSentences,
} from "./subjects/training-sentences.js";

export const sentences: Readonly<Partial<Record<string, Sentence>>> = {
  ...organisationSentences,
  ...employeeSentences,
  ...requestSentences,
  ...changeSentences,
  ...ledgerSentences,
  ...sickLeaveSentences,
  ...tripSentences,
  ...workSentences,
  ...timesheetSentences,
  ...payrollPeriodSentences,
  ...payrollCorrectionsSentences,
  ...accessSentences,
  ...administratorSentences,
  ...readingsSentences,
  ...calendarFeedsSentences,
  ...teamRulesSentences,
  ...leaveScheduleSentences,
  ...onboardingTemplateSentences,
  ...onboardingTemplateChoiceSentences,
  ...onboardingSentences,
  ...mentorSentences,
  ...trainingProgrammeSentences,
  ...trainingSessionSentences,
  ...trainingAccountSentences,
  ...resignationSentences,
  ...notificationsSentences,
  ...announcementSentences,
};

// Every migration, in the order of release.
import { engine } from "./0001-engine.js";
import { organisation } from "./0002-organisation.js";
import { absence } from "./0003-absence.js";
import { periods } from "./0004-periods.js";
import { accessAndHistory } from "./0005-access-and-history.js";
import { requestLife } from "./0010-request-life.js";
import { ledgerEntries } from "./0014-ledger-entries.js";
import { payroll } from "./0017-payroll.js";
import { deputies } from "./0022-deputies.js";
import { organisationHistory } from "./0023-organisation-history.js";
import { onboarding } from "./0026-onboarding.js";
import { mentors } from "./0027-mentors.js";
import { training } from "./0028-training.js";
import { resignations } from "./0029-resignations.js";
import { absenceSpans } from "./0031-absence-spans.js";
import { teams } from "./0032-teams.js";
import { leaveSchedules } from "./0033-leave-schedules.js";
import { rebuilds } from "./0035-rebuilds.js";
import { absencesOfAPeriod } from "./0036-absences-of-a-period.js";
import { postedDifferences } from "./0038-posted-differences.js";
import { firstFactsOfAbsences } from "./0039-first-facts-of-absences.js";
import { parkedCorrections } from "./0040-parked-corrections.js";
import { notifications } from "./0045-notifications.js";
import { onboardingTemplateChoices } from "./0046-onboarding-template-choices.js";
import { letters } from "./0054-letters.js";
import { erasedHistory } from "./0056-erased-history.js";
import { readings } from "./0057-readings.js";
import type { ReadModelMigration } from "./migration.js";

export const releasedMigrations: readonly ReadModelMigration[] = [
  engine,
  organisation,
  absence,
  periods,
  accessAndHistory,
  ledgerEntries,
  payroll,
  deputies,
  organisationHistory,
  onboarding,
  mentors,
  training,
  resignations,
  absenceSpans,
  teams,
  leaveSchedules,
  rebuilds,
  absencesOfAPeriod,
  postedDifferences,
  firstFactsOfAbsences,
  parkedCorrections,
  notifications,
  requestLife,
  letters,
  erasedHistory,
  readings,
  onboardingTemplateChoices,
];

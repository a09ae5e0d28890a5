// Every command there is.
import type { FailedLogins } from "../auth/failed-logins.js";
import type { FeedSecrets } from "./team/feed-secret.js";
import type { PeopleOfUnits } from "./team/people-of-units.js";
import type { TabelCommand } from "../pipeline/command-row.js";
import { absenceChangeCommands } from "./absence/absence-change-commands.js";
import { accessCommands } from "./access/access-commands.js";
import { deputyCommands } from "./access/deputy-commands.js";
import { readingCommands } from "./access/reading-commands.js";
import { employmentCommands } from "./employee/employment-commands.js";
import { feedCommands } from "./team/feed-commands.js";
import { leaveCommands } from "./absence/leave-commands.js";
import { leaveScheduleCommands } from "./leave-schedule/leave-schedule-commands.js";
import { ledgerCommands } from "./absence/ledger-commands.js";
import { notificationCommands } from "./notification/notification-commands.js";
import { mentorCommands } from "./onboarding/mentor-commands.js";
import { onboardingCommands } from "./onboarding/onboarding-commands.js";
import { organisationCommands } from "./organisation/organisation-commands.js";
import { payrollCommands } from "./payroll/payroll-commands.js";
import { resignationCommands } from "./resignation/resignation-commands.js";
import { letterCommands } from "../letters/letter-commands.js";
import { timesheetCommands } from "./timesheet/timesheet-commands.js";
import { teamCommands } from "./team/team-commands.js";
import { trainingCommands } from "./training/training-commands.js";
import { sessionCommands } from "./training/session-commands.js";
import { sickLeaveCommands } from "./absence/sick-leave-commands.js";
import { tripCommands } from "./absence/trip-commands.js";

/** What commands share that outlives a single one. */
export interface CommandParts {
  readonly failedLogins: FailedLogins;
  readonly people: PeopleOfUnits;
  readonly feedSecrets: FeedSecrets;
}

export const commandTable = (parts: CommandParts): readonly TabelCommand[] => [
  ...organisationCommands,
  ...employmentCommands,
  ...timesheetCommands,
  ...leaveCommands(parts.people),
  ...absenceChangeCommands,
  ...sickLeaveCommands,
  ...tripCommands,
  ...ledgerCommands,
  ...payrollCommands,
  ...accessCommands(parts.failedLogins),
  ...deputyCommands,
  ...readingCommands,
  ...onboardingCommands,
  ...mentorCommands(parts.people),
  ...trainingCommands,
  ...sessionCommands,
  ...resignationCommands,
  ...letterCommands,
  ...teamCommands,
  ...leaveScheduleCommands,
  ...feedCommands(parts.feedSecrets),
  ...notificationCommands,
];

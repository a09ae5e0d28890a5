// Every command there is.
import type { FailedLogins } from "../auth/failed-logins.js";
import type { TabelCommand } from "../pipeline/command-row.js";
import { accessCommands } from "./access-commands.js";
import { deputyCommands } from "./deputy-commands.js";
import { employmentCommands } from "./employment-commands.js";
import { leaveCommands } from "./leave-commands.js";
import { organisationCommands } from "./organisation-commands.js";
import { payrollCommands } from "./payroll-commands.js";
import { timesheetCommands } from "./timesheet-commands.js";

export const commandTable = (parts: { readonly failedLogins: FailedLogins }): readonly TabelCommand[] => [
  ...organisationCommands,
  ...employmentCommands,
  ...leaveCommands,
  ...timesheetCommands,
  ...payrollCommands,
  ...accessCommands(parts.failedLogins),
  ...deputyCommands,
];

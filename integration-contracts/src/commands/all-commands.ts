// Every command with a contract of its own. Others that an installation allows have the schema that /docs shows for them.
import type { CommandContract } from "./command-contract.js";
import {
  hireEmployeeCommand,
  recordLeavingCommand,
  rehireEmployeeCommand,
  transferEmployeeCommand,
} from "./employment-commands.js";
import { closeSickLeaveCommand, extendSickLeaveCommand, openSickLeaveCommand } from "./sick-leave-commands.js";

export const allCommands = [
  hireEmployeeCommand,
  rehireEmployeeCommand,
  transferEmployeeCommand,
  recordLeavingCommand,
  openSickLeaveCommand,
  extendSickLeaveCommand,
  closeSickLeaveCommand,
] as const satisfies readonly CommandContract[];

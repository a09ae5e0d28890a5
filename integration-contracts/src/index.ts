// What Tabel tells other systems and what they may ask of it, and in which envelope. Needs nothing else of Tabel: a consumer takes this package alone.
export { type Contract, type DataOf } from "./contract.js";
export { absenceContract } from "./contracts/absence.js";
export { employmentContract } from "./contracts/employment.js";
export { onboardingContract } from "./contracts/onboarding.js";
export { payrollHoursContract } from "./contracts/payroll-hours.js";
export { resignationContract } from "./contracts/resignation.js";
export { timesheetContract } from "./contracts/timesheet.js";
export { allContracts, type AnyContract, contractOf } from "./all-contracts.js";
export {
  type Attributes,
  type CloudEvent,
  cloudEvent,
  fromHeaders,
  givenAttributes,
  type GivenHeaders,
  headerOf,
  toHeaders,
} from "./cloud-event.js";
export { allCommands } from "./commands/all-commands.js";
export { breaksSenders, type CommandContract, typeOfCommand } from "./commands/command-contract.js";
export { type CommandEvent, commandEvent, commandFromHeaders, commandOfType } from "./commands/command-event.js";
export { commandReply, type CommandReply, replyType } from "./commands/command-reply.js";
export { describedSchemas, jsonSchemaOf } from "./json-schema.js";
export { type JsonSchema, schemaAddress } from "./schema-address.js";
export { asyncApiDocument } from "./async-api.js";
export { breaks } from "./compatibility.js";

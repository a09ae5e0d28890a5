// What Tabel tells other systems, and in which envelope. Needs nothing else of Tabel: a consumer takes this package alone.
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
  toHeaders,
} from "./cloud-event.js";
export { jsonSchemaOf, schemaAddress } from "./json-schema.js";
export { asyncApiDocument } from "./async-api.js";
export { breaks } from "./compatibility.js";

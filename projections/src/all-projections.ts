// Every projection of the product.
import { absenceRequests } from "./absence-requests.js";
import { deputies } from "./deputies.js";
import { employeeHistory } from "./employee-history.js";
import { employees } from "./employees.js";
import type { Projection } from "./engine/projection.js";
import { leaveEntries } from "./leave-entries.js";
import { organisation } from "./organisation.js";
import { payrollPeriods } from "./payroll-periods.js";
import { timeAccounts } from "./time-accounts.js";
import { userAccess } from "./user-access.js";

export const allProjections: readonly Projection[] = [
  organisation,
  employees,
  absenceRequests,
  leaveEntries,
  payrollPeriods,
  timeAccounts,
  userAccess,
  deputies,
  employeeHistory,
];

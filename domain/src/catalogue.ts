// Every event type that Tabel stores. The codec, the projections and the generated catalogue read this list.
import { absenceEvents } from "./absence/absence.js";
import { accessEvents } from "./access/access.js";
import { employeeEvents } from "./employee/employee.js";
import type { EventDefinition } from "./kernel/event.js";
import { organisationEvents } from "./organisation/organisation.js";
import { payrollPeriodEvents } from "./payroll/payroll-period.js";

export const eventCatalogue: readonly EventDefinition[] = [
  ...organisationEvents,
  ...employeeEvents,
  ...absenceEvents,
  ...payrollPeriodEvents,
  ...accessEvents,
];

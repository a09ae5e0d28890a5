// The domain: decisions only. No I/O, no clock, no randomness, no framework.
export * from "./kernel/decision.js";
export * from "./kernel/event.js";
export * from "./kernel/identifiers.js";
export * from "./kernel/local-date.js";
export * from "./kernel/refusals.js";
export * from "./organisation/organisation.js";
export * from "./work-calendar/work-calendar.js";
export * from "./employee/schedule.js";
export * from "./employee/known-schedules.js";
export * from "./employee/employee.js";
export * from "./absence/absence.js";
export * from "./access/access.js";
export * from "./payroll/payroll-period.js";
export * from "./policy/absence-kinds.js";
export * from "./catalogue.js";

// A payroll period: opened once; from then on its timesheets and payroll hours are kept for everyone employed in it.
import { event, type EventOf } from "../kernel/event.js";
import { streamName } from "../kernel/identifiers.js";
import { Period } from "../kernel/local-date.js";

export const payrollPeriodStream = (period: Period): string => streamName("payrollPeriod", period);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const PeriodOpened = event("PeriodOpened", 1, { period: Period });
export const payrollPeriodEvents = [PeriodOpened] as const;
export type PayrollPeriodEvent = EventOf<(typeof payrollPeriodEvents)[number]>;

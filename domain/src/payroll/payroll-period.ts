// A payroll period: opened once; from then on its timesheets and payroll hours are kept for everyone employed in it.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName } from "../kernel/identifiers.js";
import { Period } from "../kernel/local-date.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

export const payrollPeriodStream = (period: Period): string => streamName("payrollPeriod", period);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const PeriodOpened = event("PeriodOpened", 1, { period: Period });
export const payrollPeriodEvents = [PeriodOpened] as const;
export type PayrollPeriodEvent = EventOf<(typeof payrollPeriodEvents)[number]>;

// State — only what decisions need.
export interface PayrollPeriod {
  readonly open: boolean;
}
export const payrollPeriod: Aggregate<PayrollPeriod, PayrollPeriodEvent> = {
  initial: { open: false },
  evolve: () => ({ open: true }),
};

// Commands
export const OpenPeriod = z.strictObject({ period: Period });
export type OpenPeriod = z.output<typeof OpenPeriod>;

// Decisions
interface Calendars {
  /** The countries that people of the organisation work in. */
  readonly countries: readonly string[];
  readonly calendar: CalendarOf;
}
export const openPeriod = (
  { data }: Command<OpenPeriod>,
  state: PayrollPeriod,
  { countries, calendar }: Calendars,
): Decision<EventOf<typeof PeriodOpened>> => {
  const year = Number(data.period.slice(0, 4));
  const missing = countries.find((country) => calendar(country, year) === undefined);
  if (missing !== undefined) return refuse("calendar-not-loaded", { country: missing, year }, "/period");
  return state.open ? nothingToDo() : [PeriodOpened(data)];
};

// A payroll period: opened, calculated, closed. From its opening on its timesheets and payroll hours are kept for everyone
// employed in it; its closing freezes them by its place in the log, and later facts post deltas into a later period.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName } from "../kernel/identifiers.js";
import { Period } from "../kernel/local-date.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

export const payrollPeriodStream = (period: Period): string => streamName("payrollPeriod", period);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const PeriodOpened = event("PeriodOpened", 1, { period: Period });
/** Accounting has the period's figures before it and checks them; they still follow the facts. */
export const PeriodCalculated = event("PeriodCalculated", 1, { period: Period });
export const PeriodClosed = event("PeriodClosed", 1, { period: Period });
export const payrollPeriodEvents = [PeriodOpened, PeriodCalculated, PeriodClosed] as const;
export type PayrollPeriodEvent = EventOf<(typeof payrollPeriodEvents)[number]>;

// State — only what decisions need.
export type PeriodStatus = "open" | "calculated" | "closed";
export interface PayrollPeriod {
  /** Undefined until it is opened. */
  readonly status: PeriodStatus | undefined;
}

const statusAfter = { PeriodOpened: "open", PeriodCalculated: "calculated", PeriodClosed: "closed" } as const;

export const payrollPeriod: Aggregate<PayrollPeriod, PayrollPeriodEvent> = {
  initial: { status: undefined },
  evolve: (_, { type }) => ({ status: statusAfter[type] }),
};

// Commands
export const OpenPeriod = z.strictObject({ period: Period });
export type OpenPeriod = z.output<typeof OpenPeriod>;
export const CalculatePeriod = z.strictObject({ period: Period });
export type CalculatePeriod = z.output<typeof CalculatePeriod>;
export const ClosePeriod = z.strictObject({ period: Period });
export type ClosePeriod = z.output<typeof ClosePeriod>;

// Decisions
interface Calendars {
  /** The countries whose calendar must be there before anybody's month can be counted. */
  readonly countries: readonly string[];
  readonly calendar: CalendarOf;
}
export const openPeriod = (
  { data }: Command<OpenPeriod>,
  { status }: PayrollPeriod,
  { countries, calendar }: Calendars,
): Decision<EventOf<typeof PeriodOpened>> => {
  const year = Number(data.period.slice(0, 4));
  const missing = countries.find((country) => calendar(country, year) === undefined);
  if (missing !== undefined) return refuse("calendar-not-loaded", { country: missing, year }, "/period");
  if (status === "closed") return refuse("period-closed", {}, "/period");
  return status === undefined ? [PeriodOpened(data)] : nothingToDo();
};

export const calculatePeriod = (
  { data }: Command<CalculatePeriod>,
  { status }: PayrollPeriod,
): Decision<EventOf<typeof PeriodCalculated>> => {
  if (status === undefined) return refuse("period-not-opened", { period: data.period }, "/period");
  if (status === "closed") return refuse("period-closed", {}, "/period");
  return status === "calculated" ? nothingToDo() : [PeriodCalculated(data)];
};

/** Never rewritten afterwards, never opened again. */
export const closePeriod = (
  { data }: Command<ClosePeriod>,
  { status }: PayrollPeriod,
): Decision<EventOf<typeof PeriodClosed>> => {
  if (status === undefined) return refuse("period-not-opened", { period: data.period }, "/period");
  if (status === "closed") return nothingToDo();
  return status === "calculated" ? [PeriodClosed(data)] : refuse("period-not-calculated", {}, "/period");
};

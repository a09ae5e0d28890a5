// What had happened to a person and to the payroll periods by an instant, in its order: the history's rows as the events that
// they were.
import {
  type Happening,
  notificationsEvents,
  type PayrollCorrectionEvent,
  type PayrollPeriodEvent,
  type TimelineEvent,
} from "@tabel/domain";
import { Problem, problemCatalogue } from "@tabel/platform";
import type { EmployeeHistoryRow, PayrollPeriodRow } from "@tabel/read-models";
import { sql } from "./sql.js";
import type { Views } from "./views.js";

/** Bounds the reading; a working life has some thousands of events. */
const MOST_EVENTS = 50_000;

const CORRECTION: PayrollCorrectionEvent["type"] = "PayrollCorrectionPosted";

export const historyProblems = problemCatalogue({
  "history-too-long": [422, "More has happened than is read at once"],
});

/** What people were told is in their histories too, and says nothing about a figure. */
const messages = notificationsEvents.map(({ type }) => type);

type Fact = Pick<EmployeeHistoryRow, "employeeId" | "type" | "data" | "position" | "recordedAt">;
type Dated = readonly [recordedAt: string, happening: Happening];

const ofPerson = ({ type, data, position, recordedAt }: Fact): Dated => [
  recordedAt,
  // The history keeps an event's data as it was recorded; types that a timeline does not know leave it as it is.
  type === CORRECTION
    ? { of: "correction", event: { type, data } as unknown as PayrollCorrectionEvent, fact: String(position) }
    : { of: "person", event: { type, data } as unknown as TimelineEvent, fact: String(position) },
];

const ofPeriod = ({ period, openedAt, closedAt }: PayrollPeriodRow): Dated[] => {
  const happened = (type: PayrollPeriodEvent["type"], at: string): Dated => [
    at,
    { of: "period", event: { type, data: { period } } as PayrollPeriodEvent }, // the row was made from it
  ];
  return [happened("PeriodOpened", openedAt), ...(closedAt === null ? [] : [happened("PeriodClosed", closedAt)])];
};

/** People whose histories are read together. */
export const MOST_HISTORIES = 50;

/** By employee. @param known Undefined for all there is. */
export const happeningsOfAll = async (
  views: Views,
  employeeIds: readonly string[],
  known: string | undefined,
): Promise<ReadonlyMap<string, readonly Happening[]>> => {
  const facts = await views.rows<Fact>(sql`
    select employee_id as "employeeId", type, data, position, recorded_at as "recordedAt" from views.employee_history
    where employee_id = any(${employeeIds}) and type <> all(${messages}) order by employee_id, position limit ${MOST_EVENTS}`);
  // What is cut off would be told as if it had never happened.
  if (facts.length === MOST_EVENTS)
    throw new Problem(historyProblems["history-too-long"], "Ask for fewer people at once (limit).");
  const periods = await views.rows<PayrollPeriodRow>(sql`
    select period, status, opened_at as "openedAt", calculated_at as "calculatedAt", closed_at as "closedAt"
    from views.payroll_period`);
  const ofPeriods = periods.flatMap(ofPeriod);
  const together = (employeeId: string): readonly Happening[] =>
    [...facts.filter((fact) => fact.employeeId === employeeId).map(ofPerson), ...ofPeriods]
      .filter(([at]) => known === undefined || at <= known)
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, happening]) => happening);
  return new Map(employeeIds.map((employeeId) => [employeeId, together(employeeId)]));
};

/** @param known Undefined for all there is. */
export const happeningsOf = async (
  views: Views,
  employeeId: string,
  known: string | undefined,
): Promise<readonly Happening[]> => (await happeningsOfAll(views, [employeeId], known)).get(employeeId) ?? [];

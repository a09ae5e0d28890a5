// Hiring, and the terms of an employment from a day on: contract, schedule, salary, unit and position.
import { z } from "zod";
import type { Dated } from "../kernel/dated.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isTheSystem } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { TimeZone } from "../kernel/time-zone.js";
import type { Organisation } from "../organisation/organisation.js";
import { refuseUnit } from "../organisation/unit-reference.js";
import { hasWorkCalendar } from "../work-calendar/work-calendar.js";
import type { Employment } from "./employee.js";
import {
  Country,
  ContractConcluded,
  EmployeeHired,
  EmployeeTransferred,
  SalarySet,
  ScheduleAssigned,
} from "./employment-events.js";
import { ScheduleCode, scheduleOf } from "./schedule/known-schedules.js";
import { faultOfShifts, Schedule } from "./schedule/schedule.js";
import { employedOn, spellBegunBy } from "./spells.js";

// Commands
export const CountryWithCalendar = Country.refine(
  hasWorkCalendar,
  "must be a country with a work calendar, RU for example",
).meta({ example: "RU" });

export const HireEmployee = z.strictObject({
  ...EmployeeHired.schema.shape,
  country: CountryWithCalendar,
  timeZone: TimeZone,
});
export type HireEmployee = z.output<typeof HireEmployee>;

export const ConcludeContract = z.strictObject(ContractConcluded.schema.shape);
export type ConcludeContract = z.output<typeof ConcludeContract>;

const OwnSchedule = z
  .strictObject(Schedule.shape)
  .refine(({ cycle }) => cycle.some((minutes) => minutes > 0), {
    path: ["cycle"],
    message: "must plan work on one day at least",
  })
  .superRefine((schedule, context) => {
    const fault = faultOfShifts(schedule);
    if (fault !== undefined) context.addIssue({ code: "custom", path: ["shifts", fault.index], message: fault.says });
  });
export const AssignSchedule = z.strictObject({
  employeeId: EmployeeId,
  from: LocalDate,
  /** The code of a well-known schedule, or a cycle of one's own. */
  schedule: z.union([ScheduleCode, OwnSchedule]),
});
export type AssignSchedule = z.output<typeof AssignSchedule>;

export const SetSalary = z.strictObject(SalarySet.schema.shape);
export type SetSalary = z.output<typeof SetSalary>;

export const TransferEmployee = z.strictObject(EmployeeTransferred.schema.shape);
export type TransferEmployee = z.output<typeof TransferEmployee>;

// Decisions

/** What speaks against a change from a day on: nobody employed, not yet, or no more. */
export const notEmployed = (
  employeeId: EmployeeId,
  state: Employment | undefined,
  from: LocalDate,
): Refusal | undefined => {
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (employedOn(state.spells, from)) return undefined;
  const begun = spellBegunBy(state.spells, from);
  if (begun === undefined || begun.lastDay === null) {
    const { hiredOn } = state.spells[0] ?? state;
    return refuse("before-hire", { date: from, hiredOn }, "/from");
  }
  return refuse("employee-left", { employeeId, lastDay: begun.lastDay }, "/from");
};

/**
 * The entry for exactly this day. What holds on it from an earlier one is no reason to record nothing: that could be corrected
 * later, and then the day would say what nobody entered.
 */
export const enteredFor = <Entry extends Dated>(entries: readonly Entry[] = [], from: LocalDate): Entry | undefined =>
  entries.find((each) => each.from === from);

export interface OrganisationFact {
  readonly organisation: Pick<Organisation, "units">;
}

export const hireEmployee = (
  { data }: Command<HireEmployee>,
  state: Employment | undefined,
  { organisation }: OrganisationFact,
): Decision<EventOf<typeof EmployeeHired>> => {
  const { employeeId, unitId } = data;
  // The personnel number is the log-in: somebody hired under this one would act as the processes do.
  if (isTheSystem(employeeId)) return refuse("employee-number-reserved", { employeeId }, "/employeeId");
  if (state !== undefined)
    return sameData(state.hired, data) ? nothingToDo() : refuse("employee-exists", { employeeId }, "/employeeId");
  return refuseUnit(organisation, unitId, data.hiredOn) ?? [EmployeeHired(data)];
};

export const concludeContract = (
  { data }: Command<ConcludeContract>,
  state: Employment | undefined,
): Decision<EventOf<typeof ContractConcluded>> => {
  const { employeeId, from, until, probationUntil } = data;
  const refusal = notEmployed(employeeId, state, from);
  if (refusal !== undefined) return refusal;
  if (until !== null && until < from) return refuse("dates-reversed", { from, to: until }, "/until");
  if (probationUntil !== null && probationUntil < from)
    return refuse("dates-reversed", { from, to: probationUntil }, "/probationUntil");
  const { employeeId: _, ...contract } = data;
  const concluded = enteredFor(state?.contracts, from);
  return sameData(concluded, contract) ? nothingToDo() : [ContractConcluded(data)];
};

export const assignSchedule = (
  { data }: Command<AssignSchedule>,
  state: Employment | undefined,
): Decision<EventOf<typeof ScheduleAssigned>> => {
  const { employeeId, from } = data;
  const refusal = notEmployed(employeeId, state, from);
  if (refusal !== undefined) return refusal;
  const schedule = typeof data.schedule === "string" ? scheduleOf(data.schedule) : data.schedule;
  const entered = enteredFor(state?.schedules, from);
  return sameData(entered?.schedule, schedule) ? nothingToDo() : [ScheduleAssigned({ employeeId, from, schedule })];
};

export const setSalary = (
  { data }: Command<SetSalary>,
  state: Employment | undefined,
): Decision<EventOf<typeof SalarySet>> => {
  const refusal = notEmployed(data.employeeId, state, data.from);
  if (refusal !== undefined) return refusal;
  return sameData(enteredFor(state?.salaries, data.from)?.monthly, data.monthly) ? nothingToDo() : [SalarySet(data)];
};

export const transferEmployee = (
  { data }: Command<TransferEmployee>,
  state: Employment | undefined,
  { organisation }: OrganisationFact,
): Decision<EventOf<typeof EmployeeTransferred>> => {
  const { employeeId, from, unitId, position } = data;
  const refusal = notEmployed(employeeId, state, from) ?? refuseUnit(organisation, unitId, from);
  if (refusal !== undefined) return refusal;
  const entered = enteredFor(state?.assignments, from);
  return entered?.unitId === unitId && entered.position === position ? nothingToDo() : [EmployeeTransferred(data)];
};

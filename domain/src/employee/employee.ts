// One employment life: hired, contracted, scheduled, paid, transferred, left.
import { z } from "zod";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { Money } from "../kernel/money.js";
import { sameData } from "../kernel/same-data.js";
import { TimeZone } from "../kernel/time-zone.js";
import type { Organisation } from "../organisation/organisation.js";
import { hasWorkCalendar } from "../work-calendar/work-calendar.js";
import { AllowanceSet, withAllowance, type Allowances } from "./allowances.js";
import { defaultSchedule, ScheduleCode, scheduleOf } from "./known-schedules.js";
import { faultOfShifts, liftSchedule, Schedule } from "./schedule.js";

export const employeeStream = (id: EmployeeId): string => streamName("employee", id);

export const FullName = z.object({
  last: z.string().min(1).max(100),
  first: z.string().min(1).max(100),
  middle: z.string().max(100).nullable(),
});
export type FullName = z.output<typeof FullName>;

export const ContractKind = z.enum(["permanent", "fixed-term"]);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const EmployeeHired = event(
  "EmployeeHired",
  1,
  {
    employeeId: EmployeeId,
    fullName: personal(FullName),
    email: personal(z.email().max(254).nullable()),
    hiredOn: LocalDate,
    unitId: UnitId,
    position: z.string().min(1).max(200),
    /** ISO 3166-1 alpha-2; names the work calendar and the leave policy. */
    country: z.string().regex(/^[A-Z]{2}$/),
    /** IANA time zone in which the employee's local dates are meant. */
    timeZone: z.string().min(1).max(64),
  },
  { subject: "employeeId" },
);
export const ContractConcluded = event("ContractConcluded", 1, {
  employeeId: EmployeeId,
  kind: ContractKind,
  from: LocalDate,
  until: LocalDate.nullable(),
  probationUntil: LocalDate.nullable(),
});
export const ScheduleAssigned = event(
  "ScheduleAssigned",
  2,
  { employeeId: EmployeeId, from: LocalDate, schedule: Schedule },
  { upcasters: [liftSchedule] },
);
export const SalarySet = event(
  "SalarySet",
  1,
  { employeeId: EmployeeId, from: LocalDate, monthly: personal(Money) },
  { subject: "employeeId" },
);
export const EmployeeTransferred = event("EmployeeTransferred", 1, {
  employeeId: EmployeeId,
  from: LocalDate,
  unitId: UnitId,
  position: z.string().min(1).max(200),
});
export const EmployeeLeft = event("EmployeeLeft", 1, { employeeId: EmployeeId, lastDay: LocalDate });
export const employeeEvents = [
  EmployeeHired,
  ContractConcluded,
  ScheduleAssigned,
  SalarySet,
  AllowanceSet,
  EmployeeTransferred,
  EmployeeLeft,
] as const;
export type EmployeeEvent = EventOf<(typeof employeeEvents)[number]>;

// State — only what decisions need.
type Hired = EventOf<typeof EmployeeHired>["data"];
type Contract = Omit<EventOf<typeof ContractConcluded>["data"], "employeeId">;
export interface Employment {
  readonly employeeId: EmployeeId;
  readonly hiredOn: LocalDate;
  /** Last day of employment; null while there is none. */
  readonly lastDay: LocalDate | null;
  readonly country: string;
  readonly timeZone: string;
  /** As it was hired: hiring again with the same data is no fault. */
  readonly hired: Hired;
  readonly contracts: readonly Contract[];
  readonly assignments: readonly (Dated & { readonly unitId: UnitId; readonly position: string })[];
  readonly schedules: readonly (Dated & { readonly schedule: Schedule })[];
  readonly salaries: readonly (Dated & { readonly monthly: Money })[];
  readonly allowances: Allowances;
}

const hire = (hired: Hired): Employment => ({
  employeeId: hired.employeeId,
  hiredOn: hired.hiredOn,
  lastDay: null,
  country: hired.country,
  timeZone: hired.timeZone,
  hired,
  contracts: [],
  assignments: [{ from: hired.hiredOn, unitId: hired.unitId, position: hired.position }],
  schedules: [],
  salaries: [],
  allowances: {},
});

/** The state is undefined until somebody is hired. */
export const employee: Aggregate<Employment | undefined, EmployeeEvent> = {
  initial: undefined,
  evolve: (state, { type, data }) => {
    if (type === "EmployeeHired") return hire(data);
    if (state === undefined) return state;
    switch (type) {
      case "ContractConcluded": {
        const { employeeId: _, ...contract } = data;
        return { ...state, contracts: withEntry(state.contracts, contract) };
      }
      case "ScheduleAssigned": {
        const { from, schedule } = data;
        return { ...state, schedules: withEntry(state.schedules, { from, schedule }) };
      }
      case "SalarySet": {
        const { from, monthly } = data;
        return { ...state, salaries: withEntry(state.salaries, { from, monthly }) };
      }
      case "AllowanceSet":
        return { ...state, allowances: withAllowance(state.allowances, data) };
      case "EmployeeTransferred": {
        const { from, unitId, position } = data;
        return { ...state, assignments: withEntry(state.assignments, { from, unitId, position }) };
      }
      case "EmployeeLeft":
        return { ...state, lastDay: data.lastDay };
    }
  },
};

// Queries
/** The unit on a day; before hire, the unit of hire. */
export const unitOn = (state: Employment, on: LocalDate): UnitId =>
  inForce(state.assignments, on)?.unitId ?? state.hired.unitId;

/** The schedule on a day: five days and 40 hours until one is assigned. */
export const scheduleOn = (state: Employment, on: LocalDate): Schedule =>
  inForce(state.schedules, on)?.schedule ?? defaultSchedule;

// Commands
export const HireEmployee = z.strictObject({
  ...EmployeeHired.schema.shape,
  country: EmployeeHired.schema.shape.country
    .refine(hasWorkCalendar, "must be a country with a work calendar, RU for example")
    .meta({ example: "RU" }),
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

export const RecordLeaving = z.strictObject(EmployeeLeft.schema.shape);
export type RecordLeaving = z.output<typeof RecordLeaving>;

// Decisions

/** What speaks against a change from a day on: nobody employed, not yet, or no more. */
export const notEmployed = (
  employeeId: EmployeeId,
  state: Employment | undefined,
  from: LocalDate,
): Refusal | undefined => {
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { hiredOn, lastDay } = state;
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  if (lastDay !== null && from > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/from");
  return undefined;
};

interface OrganisationFact {
  readonly organisation: Pick<Organisation, "units">;
}

export const hireEmployee = (
  { data }: Command<HireEmployee>,
  state: Employment | undefined,
  { organisation }: OrganisationFact,
): Decision<EventOf<typeof EmployeeHired>> => {
  const { employeeId, unitId } = data;
  if (state !== undefined)
    return sameData(state.hired, data) ? nothingToDo() : refuse("employee-exists", { employeeId }, "/employeeId");
  if (!organisation.units.has(unitId)) return refuse("unit-unknown", { unitId }, "/unitId");
  return [EmployeeHired(data)];
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
  const concluded = state?.contracts.find((each) => each.from === from);
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
  const current = inForce(state?.schedules ?? [], from);
  return sameData(current?.schedule, schedule) ? nothingToDo() : [ScheduleAssigned({ employeeId, from, schedule })];
};

export const setSalary = (
  { data }: Command<SetSalary>,
  state: Employment | undefined,
): Decision<EventOf<typeof SalarySet>> => {
  const refusal = notEmployed(data.employeeId, state, data.from);
  if (refusal !== undefined) return refusal;
  const current = inForce(state?.salaries ?? [], data.from);
  return sameData(current?.monthly, data.monthly) ? nothingToDo() : [SalarySet(data)];
};

export const transferEmployee = (
  { data }: Command<TransferEmployee>,
  state: Employment | undefined,
  { organisation }: OrganisationFact,
): Decision<EventOf<typeof EmployeeTransferred>> => {
  const { employeeId, from, unitId, position } = data;
  const refusal = notEmployed(employeeId, state, from);
  if (refusal !== undefined) return refusal;
  if (!organisation.units.has(unitId)) return refuse("unit-unknown", { unitId }, "/unitId");
  const current = inForce(state?.assignments ?? [], from);
  const same = current?.unitId === unitId && current.position === position;
  return same ? nothingToDo() : [EmployeeTransferred(data)];
};

export const recordLeaving = (
  { data }: Command<RecordLeaving>,
  state: Employment | undefined,
): Decision<EventOf<typeof EmployeeLeft>> => {
  const { employeeId, lastDay } = data;
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (state.lastDay === lastDay) return nothingToDo();
  if (state.lastDay !== null) return refuse("employee-left", { employeeId, lastDay: state.lastDay }, "/employeeId");
  if (lastDay < state.hiredOn) return refuse("before-hire", { date: lastDay, hiredOn: state.hiredOn }, "/lastDay");
  return [EmployeeLeft(data)];
};

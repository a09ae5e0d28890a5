// One employment life: hired, contracted, scheduled, paid, transferred, left, and perhaps hired again. Each change holds from
// its own day, also a past one: it takes its place among the days of its list, whenever it was entered.
import { z } from "zod";
import { withEntry, type Dated } from "../kernel/dated.js";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { Money } from "../kernel/money.js";
import { sameData } from "../kernel/same-data.js";
import { TimeZone } from "../kernel/time-zone.js";
import type { Organisation } from "../organisation/organisation.js";
import { refuseUnit } from "../organisation/unit-reference.js";
import { employedOn, inForceInSpell, type Spell, spellBegunBy, upToLastDay, withLastDay } from "./spells.js";
import { hasWorkCalendar } from "../work-calendar/work-calendar.js";
import { AllowanceSet, allowancesEnded, withAllowance, type Allowances } from "./allowances.js";
import {
  Country,
  type EntryKind,
  FullName,
  laterEmploymentEvents,
  LeavingGround,
  Position,
  ZoneName,
} from "./employment-events.js";
import { defaultSchedule, ScheduleCode, scheduleOf } from "./known-schedules.js";
import { faultOfShifts, liftSchedule, Schedule } from "./schedule.js";

export const employeeStream = (id: EmployeeId): string => streamName("employee", id);

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
    position: Position,
    country: Country,
    timeZone: ZoneName,
  },
  { subject: "employeeId" },
);
export const ContractConcluded = event(
  "ContractConcluded",
  2,
  {
    employeeId: EmployeeId,
    kind: ContractKind,
    from: LocalDate,
    until: LocalDate.nullable(),
    probationUntil: LocalDate.nullable(),
    /** The head of the whole organisation: other terms of notice (Labour Code, article 280). */
    headOfOrganisation: z.boolean().default(false),
  },
  { upcasters: [(contract) => ({ ...contract, headOfOrganisation: false })] },
);
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
  position: Position,
});
export const EmployeeLeft = event(
  "EmployeeLeft",
  2,
  {
    employeeId: EmployeeId,
    lastDay: LocalDate,
    /** Null where it is not known. */
    ground: personal(LeavingGround.nullable().default(null)),
    /** The last day that was recorded before, where this one corrects it. */
    corrects: LocalDate.nullable().default(null),
  },
  { subject: "employeeId", upcasters: [(leaving) => ({ ...leaving, ground: null, corrects: null })] },
);
export const employeeEvents = [
  EmployeeHired,
  ContractConcluded,
  ScheduleAssigned,
  SalarySet,
  AllowanceSet,
  EmployeeTransferred,
  EmployeeLeft,
  ...laterEmploymentEvents,
] as const;
export type EmployeeEvent = EventOf<(typeof employeeEvents)[number]>;

// State — only what decisions need.
type Hired = EventOf<typeof EmployeeHired>["data"];
type Rehired = Extract<EmployeeEvent, { type: "EmployeeRehired" }>["data"];
type Contract = Omit<EventOf<typeof ContractConcluded>["data"], "employeeId">;

/** Each list in the order of its days; an entry holds from its day until the next one's, within its spell. */
interface EntryLists {
  readonly assignments: readonly (Dated & { readonly unitId: UnitId; readonly position: string })[];
  readonly schedules: readonly (Dated & { readonly schedule: Schedule })[];
  readonly salaries: readonly (Dated & { readonly monthly: Money })[];
  readonly contracts: readonly Contract[];
  readonly grades: readonly (Dated & { readonly grade: string })[];
  readonly places: readonly (Dated & { readonly country: string; readonly timeZone: string })[];
}

export interface Employment extends EntryLists {
  readonly employeeId: EmployeeId;
  /** From the first hire on, in order; none overlaps another. */
  readonly spells: readonly Spell[];
  /** First day of the present spell: what is counted from hire is counted from here. */
  readonly hiredOn: LocalDate;
  /** Last day of the present spell; null while there is none. */
  readonly lastDay: LocalDate | null;
  readonly ground: LeavingGround | null;
  /** Of the place entered for the latest day; `placeOn` tells them by day. */
  readonly country: string;
  readonly timeZone: string;
  /** As it was hired: hiring again with the same data is no fault. */
  readonly hired: Hired;
  readonly allowances: Allowances;
  readonly rehired: Rehired | null;
  readonly person: Pick<Hired, "fullName" | "email">;
}

/** The list that an annulment speaks of. */
export const listOf = {
  transfer: "assignments",
  schedule: "schedules",
  salary: "salaries",
  contract: "contracts",
  grade: "grades",
  place: "places",
} as const satisfies Record<EntryKind, keyof EntryLists>;

const hire = (hired: Hired): Employment => ({
  employeeId: hired.employeeId,
  spells: [{ hiredOn: hired.hiredOn, lastDay: null }],
  hiredOn: hired.hiredOn,
  lastDay: null,
  ground: null,
  country: hired.country,
  timeZone: hired.timeZone,
  hired,
  rehired: null,
  person: { fullName: hired.fullName, email: hired.email },
  contracts: [],
  assignments: [{ from: hired.hiredOn, unitId: hired.unitId, position: hired.position }],
  schedules: [],
  salaries: [],
  allowances: {},
  grades: [],
  places: [{ from: hired.hiredOn, country: hired.country, timeZone: hired.timeZone }],
});

/** The present place goes by the list, so that the order of entering does not matter. */
const withPlaces = (state: Employment, places: Employment["places"]): Employment => {
  const { country, timeZone } = places.at(-1) ?? state.hired;
  return { ...state, places, country, timeZone };
};

const rehire = (state: Employment, rehired: Rehired): Employment => {
  const { hiredOn, unitId, position, country, timeZone } = rehired;
  const { lastDay } = state;
  const ended: Employment = {
    ...state,
    rehired,
    spells: [...state.spells, { hiredOn, lastDay: null }],
    hiredOn,
    lastDay: null,
    ground: null,
    assignments: withEntry(upToLastDay(state.assignments, lastDay), { from: hiredOn, unitId, position }),
    schedules: upToLastDay(state.schedules, lastDay),
    salaries: upToLastDay(state.salaries, lastDay),
    contracts: upToLastDay(state.contracts, lastDay),
    grades: upToLastDay(state.grades, lastDay),
    allowances: allowancesEnded(state.allowances, lastDay, hiredOn),
  };
  return withPlaces(ended, withEntry(upToLastDay(state.places, lastDay), { from: hiredOn, country, timeZone }));
};

const leave = (state: Employment, lastDay: LocalDate | null, ground: LeavingGround | null): Employment => ({
  ...state,
  lastDay,
  ground,
  spells: withLastDay(state.spells, lastDay),
});

const without = (state: Employment, entry: EntryKind, from: LocalDate): Employment => {
  const list = listOf[entry];
  const kept = { ...state, [list]: state[list].filter((each) => each.from !== from) };
  return entry === "place" ? withPlaces(kept, kept.places) : kept;
};

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
      case "GradeAssigned":
        return { ...state, grades: withEntry(state.grades, { from: data.from, grade: data.grade }) };
      case "EmployeeRelocated": {
        const { from, country, timeZone } = data;
        return withPlaces(state, withEntry(state.places, { from, country, timeZone }));
      }
      case "PersonalDataChanged":
        return { ...state, person: { fullName: data.fullName, email: data.email } };
      case "EntryAnnulled":
        return without(state, data.entry, data.from);
      case "EmployeeLeft":
        return leave(state, data.lastDay, data.ground);
      case "LeavingWithdrawn":
        return leave(state, null, null);
      case "EmployeeRehired":
        return rehire(state, data);
    }
  },
};

// Queries
/** The unit on a day; before hire, the unit of hire. */
export const unitOn = (state: Employment, on: LocalDate): UnitId =>
  inForceInSpell(state.spells, state.assignments, on)?.unitId ?? state.hired.unitId;

/** The schedule on a day: five days and 40 hours until one is assigned. */
export const scheduleOn = (state: Employment, on: LocalDate): Schedule =>
  inForceInSpell(state.spells, state.schedules, on)?.schedule ?? defaultSchedule;

/** The contract in force on a day, with its probation and whether it is that of the head of the organisation. */
export const contractOn = (state: Employment, on: LocalDate): Contract | undefined =>
  inForceInSpell(state.spells, state.contracts, on);

/** The grade on a day; undefined while none is assigned. */
export const gradeOn = (state: Employment, on: LocalDate): string | undefined =>
  inForceInSpell(state.spells, state.grades, on)?.grade;

/** Country and time zone on a day: whose calendar holds, and in which zone local dates are meant. */
export const placeOn = (state: Employment, on: LocalDate): { readonly country: string; readonly timeZone: string } =>
  inForceInSpell(state.spells, state.places, on) ?? state.hired;

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

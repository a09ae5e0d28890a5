// One employment life: hired, contracted, scheduled, paid, transferred, left, and perhaps hired again. Each change holds from
// its own day, also a past one: it takes its place among the days of its list, whenever it was entered.
import { withEntry, type Dated } from "../kernel/dated.js";
import type { Aggregate } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { streamName, type EmployeeId, type UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import type { Money } from "../kernel/money.js";
import { allowancesEnded, withAllowance, withoutAllowance, type Allowances } from "./allowances.js";
import type {
  ContractConcluded,
  EmployeeEvent,
  EmployeeHired,
  EmployeeRehired,
  EntryAnnulled,
  EntryKind,
  LeavingGround,
} from "./employment-events.js";
import { defaultSchedule } from "./schedule/known-schedules.js";
import type { Schedule } from "./schedule/schedule.js";
import { inForceInSpell, type Spell, upToLastDay, withLastDay } from "./spells.js";

export const employeeStream = (id: EmployeeId): string => streamName("employee", id);

// State — only what decisions need.
type Hired = EventOf<typeof EmployeeHired>["data"];
type Rehired = EventOf<typeof EmployeeRehired>["data"];
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
} as const satisfies Record<Exclude<EntryKind, "allowance">, keyof EntryLists>;

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

type Annulled = EventOf<typeof EntryAnnulled>["data"];

const without = (state: Employment, { entry, from, code }: Annulled): Employment => {
  if (entry === "allowance")
    return { ...state, allowances: withoutAllowance(state.allowances, code, from, state.spells) };
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
        return without(state, data);
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

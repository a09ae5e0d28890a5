// Employees: names, spells, contracts, schedules, grades, places, salaries, and in which unit each stood when.
import {
  addDays,
  ContractConcluded,
  EmployeeHired,
  EmployeeLeft,
  EmployeeRehired,
  EmployeeRelocated,
  EmployeeTransferred,
  EntryAnnulled,
  type FullName,
  GradeAssigned,
  LeavingWithdrawn,
  listOf,
  type LocalDate,
  PersonalDataChanged,
  SalarySet,
  ScheduleAssigned,
  upToLastDay,
  weeklyMinutes,
  withEntry,
} from "@tabel/domain";
import { type EmployeeRow, employeeTable, type EmployeeUnitRow, employeeUnitTable } from "@tabel/read-models";
import { clear, type EventsOf, projection, put } from "../engine/projection.js";

const reads = [
  EmployeeHired,
  EmployeeRehired,
  ContractConcluded,
  ScheduleAssigned,
  SalarySet,
  EmployeeTransferred,
  GradeAssigned,
  EmployeeRelocated,
  PersonalDataChanged,
  EntryAnnulled,
  EmployeeLeft,
  LeavingWithdrawn,
] as const;
type LifeEvent = EventsOf<typeof reads>;
type Hired = Extract<LifeEvent, { type: "EmployeeHired" }>["data"];
type Rehired = Extract<LifeEvent, { type: "EmployeeRehired" }>["data"];

/** Null once the person's key is destroyed: the log then has no name to give. */
const nameColumns = (fullName: FullName | null) => ({
  lastName: fullName?.last ?? null,
  firstName: fullName?.first ?? null,
  middleName: fullName?.middle ?? null,
  nameKey: [fullName?.last, fullName?.first, fullName?.middle].filter(Boolean).join(" ").toLowerCase(),
});

const hire = ({ employeeId, fullName, email, country, timeZone, hiredOn, unitId, position }: Hired): EmployeeRow => ({
  employeeId,
  ...nameColumns(fullName),
  email,
  country,
  timeZone,
  hiredOn,
  lastDay: null,
  spells: [{ hiredOn, lastDay: null, ground: null }],
  assignments: [{ from: hiredOn, unitId, position }],
  places: [{ from: hiredOn, country, timeZone }],
  contracts: [],
  schedules: [],
  grades: [],
  salaries: [],
});

const withPlaces = (row: EmployeeRow, places: EmployeeRow["places"]): EmployeeRow => {
  const { country, timeZone } = places.at(-1) ?? row;
  return { ...row, places, country, timeZone };
};

/** What was entered for days after the last spell's end never comes in force. */
const rehire = (row: EmployeeRow, { hiredOn, unitId, position, country, timeZone }: Rehired): EmployeeRow => {
  const kept = <Entry extends { readonly from: string }>(entries: readonly Entry[]) =>
    upToLastDay(entries, row.lastDay);
  const begun: EmployeeRow = {
    ...row,
    hiredOn,
    lastDay: null,
    spells: [...row.spells, { hiredOn, lastDay: null, ground: null }],
    assignments: withEntry(kept(row.assignments), { from: hiredOn, unitId, position }),
    contracts: kept(row.contracts),
    schedules: kept(row.schedules),
    grades: kept(row.grades),
    salaries: kept(row.salaries),
  };
  return withPlaces(begun, withEntry(kept(row.places), { from: hiredOn, country, timeZone }));
};

const leave = (row: EmployeeRow, lastDay: string | null, ground: string | null): EmployeeRow => ({
  ...row,
  lastDay,
  spells: row.spells.map((spell, index) => (index === row.spells.length - 1 ? { ...spell, lastDay, ground } : spell)),
});

const annul = (
  row: EmployeeRow,
  { entry, from }: Extract<LifeEvent, { type: "EntryAnnulled" }>["data"],
): EmployeeRow => {
  if (entry === "allowance") return row; // payroll keeps them
  const list = listOf[entry];
  const kept = { ...row, [list]: row[list].filter((each) => each.from !== from) };
  return entry === "place" ? withPlaces(kept, kept.places) : kept;
};

const change = (row: EmployeeRow, event: Exclude<LifeEvent, { type: "EmployeeHired" }>): EmployeeRow => {
  switch (event.type) {
    case "EmployeeRehired":
      return rehire(row, event.data);
    case "ContractConcluded": {
      const { employeeId: _, ...contract } = event.data;
      return { ...row, contracts: withEntry(row.contracts, contract) };
    }
    case "ScheduleAssigned": {
      const { from, schedule } = event.data;
      const entry = { from, code: schedule.code, weeklyMinutes: weeklyMinutes(schedule) };
      return { ...row, schedules: withEntry(row.schedules, entry) };
    }
    case "SalarySet": {
      const { from, monthly } = event.data;
      return { ...row, salaries: withEntry(row.salaries, { from, monthly }) };
    }
    case "EmployeeTransferred": {
      const { from, unitId, position } = event.data;
      return { ...row, assignments: withEntry(row.assignments, { from, unitId, position }) };
    }
    case "GradeAssigned":
      return { ...row, grades: withEntry(row.grades, { from: event.data.from, grade: event.data.grade }) };
    case "EmployeeRelocated": {
      const { from, country, timeZone } = event.data;
      return withPlaces(row, withEntry(row.places, { from, country, timeZone }));
    }
    case "PersonalDataChanged":
      return { ...row, ...nameColumns(event.data.fullName), email: event.data.email };
    case "EntryAnnulled":
      return annul(row, event.data);
    case "EmployeeLeft":
      return leave(row, event.data.lastDay, event.data.ground);
    case "LeavingWithdrawn":
      return leave(row, null, null);
  }
};

const endless = "infinity";

const unitRows = ({ employeeId, assignments, spells }: EmployeeRow): EmployeeUnitRow[] =>
  assignments.map(({ from, unitId, position }, index) => {
    const untilDate = assignments[index + 1]?.from ?? endless;
    const left = spells.findLast(({ hiredOn }) => hiredOn <= from)?.lastDay ?? endless;
    const before = untilDate === endless ? endless : addDays(untilDate as LocalDate, -1); // a date of the domain
    return {
      employeeId,
      fromDate: from,
      unitId,
      position,
      untilDate,
      seenFrom: index === 0 ? "-infinity" : from,
      lastDate: left < before ? left : before, // `infinity` sorts behind every date
    };
  });

export const employees = projection({
  name: "employees",
  version: 2,
  reads,
  table: employeeTable,
  keys: (event) => [event.data.employeeId],
  project: (row, event) => {
    if (event.type === "EmployeeHired") return hire(event.data);
    if (row === undefined) throw new Error("a fact about somebody who was never hired");
    return change(row, event);
  },
  derives: [employeeUnitTable],
  derive: ({ key, before, after }) => {
    if (after === undefined || (before?.assignments === after.assignments && before.spells === after.spells)) return [];
    return [
      clear(employeeUnitTable, { employeeId: key }),
      ...unitRows(after).map((row) => put(employeeUnitTable, row)),
    ];
  },
});

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
  evolveStory,
  type EmploymentStory,
  type FullName,
  GradeAssigned,
  LeavingWithdrawn,
  type LocalDate,
  PersonalDataChanged,
  SalarySet,
  ScheduleAssigned,
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

/** Null once the person's key is destroyed: the log then has no name to give. */
const nameColumns = (fullName: FullName | null) => ({
  lastName: fullName?.last ?? null,
  firstName: fullName?.first ?? null,
  middleName: fullName?.middle ?? null,
  nameKey: [fullName?.last, fullName?.first, fullName?.middle].filter(Boolean).join(" ").toLowerCase(),
});

/** The columns that tell of the story's latest spell and place. */
const latest = ({ spells, places }: EmploymentStory) => {
  const { hiredOn = "", lastDay = null } = spells.at(-1) ?? {};
  const { country = "", timeZone = "" } = places.at(-1) ?? {};
  return { hiredOn, lastDay, country, timeZone };
};

const begun = (event: Extract<LifeEvent, { type: "EmployeeHired" }>): EmployeeRow | undefined => {
  const story = evolveStory(undefined, event);
  if (story === undefined) return undefined;
  const { employeeId, fullName, email } = event.data;
  return { employeeId, ...nameColumns(fullName), email, ...latest(story), ...story };
};

const changed = (row: EmployeeRow, event: LifeEvent): EmployeeRow => {
  if (event.type === "PersonalDataChanged")
    return { ...row, ...nameColumns(event.data.fullName), email: event.data.email };
  const story = evolveStory(row, event);
  return story === undefined || story === row ? row : { ...row, ...story, ...latest(story) };
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
    if (event.type === "EmployeeHired") return begun(event);
    if (row === undefined) throw new Error("a fact about somebody who was never hired");
    return changed(row, event);
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

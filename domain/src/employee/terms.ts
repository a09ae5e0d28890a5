// Further terms of an employment: the grade, the place, and the personal data.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { TimeZone } from "../kernel/time-zone.js";
import type { Employment } from "./employee.js";
import { EmployeeRelocated, GradeAssigned, PersonalDataChanged } from "./employment-events.js";
import { CountryWithCalendar, enteredFor, notEmployed } from "./hire-and-change.js";
import type { Schedule } from "./schedule/schedule.js";

// Commands
export const AssignGrade = z.strictObject(GradeAssigned.schema.shape);
export type AssignGrade = z.output<typeof AssignGrade>;

export const RelocateEmployee = z.strictObject({
  employeeId: EmployeeId,
  from: LocalDate,
  country: CountryWithCalendar,
  timeZone: TimeZone,
});
export type RelocateEmployee = z.output<typeof RelocateEmployee>;

export const ChangePersonalData = z.strictObject(PersonalDataChanged.schema.shape);
export type ChangePersonalData = z.output<typeof ChangePersonalData>;

// Decisions
export const assignGrade = (
  { data }: Command<AssignGrade>,
  state: Employment | undefined,
): Decision<EventOf<typeof GradeAssigned>> => {
  const { employeeId, from, grade } = data;
  const refusal = notEmployed(employeeId, state, from);
  if (refusal !== undefined) return refusal;
  return enteredFor(state?.grades, from)?.grade === grade ? nothingToDo() : [GradeAssigned(data)];
};

/** Another country or time zone: its calendar, its leave policy and its local dates hold from the day on. */
export const relocateEmployee = (
  { data }: Command<RelocateEmployee>,
  state: Employment | undefined,
): Decision<EventOf<typeof EmployeeRelocated>> => {
  const { employeeId, from, country, timeZone } = data;
  const refusal = notEmployed(employeeId, state, from);
  if (refusal !== undefined) return refusal;
  return sameData(enteredFor(state?.places, from), { from, country, timeZone })
    ? nothingToDo()
    : [EmployeeRelocated(data)];
};

/** Name and e-mail as they are from now on, also of somebody who has left. */
export const changePersonalData = (
  { data }: Command<ChangePersonalData>,
  state: Employment | undefined,
): Decision<EventOf<typeof PersonalDataChanged>> => {
  const { employeeId, fullName, email } = data;
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  return sameData(state.person, { fullName, email }) ? nothingToDo() : [PersonalDataChanged(data)];
};

// Queries
/** Planned minutes of a week on average, rounded down: the norm of a part-timer is that of the own schedule. */
export const weeklyMinutes = ({ cycle }: Pick<Schedule, "cycle">): number =>
  Math.floor((cycle.reduce((sum, minutes) => sum + minutes, 0) * 7) / cycle.length);

// The end of a spell and the beginning of the next: leaving recorded, corrected, taken back; hiring again.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { addDays, LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import { TimeZone } from "../kernel/time-zone.js";
import { refuseUnit } from "../organisation/unit-reference.js";
import type { Employment } from "./employee.js";
import { EmployeeRehired, LeavingGround, LeavingWithdrawn, EmployeeLeft } from "./employment-events.js";
import { CountryWithCalendar, type OrganisationFact } from "./hire-and-change.js";

// Commands
export const RecordLeaving = z.strictObject({
  employeeId: EmployeeId,
  /** Last day of employment; it may have passed. */
  lastDay: LocalDate,
  ground: LeavingGround.nullable().default(null).meta({ description: "Null where it is not known yet" }),
});
export type RecordLeaving = z.output<typeof RecordLeaving>;

export const CorrectLeaving = RecordLeaving;
export type CorrectLeaving = z.output<typeof CorrectLeaving>;

export const WithdrawLeaving = z.strictObject({ employeeId: EmployeeId });
export type WithdrawLeaving = z.output<typeof WithdrawLeaving>;

export const RehireEmployee = z.strictObject({
  ...EmployeeRehired.schema.shape,
  country: CountryWithCalendar,
  timeZone: TimeZone,
});
export type RehireEmployee = z.output<typeof RehireEmployee>;

// Decisions
type Left = EventOf<typeof EmployeeLeft>;

/** Who never started has left on the day before the hire, and everybody else not before the day of hire. */
const refuseLastDay = ({ lastDay, ground }: RecordLeaving, { hiredOn }: Employment): Refusal | undefined => {
  const first = ground === "did-not-start" ? addDays(hiredOn, -1) : hiredOn;
  if (lastDay < first) return refuse("before-hire", { date: lastDay, hiredOn }, "/lastDay");
  if (ground === "did-not-start" && lastDay !== first)
    return refuse("started-already", { lastDay, before: first }, "/lastDay");
  return undefined;
};

export const recordLeaving = ({ data }: Command<RecordLeaving>, state: Employment | undefined): Decision<Left> => {
  const { employeeId, lastDay, ground } = data;
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (state.lastDay === lastDay && (ground === null || state.ground === ground)) return nothingToDo();
  if (state.lastDay !== null) return refuse("employee-left", { employeeId, lastDay: state.lastDay }, "/employeeId");
  return refuseLastDay(data, state) ?? [EmployeeLeft({ employeeId, lastDay, ground, corrects: null })];
};

/** Another last day or another ground, for the present spell; a spell that was followed by another stays as it ended. */
export const correctLeaving = ({ data }: Command<CorrectLeaving>, state: Employment | undefined): Decision<Left> => {
  const { employeeId, lastDay, ground } = data;
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (state.lastDay === null) return refuse("leaving-not-recorded", { employeeId }, "/employeeId");
  if (state.lastDay === lastDay && state.ground === ground) return nothingToDo();
  return refuseLastDay(data, state) ?? [EmployeeLeft({ employeeId, lastDay, ground, corrects: state.lastDay })];
};

/** Also after the last day: somebody is reinstated as if they had never left. */
export const withdrawLeaving = (
  { data }: Command<WithdrawLeaving>,
  state: Employment | undefined,
): Decision<EventOf<typeof LeavingWithdrawn>> => {
  const { employeeId } = data;
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  return state.lastDay === null ? nothingToDo() : [LeavingWithdrawn({ employeeId, lastDay: state.lastDay })];
};

/** A new spell, after the end of the last one. Balances, rights and timesheets count from its first day. */
export const rehireEmployee = (
  { data }: Command<RehireEmployee>,
  state: Employment | undefined,
  { organisation }: OrganisationFact,
): Decision<EventOf<typeof EmployeeRehired>> => {
  const { employeeId, hiredOn, unitId } = data;
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (sameData(state.rehired, data)) return nothingToDo();
  const { lastDay } = state;
  if (lastDay === null) return refuse("still-employed", { employeeId, hiredOn: state.hiredOn }, "/employeeId");
  if (hiredOn <= lastDay) return refuse("spells-overlap", { hiredOn, lastDay }, "/hiredOn");
  return refuseUnit(organisation, unitId, hiredOn) ?? [EmployeeRehired(data)];
};

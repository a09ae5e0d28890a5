// Heads appointed and vacated, each from a day on.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { employedOn, spellBegunBy } from "../employee/spells.js";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId, isEmployee, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { headOf, UnitHeadAppointed, UnitHeadVacated, type Organisation } from "./organisation.js";
import { refuseUnit } from "./unit-reference.js";

// Commands
export const AppointHead = z.strictObject({ unitId: UnitId, employeeId: EmployeeId, from: LocalDate });
export type AppointHead = z.output<typeof AppointHead>;

export const VacateHead = z.strictObject({
  unitId: UnitId,
  from: LocalDate,
  /** Only if it is this one who heads the unit then: whoever was appointed meanwhile stays. */
  employeeId: EmployeeId.optional(),
});
export type VacateHead = z.output<typeof VacateHead>;

// Decisions
/** `employment` is the appointed employee's. Holds until the next appointment or vacancy that is entered. */
export const appointHead = (
  { data, meta }: Command<AppointHead>,
  state: Organisation,
  { employment }: { readonly employment: Employment | undefined },
): Decision<EventOf<typeof UnitHeadAppointed>> => {
  const { unitId, employeeId, from } = data;
  if (isEmployee(meta.actor, employeeId)) return refuse("own-appointment", {}, "/employeeId");
  const refusal = refuseUnit(state, unitId, from);
  if (refusal !== undefined) return refusal;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (!employedOn(employment.spells, from)) {
    const lastDay = spellBegunBy(employment.spells, from)?.lastDay ?? null;
    if (lastDay === null) return refuse("before-hire", { date: from, hiredOn: employment.hiredOn }, "/from");
    return refuse("employee-left", { employeeId, lastDay }, "/employeeId");
  }
  const entered = state.units.get(unitId)?.heads.find((entry) => entry.from === from);
  return entered?.employeeId === employeeId ? nothingToDo() : [UnitHeadAppointed({ unitId, employeeId, from })];
};

/** From the day on the unit has no head, until the next appointment that is entered. */
export const vacateHead = (
  { data }: Command<VacateHead>,
  state: Organisation,
): Decision<EventOf<typeof UnitHeadVacated>> => {
  const { unitId, from, employeeId } = data;
  const refusal = refuseUnit(state, unitId, from);
  if (refusal !== undefined) return refusal;
  const head = headOf(state, unitId, from);
  const another = employeeId !== undefined && head !== employeeId;
  return head === undefined || another ? nothingToDo() : [UnitHeadVacated({ unitId, employeeId: head, from })];
};

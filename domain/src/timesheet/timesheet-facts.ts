// What decisions on a timesheet look at besides its own stream, and what speaks against a cell at all.
import { placeOn, unitOn, type Employment } from "../employee/employee.js";
import { employedOn, spellBegunBy } from "../employee/spells.js";
import { clockChangesOn } from "../kernel/clock-changes.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { epochDay, periodOf, type LocalDate, type Period } from "../kernel/local-date.js";
import type { Organisation } from "../organisation/organisation.js";
import { refuseUnit } from "../organisation/unit-reference.js";
import type { PayrollPeriod } from "../payroll/payroll-period.js";
import type { TimePolicyOf } from "../policy/time-policy.js";
import { faultOfEntries, type RecordedEntry } from "./entries.js";

export interface SheetFacts {
  readonly organisation: Pick<Organisation, "units">;
  /** Of the sheet's own month. */
  readonly payroll: PayrollPeriod;
  readonly policy: TimePolicyOf;
  /** In the zone of the person that the command is about; of the actor where it is about none. */
  readonly today: LocalDate;
}

export interface CellFacts extends SheetFacts {
  readonly employment: Employment | undefined;
}

interface Sheet {
  readonly unitId: UnitId;
  readonly period: Period;
}

export const unknownUnit = ({ unitId }: Sheet, { organisation }: SheetFacts): Refusal | undefined =>
  organisation.units.has(unitId) ? undefined : refuse("unit-unknown", { unitId }, "/unitId");

interface Cell extends Sheet {
  readonly employeeId: EmployeeId;
  readonly date: LocalDate;
}

/** Why a day of a person does not belong into the sheet; `path` is the date's. */
export const notInSheet = (cell: Cell, facts: CellFacts, path: string): Refusal | undefined => {
  const { unitId, period, employeeId, date } = cell;
  const { employment, today } = facts;
  const noUnit = refuseUnit(facts.organisation, unitId, date);
  if (noUnit !== undefined) return noUnit;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (periodOf(date) !== period) return refuse("date-outside-period", { date, period }, path);
  if (!employedOn(employment.spells, date)) {
    const begun = spellBegunBy(employment.spells, date);
    if (begun === undefined || begun.lastDay === null)
      return refuse("before-hire", { date, hiredOn: employment.spells[0]?.hiredOn ?? employment.hiredOn }, path);
    return refuse("employee-left", { employeeId, lastDay: begun.lastDay }, path);
  }
  if (unitOn(employment, date) !== unitId)
    return refuse("not-in-unit", { employeeId, unitId, on: date }, "/employeeId");
  return date > today ? refuse("day-not-come", { date }, path) : undefined;
};

export const faultOfCell = (
  { date, entries }: { readonly date: LocalDate; readonly entries: readonly RecordedEntry[] },
  { employment }: CellFacts,
  path: string,
): Refusal | undefined =>
  faultOfEntries(
    entries,
    employment === undefined ? [] : clockChangesOn(placeOn(employment, date).timeZone, epochDay(date)),
    path,
  );

// The tree and its heads on any day: who stands under whom, who was whose head.
import { inForce } from "../kernel/dated.js";
import type { EmployeeId, UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import { headOf, parentOn, superiors, type Organisation, type Unit } from "./organisation.js";

/** Whether going up from a unit on a day comes back to where it was. */
export const hasCycle = (state: Organisation, unitId: UnitId, on: LocalDate): boolean => {
  const top = superiors(state, unitId, on).at(-1);
  const unit = top === undefined ? undefined : state.units.get(top);
  return unit !== undefined && parentOn(unit, on) !== null;
};

/** Units in which an employee is entered as head on a day or on a later one. */
export const headedUnitsFrom = (state: Organisation, employeeId: EmployeeId, on: LocalDate): readonly UnitId[] =>
  [...state.units.values()]
    .filter((unit) => {
      const now = inForce(unit.heads, on);
      return unit.heads.some((entry) => entry.employeeId === employeeId && (entry === now || entry.from > on));
    })
    .map(({ unitId }) => unitId);

export interface HeadAbove {
  readonly unitId: UnitId;
  readonly employeeId: EmployeeId;
}

/** The heads of a unit and of every unit above it on a day, nearest first: whose head was who. */
export const headsAbove = (state: Organisation, unitId: UnitId, on: LocalDate): readonly HeadAbove[] =>
  superiors(state, unitId, on).flatMap((each) => {
    const employeeId = headOf(state, each, on);
    return employeeId === undefined ? [] : [{ unitId: each, employeeId }];
  });

/** Whether a unit is there on a day: established, and not dissolved. */
export const existsOn = ({ on: established, dissolvedOn }: Unit, on: LocalDate): boolean =>
  established <= on && (dissolvedOn === null || on < dissolvedOn);

export interface UnitOnDay {
  readonly unitId: UnitId;
  readonly name: string;
  readonly parentId: UnitId | null;
  readonly headId: EmployeeId | null;
}

/** The units of a day, with their names, parents and heads of that day. */
export const treeOn = (state: Organisation, on: LocalDate): readonly UnitOnDay[] =>
  [...state.units.values()]
    .filter((unit) => existsOn(unit, on))
    .map((unit) => ({
      unitId: unit.unitId,
      name: inForce(unit.names, on)?.name ?? unit.name,
      parentId: parentOn(unit, on),
      headId: headOf(state, unit.unitId, on) ?? null,
    }));

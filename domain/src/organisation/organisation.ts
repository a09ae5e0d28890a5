// The organisation: its units form one tree, and each has a head.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { inForce, withEntry } from "../kernel/dated.js";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";

export const organisationStream = "organisation";

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const UnitEstablished = event("UnitEstablished", 1, {
  unitId: UnitId,
  name: z.string().min(1).max(200),
  parentId: UnitId.nullable(),
  on: LocalDate,
});
export const UnitHeadAppointed = event("UnitHeadAppointed", 1, {
  unitId: UnitId,
  employeeId: EmployeeId,
  from: LocalDate,
});
export type OrganisationEvent = EventOf<typeof UnitEstablished> | EventOf<typeof UnitHeadAppointed>;
export const organisationEvents = [UnitEstablished, UnitHeadAppointed] as const;

// State — only what decisions need.
export interface Unit {
  readonly unitId: UnitId;
  readonly name: string;
  /** Null for the root. */
  readonly parentId: UnitId | null;
  readonly on: LocalDate;
  readonly heads: readonly { readonly from: LocalDate; readonly employeeId: EmployeeId }[];
}
export interface Organisation {
  readonly units: ReadonlyMap<UnitId, Unit>;
  readonly rootId: UnitId | null;
}

export const organisation: Aggregate<Organisation, OrganisationEvent> = {
  initial: { units: new Map(), rootId: null },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "UnitEstablished": {
        const units = new Map(state.units).set(data.unitId, { ...data, heads: [] });
        return { units, rootId: data.parentId === null ? data.unitId : state.rootId };
      }
      case "UnitHeadAppointed": {
        const unit = state.units.get(data.unitId);
        if (unit === undefined) return state;
        const heads = withEntry(unit.heads, { from: data.from, employeeId: data.employeeId });
        return { ...state, units: new Map(state.units).set(unit.unitId, { ...unit, heads }) };
      }
    }
  },
};

// Queries

/** The unit and every unit above it, nearest first; nothing for an unknown unit. */
export const superiors = (state: Organisation, unitId: UnitId): readonly UnitId[] => {
  const chain: UnitId[] = [];
  for (let unit = state.units.get(unitId); unit !== undefined;) {
    chain.push(unit.unitId);
    unit = unit.parentId === null ? undefined : state.units.get(unit.parentId);
  }
  return chain;
};

/** Who heads a unit on a day; undefined where nobody does. */
export const headOf = (state: Organisation, unitId: UnitId, on: LocalDate): EmployeeId | undefined =>
  inForce(state.units.get(unitId)?.heads ?? [], on)?.employeeId;

/** The units that an employee heads on a day; units under them are not among these. */
export const headedUnits = (state: Organisation, employeeId: EmployeeId, on: LocalDate): readonly UnitId[] =>
  [...state.units.keys()].filter((unitId) => headOf(state, unitId, on) === employeeId);

// Commands
export const EstablishUnit = z.strictObject({
  unitId: UnitId,
  name: z.string().trim().min(1).max(200),
  /** Null for the root of the organisation. */
  parentId: UnitId.nullable(),
  on: LocalDate,
});
export type EstablishUnit = z.output<typeof EstablishUnit>;

export const AppointHead = z.strictObject({ unitId: UnitId, employeeId: EmployeeId, from: LocalDate });
export type AppointHead = z.output<typeof AppointHead>;

// Decisions
export const establishUnit = (
  { data }: Command<EstablishUnit>,
  state: Organisation,
): Decision<EventOf<typeof UnitEstablished>> => {
  const { unitId, name, parentId, on } = data;
  const existing = state.units.get(unitId);
  if (existing !== undefined) {
    const same = existing.name === name && existing.parentId === parentId && existing.on === on;
    return same ? nothingToDo() : refuse("unit-exists", { unitId }, "/unitId");
  }
  if (parentId === unitId) return refuse("unit-cycle", { unitId, parentId }, "/parentId");
  if (parentId === null && state.rootId !== null) return refuse("root-exists", { unitId }, "/parentId");
  if (parentId !== null && !state.units.has(parentId)) return refuse("unit-unknown", { unitId: parentId }, "/parentId");
  return [UnitEstablished({ unitId, name, parentId, on })];
};

/** `employment` is the appointed employee's. */
export const appointHead = (
  { data }: Command<AppointHead>,
  state: Organisation,
  { employment }: { readonly employment: Employment | undefined },
): Decision<EventOf<typeof UnitHeadAppointed>> => {
  const { unitId, employeeId, from } = data;
  if (!state.units.has(unitId)) return refuse("unit-unknown", { unitId }, "/unitId");
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const { hiredOn, lastDay } = employment;
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  if (lastDay !== null && from > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/employeeId");
  if (headOf(state, unitId, from) === employeeId) return nothingToDo();
  return [UnitHeadAppointed({ unitId, employeeId, from })];
};

// The organisation: its units form one tree on every day, and each has at most one head on a day.
import { z } from "zod";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import type { Aggregate } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { LayeredMap } from "../kernel/layered-map.js";
import { LocalDate } from "../kernel/local-date.js";

export const organisationStream = "organisation";

const UnitName = z.string().min(1).max(200);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const UnitEstablished = event("UnitEstablished", 1, {
  unitId: UnitId,
  name: UnitName,
  parentId: UnitId.nullable(),
  on: LocalDate,
});
export const UnitHeadAppointed = event("UnitHeadAppointed", 1, {
  unitId: UnitId,
  employeeId: EmployeeId,
  from: LocalDate,
});
export const UnitHeadVacated = event("UnitHeadVacated", 1, {
  unitId: UnitId,
  /** The head until the day before. */
  employeeId: EmployeeId,
  from: LocalDate,
});
export const UnitMoved = event("UnitMoved", 1, { unitId: UnitId, parentId: UnitId, from: LocalDate });
export const UnitRenamed = event("UnitRenamed", 1, { unitId: UnitId, name: UnitName, from: LocalDate });
export const UnitDissolved = event("UnitDissolved", 1, {
  unitId: UnitId,
  /** Takes over what is left: whoever still stands in the dissolved unit stands under this one. */
  successorId: UnitId,
  /** The first day on which the unit is no more. */
  on: LocalDate,
});
export const organisationEvents = [
  UnitEstablished,
  UnitHeadAppointed,
  UnitHeadVacated,
  UnitMoved,
  UnitRenamed,
  UnitDissolved,
] as const;
export type OrganisationEvent = EventOf<(typeof organisationEvents)[number]>;

// State — only what decisions need.
type Placing = Dated & { readonly parentId: UnitId | null };

export interface Unit {
  readonly unitId: UnitId;
  /** Name and parent as entered for the latest day; `tree.ts` tells them by day. */
  readonly name: string;
  /** Null for the root. */
  readonly parentId: UnitId | null;
  /** The day of its establishment. */
  readonly on: LocalDate;
  readonly names: readonly (Dated & { readonly name: string })[];
  readonly parents: readonly Placing[];
  /** Null from the day on which the place of the head is vacant. */
  readonly heads: readonly (Dated & { readonly employeeId: EmployeeId | null })[];
  /** The first day on which it is no more; null while it is not dissolved. */
  readonly dissolvedOn: LocalDate | null;
  readonly successorId: UnitId | null;
}
export interface Organisation {
  readonly units: ReadonlyMap<UnitId, Unit>;
  readonly rootId: UnitId | null;
}

const before = <Entry extends Dated>(entries: readonly Entry[], on: LocalDate): readonly Entry[] =>
  entries.filter(({ from }) => from < on);

const withParents = (unit: Unit, parents: readonly Placing[]): Unit => ({
  ...unit,
  parents,
  parentId: parents.at(-1)?.parentId ?? null,
});

type OfUnit = Exclude<OrganisationEvent, { type: "UnitEstablished" }>;

const evolveUnit = (unit: Unit, { type, data }: OfUnit): Unit => {
  switch (type) {
    case "UnitHeadAppointed":
      return { ...unit, heads: withEntry(unit.heads, { from: data.from, employeeId: data.employeeId }) };
    case "UnitHeadVacated":
      return { ...unit, heads: withEntry(unit.heads, { from: data.from, employeeId: null }) };
    case "UnitMoved":
      return withParents(unit, withEntry(unit.parents, { from: data.from, parentId: data.parentId }));
    case "UnitRenamed": {
      const names = withEntry(unit.names, { from: data.from, name: data.name });
      return { ...unit, names, name: names.at(-1)?.name ?? unit.name };
    }
    case "UnitDissolved": {
      const { on, successorId } = data;
      const dissolved = { ...unit, heads: withEntry(before(unit.heads, on), { from: on, employeeId: null }) };
      const parents = withEntry(before(unit.parents, on), { from: on, parentId: successorId });
      return { ...withParents(dissolved, parents), dissolvedOn: on, successorId };
    }
  }
};

export const organisation: Aggregate<Organisation, OrganisationEvent> = {
  initial: { units: new Map(), rootId: null },
  evolve: (state, event) => {
    const units = LayeredMap.of(state.units);
    const { unitId } = event.data;
    if (event.type === "UnitEstablished") {
      const { name, parentId, on } = event.data;
      const dated = { names: [{ from: on, name }], parents: [{ from: on, parentId }], heads: [] };
      const unit = { unitId, name, parentId, on, ...dated, dissolvedOn: null, successorId: null };
      return { units: units.with(unitId, unit), rootId: parentId === null ? unitId : state.rootId };
    }
    const unit = units.get(unitId);
    return unit === undefined ? state : { ...state, units: units.with(unitId, evolveUnit(unit, event)) };
  },
};

// Queries
/** The parent on a day; before the establishment, the first one. */
export const parentOn = (unit: Unit, on: LocalDate): UnitId | null =>
  (inForce(unit.parents, on) ?? unit.parents[0])?.parentId ?? null;

/**
 * The unit and every unit above it, nearest first; nothing for an unknown unit. The tree as of a day; without one, as entered
 * for the latest days. A dissolved unit stands under its successor.
 */
export const superiors = (state: Organisation, unitId: UnitId, on?: LocalDate): readonly UnitId[] => {
  const chain = new Set<UnitId>();
  for (let unit = state.units.get(unitId); unit !== undefined && !chain.has(unit.unitId);) {
    chain.add(unit.unitId);
    const parentId: UnitId | null = on === undefined ? unit.parentId : parentOn(unit, on);
    unit = parentId === null ? undefined : state.units.get(parentId);
  }
  return [...chain];
};

/** Who heads a unit on a day; undefined where nobody does. */
export const headOf = (state: Organisation, unitId: UnitId, on: LocalDate): EmployeeId | undefined =>
  inForce(state.units.get(unitId)?.heads ?? [], on)?.employeeId ?? undefined;

/** The units that an employee heads on a day; units under them are not among these. */
export const headedUnits = (state: Organisation, employeeId: EmployeeId, on: LocalDate): readonly UnitId[] =>
  [...state.units.keys()].filter((unitId) => headOf(state, unitId, on) === employeeId);

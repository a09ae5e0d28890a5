// Units established, moved, renamed and dissolved. On every day they form one tree, whenever it was entered.
import { z } from "zod";
import { inForce } from "../kernel/dated.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import {
  headOf,
  organisation,
  superiors,
  UnitDissolved,
  UnitEstablished,
  UnitHeadVacated,
  UnitMoved,
  UnitRenamed,
  type Organisation,
  type OrganisationEvent,
  type Unit,
} from "./organisation.js";
import { existsOn, hasCycle } from "./tree.js";
import { refuseUnit } from "./unit-reference.js";

const UnitName = z.string().trim().min(1).max(200);

// Commands
export const EstablishUnit = z.strictObject({
  unitId: UnitId,
  name: UnitName,
  /** Null for the root of the organisation. */
  parentId: UnitId.nullable(),
  on: LocalDate,
});
export type EstablishUnit = z.output<typeof EstablishUnit>;

export const MoveUnit = z.strictObject(UnitMoved.schema.shape);
export type MoveUnit = z.output<typeof MoveUnit>;

export const RenameUnit = z.strictObject({ unitId: UnitId, name: UnitName, from: LocalDate });
export type RenameUnit = z.output<typeof RenameUnit>;

export const DissolveUnit = z.strictObject(UnitDissolved.schema.shape);
export type DissolveUnit = z.output<typeof DissolveUnit>;

// Decisions
export const establishUnit = (
  { data }: Command<EstablishUnit>,
  state: Organisation,
): Decision<EventOf<typeof UnitEstablished>> => {
  const { unitId, name, parentId, on } = data;
  const existing = state.units.get(unitId);
  if (existing !== undefined) {
    const [first, placed] = [existing.names[0], existing.parents[0]];
    const same = first?.name === name && placed?.parentId === parentId && existing.on === on;
    return same ? nothingToDo() : refuse("unit-exists", { unitId }, "/unitId");
  }
  if (parentId === unitId) return refuse("unit-cycle", { unitId, parentId }, "/parentId");
  if (parentId === null)
    return state.rootId === null ? [UnitEstablished(data)] : refuse("root-exists", { unitId }, "/parentId");
  return refuseUnit(state, parentId, on, "/parentId") ?? [UnitEstablished({ unitId, name, parentId, on })];
};

/** What speaks against a change of a unit from a day on: it is not there, not yet, or no more. */
const refuseChange = (state: Organisation, unitId: UnitId, from: LocalDate, path: string): Refusal | undefined => {
  const unit = state.units.get(unitId);
  if (unit !== undefined && from < unit.on)
    return refuse("before-establishment", { date: from, unitId, on: unit.on }, path);
  return refuseUnit(state, unitId, from);
};

/** The days on which the tree changes; between two of them it stays as it is. */
const turningDays = (state: Organisation): readonly LocalDate[] => [
  ...new Set([...state.units.values()].flatMap(({ parents }) => parents.map(({ from }) => from))),
];

/** Whether these units would come back to themselves on a day, with these events. */
const makesCycle = (state: Organisation, events: readonly OrganisationEvent[], unitIds: readonly UnitId[]): boolean => {
  const after = events.reduce(organisation.evolve, state);
  const days = turningDays(after);
  return unitIds.some((unitId) => days.some((on) => hasCycle(after, unitId, on)));
};

/** Holds until the day of the next move that is entered. The root cannot be moved: everything stands under it. */
export const moveUnit = ({ data }: Command<MoveUnit>, state: Organisation): Decision<EventOf<typeof UnitMoved>> => {
  const { unitId, parentId, from } = data;
  const refusal = refuseChange(state, unitId, from, "/from") ?? refuseUnit(state, parentId, from, "/parentId");
  if (refusal !== undefined) return refusal;
  const parents = state.units.get(unitId)?.parents ?? [];
  if (parents.some((entry) => entry.from === from && entry.parentId === parentId)) return nothingToDo();
  const next = parents.find((entry) => entry.from > from)?.from;
  const { dissolvedOn = null } = state.units.get(parentId) ?? {};
  if (dissolvedOn !== null && (next === undefined || dissolvedOn < next))
    return refuse("unit-dissolved", { unitId: parentId, on: dissolvedOn }, "/parentId");
  const moved = UnitMoved(data);
  return makesCycle(state, [moved], [unitId]) ? refuse("unit-cycle", { unitId, parentId }, "/parentId") : [moved];
};

export const renameUnit = (
  { data }: Command<RenameUnit>,
  state: Organisation,
): Decision<EventOf<typeof UnitRenamed>> => {
  const { unitId, name, from } = data;
  const refusal = refuseChange(state, unitId, from, "/from");
  if (refusal !== undefined) return refusal;
  const entered = state.units.get(unitId)?.names.find((entry) => entry.from === from);
  return entered?.name === name ? nothingToDo() : [UnitRenamed(data)];
};

/** Moves to the successor, from the day on, of every unit that stands under the dissolved one on it or later. */
const subUnitsMoved = (
  state: Organisation,
  { unitId, successorId, on }: DissolveUnit,
): readonly EventOf<typeof UnitMoved>[] =>
  [...state.units.values()].flatMap((unit: Unit) => {
    const present = inForce(unit.parents, on);
    return unit.parents
      .filter((entry) => entry.parentId === unitId && (entry === present || entry.from > on))
      .map(({ from }) => UnitMoved({ unitId: unit.unitId, parentId: successorId, from: from > on ? from : on }));
  });

/**
 * The units under it come under the successor, its head's place is vacant, and nothing can be entered for it any more. Whoever
 * still stands in it stands under the successor until transferred.
 */
export const dissolveUnit = (
  { data }: Command<DissolveUnit>,
  state: Organisation,
): Decision<EventOf<typeof UnitMoved> | EventOf<typeof UnitHeadVacated> | EventOf<typeof UnitDissolved>> => {
  const { unitId, successorId, on } = data;
  const unit = state.units.get(unitId);
  if (unit?.dissolvedOn === on && unit.successorId === successorId) return nothingToDo();
  if (unit !== undefined && unit.dissolvedOn !== null)
    return refuse("unit-dissolved", { unitId, on: unit.dissolvedOn }, "/unitId");
  const refusal = refuseChange(state, unitId, on, "/on") ?? refuseUnit(state, successorId, on, "/successorId");
  if (refusal !== undefined) return refusal;
  if (unitId === state.rootId) return refuse("root-stays", { unitId }, "/unitId");
  const successor = state.units.get(successorId);
  if (successor !== undefined && successor.dissolvedOn !== null)
    return refuse("unit-dissolved", { unitId: successorId, on: successor.dissolvedOn }, "/successorId");
  if (successor !== undefined && !existsOn(successor, on))
    return refuse("before-establishment", { date: on, unitId: successorId, on: successor.on }, "/successorId");
  if (superiors(state, successorId, on).includes(unitId))
    return refuse("successor-below", { unitId, successorId }, "/successorId");
  const moves = subUnitsMoved(state, data);
  const head = headOf(state, unitId, on);
  const vacated = head === undefined ? [] : [UnitHeadVacated({ unitId, employeeId: head, from: on })];
  const events = [...moves, ...vacated, UnitDissolved(data)];
  const changed = [unitId, ...moves.map((move) => move.data.unitId)];
  return makesCycle(state, events, changed)
    ? refuse("successor-below", { unitId, successorId }, "/successorId")
    : events;
};

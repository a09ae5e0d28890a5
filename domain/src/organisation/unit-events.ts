// What can happen to units and their heads.
import { z } from "zod";
import { event, type EventOf } from "../kernel/event.js";
import { EmployeeId, UnitId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";

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

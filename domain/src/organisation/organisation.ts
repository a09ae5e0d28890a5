// The organisation: its units form one tree, and each has a head.
import { z } from "zod";
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

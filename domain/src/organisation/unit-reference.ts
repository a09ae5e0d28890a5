// Whether a unit may be named by something that holds from a day on.
import { refuse, type Refusal } from "../kernel/decision.js";
import type { UnitId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import type { Organisation } from "./organisation.js";

/** What speaks against it: the unit is not there, or is dissolved by then. */
export const refuseUnit = (
  { units }: Pick<Organisation, "units">,
  unitId: UnitId,
  from: LocalDate,
  path = "/unitId",
): Refusal | undefined => {
  const unit = units.get(unitId);
  if (unit === undefined) return refuse("unit-unknown", { unitId }, path);
  const { dissolvedOn } = unit;
  return dissolvedOn !== null && dissolvedOn <= from
    ? refuse("unit-dissolved", { unitId, on: dissolvedOn }, path)
    : undefined;
};

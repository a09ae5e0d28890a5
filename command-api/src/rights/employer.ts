// Who speaks for the employer in a unit: its head, a head above it, and HR over it.
import { headOf, type UnitId, employmentOf, organisationOf, todayOf, unitsAbove } from "@tabel/domain";
import type { Situation } from "../pipeline/command-row.js";
import { anyOf, type Right } from "./right.js";
import { holderOverUnit } from "./rights.js";

interface OfUnit {
  readonly unitId: UnitId;
}

/** On the day of the command, in the head's own zone. */
const headOfUnit: Right<OfUnit> = {
  says: "heads of the unit or of a unit above it",
  allows: async (situation) => {
    const { actor, data } = situation;
    const organisation = await organisationOf(situation);
    const today = todayOf(situation, await employmentOf(situation, actor));
    const units = await unitsAbove(situation, data.unitId);
    return units.some((unitId) => String(headOf(organisation, unitId, today)) === actor);
  },
};

export const hrOfUnit: Right<OfUnit> = holderOverUnit("hr-officer", ({ unitId }) => unitId);

export const employerOfUnit: Right<OfUnit> = anyOf(headOfUnit, hrOfUnit);

/** For decisions that listen to both sides and have to know which one speaks. */
export const speaksForEmployer = (situation: Situation<OfUnit>): boolean | Promise<boolean> =>
  employerOfUnit.allows(situation);

// Who may be a newcomer's mentor, as they stand in their own streams: people of the unit, then of the units beside it. Whoever is
// looked at once too often is left out by the decision; whoever came a moment ago is found the next time.
import {
  employmentOf,
  type EmployeeId,
  mentor,
  mentorStream,
  organisationOf,
  parentOn,
  todayOf,
  treeOn,
  unitOn,
  type MayMentor,
  type UnitId,
} from "@tabel/domain";
import type { Situation } from "../../pipeline/command-row.js";
import type { PeopleOfUnits } from "../team/people-of-units.js";

/** People looked at: a department of some hundreds, not a house of thousands. */
const MOST = 2_000;

const unitsNear = async (situation: Situation<unknown>, unitId: UnitId, today: Parameters<typeof parentOn>[1]) => {
  const organisation = await organisationOf(situation);
  const unit = organisation.units.get(unitId);
  const above = unit === undefined ? null : parentOn(unit, today);
  const beside = treeOn(organisation, today).filter(({ parentId }) => above !== null && parentId === above);
  return [...new Set([unitId, ...beside.map((each) => each.unitId), ...(above === null ? [] : [above])])];
};

export const mentorsNear = async (
  situation: Situation<{ readonly employeeId: EmployeeId }>,
  people: PeopleOfUnits,
): Promise<readonly MayMentor[]> => {
  const newcomer = await employmentOf(situation, situation.data.employeeId);
  if (newcomer === undefined) return [];
  const today = todayOf(situation, newcomer);
  const on = newcomer.hiredOn > today ? newcomer.hiredOn : today;
  const near = new Set<EmployeeId>();
  for (const unitId of await unitsNear(situation, unitOn(newcomer, on), today))
    for (const employeeId of await people.of(unitId)) if (near.size < MOST) near.add(employeeId);
  const found: MayMentor[] = [];
  for (const employeeId of near) {
    const state = await situation.read(mentorStream(employeeId), mentor);
    if (state.appointed === null) continue;
    const employment = await employmentOf(situation, employeeId);
    if (employment !== undefined) found.push({ employment, mentor: state });
  }
  return found;
};

// The sheets that a month asks for: one of each unit that has a head of its own on its last day.
import {
  type EmployeeId,
  type Inquiry,
  lastDay,
  organisationOf,
  type Period,
  timesheet,
  timesheetStream,
  treeOn,
  type UnitId,
} from "@tabel/domain";

/** A unit has no country of its own: months of the organisation go by this one's rules. */
export const HOME = "RU";

export interface UnitWithHead {
  readonly unitId: UnitId;
  readonly headId: EmployeeId;
}

export const unitsWithHead = async (inquiry: Inquiry, period: Period): Promise<readonly UnitWithHead[]> => {
  const organisation = await organisationOf(inquiry);
  return treeOn(organisation, lastDay(period)).flatMap(({ unitId, headId }) =>
    headId === null ? [] : [{ unitId, headId }],
  );
};

/** How the sheet stands now, whoever changed it. */
export const sheetStatus = async (inquiry: Inquiry, unitId: UnitId, period: Period) =>
  (await inquiry.read(timesheetStream(unitId, period), timesheet, { fresh: true })).status;

/** Sheets that are with their heads still. */
export const missingSheets = async (inquiry: Inquiry, period: Period): Promise<number> => {
  let missing = 0;
  for (const { unitId } of await unitsWithHead(inquiry, period))
    if ((await sheetStatus(inquiry, unitId, period)) === "open") missing += 1;
  return missing;
};

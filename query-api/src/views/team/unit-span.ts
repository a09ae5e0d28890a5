// A unit and days in it that a view is asked for: bounded, and only for whom may see who is absent there.
import { addDays, daysBetween, type LocalDate } from "@tabel/domain";
import { type Action, platformProblems, Problem, reaches, reachOf } from "@tabel/platform";
import type { Caller } from "../../access/caller.js";
import type { Views } from "../../reading/views.js";
import { forbiddenUnit, pathOf } from "../organisation/units.js";

export const MOST_DAYS = 400;

/** Throws Problem 400 for days that are reversed or too many. */
export const requireSpan = (from: LocalDate, to: LocalDate): void => {
  const length = daysBetween(from, to) + 1;
  if (length >= 1 && length <= MOST_DAYS) return;
  throw new Problem(platformProblems["invalid-input"], `Ask for 1 to ${MOST_DAYS} days; this is ${length}.`, {
    errors: [
      {
        path: "/to",
        in: "query",
        message: `must lie between ${from} and ${addDays(from, MOST_DAYS - 1)}`,
        code: "out-of-range",
      },
    ],
  });
};

/** The unit and every unit above it, the root first. Throws Problem 404 for none, 403 for one that the caller may not see. */
export const requireUnit = async (
  views: Views,
  caller: Caller,
  action: Action,
  unitId: string,
): Promise<readonly string[]> => {
  const unitPath = await pathOf(views, unitId, caller.today);
  if (!reaches(reachOf(caller, action), { employeeId: "", unitPath })) throw forbiddenUnit();
  return unitPath;
};

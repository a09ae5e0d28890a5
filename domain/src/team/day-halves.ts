// The halves of a day that an absence takes: a whole day takes both, one in hours those in which its hours lie.
import type { TeamPolicy } from "../policy/team-policy.js";

/** The morning, and what comes after it: `noon` is the half that a request calls `afternoon`. */
export type DayHalf = "morning" | "noon";

export const bothHalves: readonly DayHalf[] = ["morning", "noon"];

/** What of a day an absence takes. */
export interface TakenOfDay {
  readonly dayPart: "full" | "morning" | "afternoon";
  /** Local times of the day; `to` at or before `from` lies after midnight. Null for whole days and halves. */
  readonly time: { readonly from: string; readonly to: string } | null;
}

export const halvesTaken = ({ dayPart, time }: TakenOfDay, halves: TeamPolicy["halves"]): readonly DayHalf[] => {
  if (time !== null) {
    const to = time.to <= time.from ? "24:00" : time.to;
    return bothHalves.filter((half) => time.from < halves[half].to && halves[half].from < to);
  }
  if (dayPart === "full") return bothHalves;
  return dayPart === "morning" ? ["morning"] : ["noon"];
};

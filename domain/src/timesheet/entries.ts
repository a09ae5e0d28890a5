// What is typed into a cell: official codes with minutes, and the times if they are known. The codes of a cell are disjoint
// and sum to the time worked.
import { z } from "zod";
import { elapsedMinutes, type ClockChange } from "../kernel/clock-changes.js";
import { refuse, type Refusal } from "../kernel/decision.js";
import { DAY_MINUTES, overlap, segmentOf, TimeSpan } from "../kernel/local-time.js";
import { timesheetCodes } from "../policy/timesheet-codes.js";

/** The longest day there is: one on which an hour happens twice. */
const LONGEST_DAY = DAY_MINUTES + 60;

export const CellEntryFields = z.object({
  /** An official code of forms T-12/T-13. */
  code: z.string().min(1).max(2).meta({ example: "Я" }),
  /** Worked under the code; 0 for an absence. */
  minutes: z.int().min(0).max(LONGEST_DAY).meta({ example: 480 }),
  /** When, on the clock of the day itself; null where only the minutes are known. */
  time: TimeSpan.nullable(),
});
export type RecordedEntry = z.output<typeof CellEntryFields>;
/** As stored; a cell has few codes. */
export const RecordedEntries = z.array(CellEntryFields).max(12);

/** As sent. */
export const EntriesOfCommand = z
  .array(z.strictObject({ ...CellEntryFields.shape, time: CellEntryFields.shape.time.default(null) }))
  .max(12);

const faultOfOne = ({ code, minutes, time }: RecordedEntry, clock: readonly ClockChange[], at: string) => {
  const known = timesheetCodes.get(code);
  if (known === undefined) return refuse("timesheet-code-unknown", { code }, `${at}/code`);
  if (known.worked === "never" && minutes > 0) return refuse("code-without-minutes", { code }, `${at}/minutes`);
  if (known.worked === "always" && minutes === 0) return refuse("code-needs-minutes", { code }, `${at}/minutes`);
  if (time === null) return undefined;
  const segment = segmentOf(time);
  if (segment.to > DAY_MINUTES) return refuse("time-over-midnight", { to: time.to }, `${at}/time`);
  const elapsed = elapsedMinutes(segment, clock);
  return elapsed === minutes ? undefined : refuse("minutes-and-time-differ", { minutes, elapsed }, `${at}/minutes`);
};

const faultBetween = (entries: readonly RecordedEntry[], index: number, at: string): Refusal | undefined => {
  const entry = entries[index];
  if (entry === undefined) return undefined;
  for (const other of entries.slice(0, index)) {
    if (other.code === entry.code && (other.time === null || entry.time === null))
      return refuse("code-repeated", { code: entry.code }, `${at}/code`);
    if (other.time === null || entry.time === null) continue;
    if (overlap(segmentOf(other.time), segmentOf(entry.time)) > 0)
      return refuse("times-overlap", { from: entry.time.from, to: entry.time.to }, `${at}/time`);
  }
  return undefined;
};

/** The first fault of a cell's entries; `path` is theirs in the command. */
export const faultOfEntries = (
  entries: readonly RecordedEntry[],
  clock: readonly ClockChange[],
  path: string,
): Refusal | undefined => {
  for (const [index, entry] of entries.entries()) {
    const at = `${path}/${index}`;
    const fault = faultOfOne(entry, clock, at) ?? faultBetween(entries, index, at);
    if (fault !== undefined) return fault;
  }
  const absences = entries.filter(({ minutes }) => minutes === 0);
  if (absences.length > 1)
    return refuse("two-absences", { codes: absences.map(({ code }) => code) }, `${path}/${entries.length - 1}/code`);
  const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
  const limit = elapsedMinutes({ from: 0, to: DAY_MINUTES }, clock);
  return minutes > limit ? refuse("day-too-long", { minutes, limit }, path) : undefined;
};

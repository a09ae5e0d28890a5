// How the cells of a timesheet lie in a row: as lists without names. A month in objects is 2.3 kB and is written ten times
// slower than the 600 bytes that say the same (docs/projections.md); these functions are the only place that knows.

/** Day of the month, planned minutes, then each official code of forms T-12/T-13 with the minutes worked under it. */
export type PackedDay = readonly [day: number, plannedMinutes: number, ...codes: (string | number)[]];

export interface TimesheetDay {
  /** Of the month: 1 to 31. */
  readonly day: number;
  readonly plannedMinutes: number;
  readonly codes: readonly { readonly code: string; readonly minutes: number }[];
}

export const packDay = ({ day, plannedMinutes, codes }: TimesheetDay): PackedDay => {
  const packed: [number, number, ...(string | number)[]] = [day, plannedMinutes];
  for (const { code, minutes } of codes) packed.push(code, minutes);
  return packed;
};

export const unpackDay = ([day, plannedMinutes, ...cells]: PackedDay): TimesheetDay => {
  const codes: { code: string; minutes: number }[] = [];
  for (let index = 0; index < cells.length; index += 2)
    codes.push({ code: String(cells[index]), minutes: Number(cells[index + 1]) });
  return { day, plannedMinutes, codes };
};

/** Code, days and worked minutes, in the order in which the codes first occur. */
export type PackedTotals = readonly (readonly [code: string, days: number, minutes: number])[];

/** Days and worked minutes by code; a code without worked minutes has days only. */
export interface TimesheetTotals {
  readonly days: Readonly<Record<string, number>>;
  readonly minutes: Readonly<Record<string, number>>;
}

export const packTotals = ({ days, minutes }: TimesheetTotals): PackedTotals =>
  Object.entries(days).map(([code, count]) => [code, count, minutes[code] ?? 0]);

export const unpackTotals = (packed: PackedTotals): TimesheetTotals => ({
  days: Object.fromEntries(packed.map(([code, days]) => [code, days])),
  minutes: Object.fromEntries(
    packed.filter(([, , minutes]) => minutes > 0).map(([code, , minutes]) => [code, minutes]),
  ),
});

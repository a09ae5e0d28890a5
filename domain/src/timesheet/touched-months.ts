// Which months a fact can have changed, found by comparing the timeline before it with the one after it: whatever is the same
// object in both cannot have changed anything.
import type { Spell } from "../employee/spells.js";
import { localDate, periodOf, type LocalDate, type Period } from "../kernel/local-date.js";
import type { Timeline } from "./timeline.js";
import { lastDateOf } from "./work-spans.js";

interface Months {
  readonly from: Period;
  /** Absent: every month from there on. */
  readonly to?: Period;
}

export interface Touched {
  readonly months: readonly Months[];
  /** Whether sheets can move to another unit or vanish; otherwise each takes the place of the one before it. */
  readonly moves: boolean;
}

const nothing: Touched = { months: [], moves: false };

/** From the first entry that differs to the next that both have. */
const ofDated = (before: readonly { readonly from: LocalDate }[], after: readonly { readonly from: LocalDate }[]) => {
  if (before === after) return undefined;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let same = 0;
  while (
    same < before.length - start &&
    same < after.length - start &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  )
    same += 1;
  const changed = [...before.slice(start, before.length - same), ...after.slice(start, after.length - same)];
  if (changed.length === 0) return undefined;
  const from = changed.reduce(
    (first, entry) => (entry.from < first ? entry.from : first),
    changed[0]?.from ?? ("" as LocalDate),
  );
  const next = same === 0 ? undefined : after[after.length - same];
  return next === undefined ? { from: periodOf(from) } : { from: periodOf(from), to: periodOf(next.from) };
};

/** Everything in one list and not in the other. */
const different = <Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] => {
  if (before === after) return [];
  const [was, is] = [new Set(before), new Set(after)];
  return [...before.filter((item) => !is.has(item)), ...after.filter((item) => !was.has(item))];
};

/** Before every day that can be entered. */
const EARLIEST = localDate("1900-01-01");

/** From the first day on which somebody is employed by one list and not by the other. */
const ofSpells = (before: readonly Spell[], after: readonly Spell[]): Months | undefined => {
  if (before === after) return undefined;
  const days = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const [was, is] = [before[index], after[index]];
    if (was === is) return [];
    if (was?.hiredOn !== is?.hiredOn) return [was?.hiredOn ?? [], is?.hiredOn ?? []].flat();
    return [was?.lastDay ?? [], is?.lastDay ?? []].flat();
  }).flat();
  const [first, ...others] = days;
  return first === undefined
    ? undefined
    : { from: periodOf(others.reduce((least, day) => (day < least ? day : least), first)) };
};

export const touchedMonths = (before: Timeline | undefined, after: Timeline | undefined): Touched => {
  if (before === after || after === undefined) return nothing;
  if (before === undefined) return { months: [{ from: periodOf(after.spells[0]?.hiredOn ?? EARLIEST) }], moves: false };
  const months: Months[] = [];
  const add = (range: Months | undefined): void => {
    if (range !== undefined) months.push(range);
  };
  const moved = ofDated(before.units, after.units);
  add(moved);
  add(ofDated(before.places, after.places));
  add(ofDated(before.schedules, after.schedules));
  add(ofDated(before.salaries, after.salaries));
  if (before.allowances !== after.allowances)
    for (const code of Object.keys(after.allowances))
      add(ofDated(before.allowances[code] ?? [], after.allowances[code] ?? []));
  for (const span of different(before.absences, after.absences))
    add({ from: periodOf(span.from), to: periodOf(lastDateOf(span)) });
  for (const { date } of different(before.deviations, after.deviations))
    add({ from: periodOf(date), to: periodOf(date) });
  const ends = ofSpells(before.spells, after.spells);
  add(ends);
  return { months, moves: moved !== undefined || ends !== undefined };
};

export const touches = ({ months }: Touched, period: Period): boolean =>
  months.some(({ from, to }) => from <= period && (to === undefined || period <= to));

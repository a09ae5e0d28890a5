// The difference between two calculations of one period: what a delta posts. Lines with the same rate are compared; a rate
// that is no more is taken back in whole, and a new one comes in whole. Also differences in hours alone count.
import type { Money } from "../kernel/money.js";
import { rateKey, type PayRate } from "./pay-line.js";

/** A line's change; minutes and amount may be negative. */
export interface LineDelta extends PayRate {
  readonly monthly: Money;
  readonly minutes: number;
  readonly amountMinor: number;
}

export interface HoursDelta {
  readonly workedMinutes: number;
  readonly nightMinutes: number;
  readonly overtimeFirstMinutes: number;
  readonly overtimeFurtherMinutes: number;
  readonly dayOffMinutes: number;
  /** By code; only what changed. */
  readonly absentMinutes: Readonly<Record<string, number>>;
  readonly lines: readonly LineDelta[];
}

const figures = [
  "workedMinutes",
  "nightMinutes",
  "overtimeFirstMinutes",
  "overtimeFurtherMinutes",
  "dayOffMinutes",
] as const;

const differentLines = (before: readonly LineDelta[], after: readonly LineDelta[]): LineDelta[] => {
  const changes = new Map<string, LineDelta>();
  const add = ({ category, code, monthly, normMinutes, percent, minutes, amountMinor }: LineDelta, sign: 1 | -1) => {
    const rate = { category, code, monthly, normMinutes, percent };
    const key = rateKey(rate);
    const sum = changes.get(key) ?? { ...rate, minutes: 0, amountMinor: 0 };
    changes.set(key, {
      ...sum,
      minutes: sum.minutes + sign * minutes,
      amountMinor: sum.amountMinor + sign * amountMinor,
    });
  };
  for (const line of before) add(line, -1);
  for (const line of after) add(line, 1);
  return [...changes.values()].filter(({ minutes, amountMinor }) => minutes !== 0 || amountMinor !== 0);
};

const differentCodes = (before: HoursDelta["absentMinutes"], after: HoursDelta["absentMinutes"]) => {
  const changes: Record<string, number> = {};
  for (const code of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = (after[code] ?? 0) - (before[code] ?? 0);
    if (change !== 0) changes[code] = change;
  }
  return changes;
};

const nothing: HoursDelta = {
  workedMinutes: 0,
  nightMinutes: 0,
  overtimeFirstMinutes: 0,
  overtimeFurtherMinutes: 0,
  dayOffMinutes: 0,
  absentMinutes: {},
  lines: [],
};

/** All that was posted for a period: its own figures and every delta. One line a rate; what came to nothing is left out. */
export const postedTogether = (parts: readonly HoursDelta[]): HoursDelta =>
  parts.reduce<HoursDelta>((sum, part) => {
    const [worked = 0, night = 0, first = 0, further = 0, dayOff = 0] = figures.map((name) => sum[name] + part[name]);
    const codes = new Set([...Object.keys(sum.absentMinutes), ...Object.keys(part.absentMinutes)]);
    const minutesOf = (code: string) => (sum.absentMinutes[code] ?? 0) + (part.absentMinutes[code] ?? 0);
    return {
      workedMinutes: worked,
      nightMinutes: night,
      overtimeFirstMinutes: first,
      overtimeFurtherMinutes: further,
      dayOffMinutes: dayOff,
      absentMinutes: Object.fromEntries(
        [...codes].flatMap((code) => (minutesOf(code) === 0 ? [] : [[code, minutesOf(code)]])),
      ),
      lines: differentLines([], [...sum.lines, ...part.lines]),
    };
  }, nothing);

/** Undefined where nothing changed. Somebody who was not employed in the period had nothing in it. */
export const differenceOf = (before: HoursDelta | undefined, after: HoursDelta | undefined): HoursDelta | undefined => {
  if (before === after) return undefined;
  const [was, is] = [before?.absentMinutes ?? {}, after?.absentMinutes ?? {}];
  const absentMinutes = differentCodes(was, is);
  const lines = differentLines(before?.lines ?? [], after?.lines ?? []);
  const changes = figures.map((name) => [name, (after?.[name] ?? 0) - (before?.[name] ?? 0)] as const);
  const same =
    lines.length === 0 && Object.keys(absentMinutes).length === 0 && changes.every(([, change]) => change === 0);
  if (same) return undefined;
  const [worked = 0, night = 0, first = 0, further = 0, dayOff = 0] = changes.map(([, change]) => change);
  return {
    workedMinutes: worked,
    nightMinutes: night,
    overtimeFirstMinutes: first,
    overtimeFurtherMinutes: further,
    dayOffMinutes: dayOff,
    absentMinutes,
    lines,
  };
};

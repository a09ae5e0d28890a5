// A closed period compared and never changed. Its figures are not its own row alone: what was posted for it is the row that
// was frozen, and every delta that stands in a later period or waits for one. All of that must be what its events give today.
import {
  differenceOf,
  FiguresThatStood,
  type HoursDelta,
  payrollCorrectionsStream,
  EmployeeId,
  PayrollCorrectionPosted,
  type Period,
  postedTogether,
} from "@tabel/domain";
import type { DeltaOfRow, PayrollHoursRow } from "@tabel/read-models";
import { differences, type FigureChange } from "./differences.js";
import type { Fact, FactsStore } from "./facts.js";
import {
  differing,
  type PeriodRows,
  readRows,
  type Recalculate,
  sheetShown,
  type StandingRows,
  withPosted,
} from "./period-rows.js";

/** What has to be posted so that a person's closed period is right; the domain's command decides on it. */
export interface FoundCorrection {
  readonly employeeId: string;
  readonly of: Period;
  /** Corrections of the person that this comparison has seen. */
  readonly seen: number;
  readonly comparedAt: string;
  /** The row that stands; null where there is none. */
  readonly figures: FiguresThatStood | null;
  readonly difference: HoursDelta;
}

/** Appends the correction; false where it was not: somebody posted one meanwhile, or the person's data are erased. */
export type PostCorrection = (correction: FoundCorrection) => Promise<boolean>;

/** The rows of a table hold what the domain wrote: a delta of theirs is one of its own. */
const ofDomain = (figures: PayrollHoursRow | DeltaOfRow): HoursDelta => figures as unknown as HoursDelta;

const figuresOf = ({
  workedMinutes,
  nightMinutes,
  overtimeFirstMinutes,
  overtimeFurtherMinutes,
  dayOffMinutes,
  absentMinutes,
  lines,
}: HoursDelta) => ({
  workedMinutes,
  nightMinutes,
  overtimeFirstMinutes,
  overtimeFurtherMinutes,
  dayOffMinutes,
  absentMinutes,
  lines: lines.map(({ category, code, monthly, normMinutes, percent, minutes, amountMinor }) => ({
    category,
    code,
    percent,
    normMinutes,
    monthly,
    minutes,
    amountMinor,
  })),
});

/** What was frozen beside the figures that are posted: norm, days by code, and the cells of the sheets. */
const frozenShown = ({ sheets, hours }: PeriodRows): object => ({
  hours: { normMinutes: hours?.normMinutes, days: hours?.days },
  sheet: sheetShown(sheets),
});

export interface ClosedComparison {
  readonly changes: readonly FigureChange[];
  readonly correction: FoundCorrection | undefined;
}

export interface ClosedPerson {
  readonly employeeId: string;
  readonly period: Period;
  /** Where the period's closing stands in the log. */
  readonly closedAt: bigint;
  readonly comparedAt: bigint;
  readonly facts: readonly Fact[];
  readonly stands: StandingRows;
  /** Posted for the period in later ones, and what waits. */
  readonly deltas: readonly DeltaOfRow[];
}

export interface ClosedTools {
  readonly recalculate: Recalculate;
  readonly store: Pick<FactsStore, "readStream">;
}

/** Corrections of a person that are part of what is compared. */
const corrections = async (
  store: ClosedTools["store"],
  { employeeId, comparedAt, period }: ClosedPerson,
): Promise<{ seen: number; ofPeriod: boolean }> => {
  let seen = 0;
  let ofPeriod = false;
  for await (const event of store.readStream(payrollCorrectionsStream(EmployeeId.parse(employeeId)))) {
    if (event.type !== PayrollCorrectionPosted.type || event.position > comparedAt) continue;
    seen += 1;
    ofPeriod ||= (event.data as { readonly of: Period }).of === period; // as declared
  }
  return { seen, ofPeriod };
};

/** Undefined where everything is right. Reads the person's corrections only where something is not. */
export const compareClosed = async (
  person: ClosedPerson,
  { recalculate, store }: ClosedTools,
): Promise<ClosedComparison | undefined> => {
  const { employeeId, period, closedAt, comparedAt, facts, stands, deltas } = person;
  const today = recalculate(employeeId, period, facts);
  const late = facts.some(({ position }) => position >= closedAt);
  if (!late && deltas.length === 0 && differing(withPosted(today, stands), stands) === undefined) return undefined;
  const before = readRows(stands);
  const posted = postedTogether([...(before.hours === undefined ? [] : [before.hours]), ...deltas].map(ofDomain));
  const now = today.hours;
  const right = postedTogether(now === undefined ? [] : [ofDomain(now)]);
  const difference = differenceOf(posted, right);
  const atClosing = late
    ? recalculate(
        employeeId,
        period,
        facts.filter(({ position }) => position < closedAt),
      )
    : today;
  const frozen = differences(frozenShown(before), frozenShown(atClosing));
  if (difference === undefined && frozen.length === 0) return undefined;
  const { seen, ofPeriod } = await corrections(store, person);
  // What a correction kept is what was paid, whatever would be calculated today.
  const changes = [
    ...(difference === undefined ? [] : differences({ hours: figuresOf(posted) }, { hours: figuresOf(right) })),
    ...(ofPeriod ? [] : frozen),
  ];
  if (changes.length === 0) return undefined;
  if (difference === undefined) return { changes, correction: undefined };
  const figures = before.hours === undefined ? null : FiguresThatStood.parse(before.hours);
  const correction = { employeeId, of: period, seen, comparedAt: String(comparedAt), figures, difference };
  return { changes, correction };
};

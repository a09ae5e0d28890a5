// What a closed period was paid wrongly, posted on command: the difference between what was posted for it and what its events
// give. It comes from no fact of the person (those post their own deltas) but from a rule or a calculation that was mended.
//
// The event keeps the figures that stood. From then on they are what was paid, whatever a later calculation makes of the events
// before the closing: a rebuild from nothing gives them back, and the difference stays posted once.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UserId } from "../kernel/identifiers.js";
import { Period } from "../kernel/local-date.js";
import { Money } from "../kernel/money.js";
import { payCategories } from "./pay-line.js";
import type { PayrollPeriod } from "./payroll-period.js";

export const payrollCorrectionsStream = (employeeId: EmployeeId): string =>
  streamName("payrollCorrections", employeeId);

const Position = z.string().regex(/^\d{1,18}$/);
const Minutes = z.int();
const ByCode = z.record(z.string().max(20), z.int());
const LineDelta = z.object({
  category: z.enum(payCategories),
  code: z.string().max(100).nullable(),
  monthly: Money,
  normMinutes: Minutes,
  percent: z.int(),
  minutes: Minutes,
  amountMinor: z.int(),
});
const figures = {
  workedMinutes: Minutes,
  nightMinutes: Minutes,
  overtimeFirstMinutes: Minutes,
  overtimeFurtherMinutes: Minutes,
  dayOffMinutes: Minutes,
  absentMinutes: ByCode,
};
/** As many as a month can have, and more. */
const MOST_LINES = 500;

/** What is added to what was posted before; minutes and amounts may be negative. */
export const CorrectedFigures = z.object({ ...figures, lines: z.array(LineDelta).max(MOST_LINES) });

/** The closed period's own figures, with what was posted in it for periods closed before. */
export const FiguresThatStood = z.object({
  unitId: z.string(),
  normMinutes: Minutes,
  ...figures,
  absentFacts: z.record(z.string().max(20), z.array(Position)),
  days: ByCode,
  lines: z.array(LineDelta.extend({ facts: z.array(Position) })).max(MOST_LINES),
  deltas: z
    .array(z.object({ of: Period, fact: Position, ...figures, lines: z.array(LineDelta).max(MOST_LINES) }))
    .max(MOST_LINES),
});
export type FiguresThatStood = z.output<typeof FiguresThatStood>;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const PayrollCorrectionPosted = event(
  "PayrollCorrectionPosted",
  1,
  {
    employeeId: EmployeeId,
    of: Period,
    /** Counts the person's corrections from 1. */
    number: z.int().min(1),
    /** The log up to here was compared. */
    comparedAt: Position,
    /** Null inside where the period had no figures of the person. */
    stood: personal(z.object({ figures: FiguresThatStood.nullable() })),
    difference: personal(CorrectedFigures),
    postedBy: UserId,
  },
  { subject: "employeeId" },
);
export const payrollCorrectionsEvents = [PayrollCorrectionPosted] as const;
export type PayrollCorrectionEvent = EventOf<typeof PayrollCorrectionPosted>;

// State — only what the decision needs.
export interface PayrollCorrections {
  readonly posted: number;
  readonly last: { readonly of: Period; readonly comparedAt: string } | undefined;
}

export const payrollCorrections: Aggregate<PayrollCorrections, PayrollCorrectionEvent> = {
  initial: { posted: 0, last: undefined },
  evolve: (_, { data: { number, of, comparedAt } }) => ({ posted: number, last: { of, comparedAt } }),
};

// Commands
export const PostPayrollCorrection = z.strictObject({
  employeeId: EmployeeId,
  of: Period,
  /** How many corrections of the person the comparison had seen. */
  seen: z.int().min(0),
  comparedAt: Position,
  figures: FiguresThatStood.nullable(),
  difference: CorrectedFigures,
});
export type PostPayrollCorrection = z.output<typeof PostPayrollCorrection>;

// Decisions
/** One comparison posts once: whoever compared before the last correction was posted has to compare again. */
export const postPayrollCorrection = (
  { data: { employeeId, of, seen, comparedAt, figures: stood, difference }, meta }: Command<PostPayrollCorrection>,
  { posted, last }: PayrollCorrections,
  { status }: PayrollPeriod,
): Decision<PayrollCorrectionEvent> => {
  if (status === undefined) return refuse("period-not-opened", { period: of }, "/of");
  if (status !== "closed") return refuse("period-not-closed", { period: of }, "/of");
  if (posted !== seen)
    return last?.of === of && last.comparedAt === comparedAt
      ? nothingToDo()
      : refuse("correction-posted-since", { employeeId }, "/comparedAt");
  return [
    PayrollCorrectionPosted({
      employeeId,
      of,
      number: seen + 1,
      comparedAt,
      stood: { figures: stood },
      difference,
      postedBy: meta.actor,
    }),
  ];
};

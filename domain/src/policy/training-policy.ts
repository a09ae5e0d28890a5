// When people are reminded of training, by date: data, never constants in code.
import { localDate, type LocalDate } from "../kernel/local-date.js";

export interface TrainingPolicy {
  /** Days before the cut-off on which who has a place is told until when it can be given back. */
  readonly cutOffRemindDays: number;
  /** Days before the session on which who has a place is reminded of it. */
  readonly startRemindDays: number;
  /** Days after the session on which the trainer is asked who came. */
  readonly attendanceDays: number;
}

const policies: readonly (TrainingPolicy & { readonly from: LocalDate })[] = [
  { from: localDate("1900-01-01"), cutOffRemindDays: 1, startRemindDays: 1, attendanceDays: 1 },
];

/** The rules that hold on a day. */
export const trainingPolicy = (on: LocalDate): TrainingPolicy => {
  const inForce = policies.findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no training policy on ${on}`);
  return inForce;
};

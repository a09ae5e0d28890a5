// When a model is not asked: somebody sends letter after letter, too many are asked at once, the server fails again and again, or the
// month's money is spent. Then the letter is checked without it. Counts are the caller's to keep; here is only the rule.

export interface ModelLimits {
  /** Askings for one person in a day. */
  readonly perPersonADay: number;
  readonly atOnce: number;
  /** Failures one after the other, after which it is left alone for a while. */
  readonly failuresInARow: number;
  readonly leftAloneMs: number;
  /** Minor units of money in a calendar month. */
  readonly monthlyBudget: number;
}

export interface ModelUse {
  readonly ofThisPersonToday: number;
  readonly atOnce: number;
  readonly failuresInARow: number;
  /** Milliseconds since the last failure. */
  readonly sinceFailureMs: number;
  readonly spentThisMonth: number;
  /** What this asking may cost at the most. */
  readonly atMost: number;
}

export type NotAsked = "person-quota" | "busy" | "circuit-open" | "budget-spent";

export const mayAsk = (limits: ModelLimits, use: ModelUse): true | NotAsked => {
  if (use.ofThisPersonToday >= limits.perPersonADay) return "person-quota";
  if (use.spentThisMonth + use.atMost > limits.monthlyBudget) return "budget-spent";
  if (use.failuresInARow >= limits.failuresInARow && use.sinceFailureMs < limits.leftAloneMs) return "circuit-open";
  return use.atOnce >= limits.atOnce ? "busy" : true;
};

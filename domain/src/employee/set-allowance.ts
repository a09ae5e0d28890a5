// The decision on an allowance: from a day on, or its end.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { inForce } from "../kernel/dated.js";
import { sameData } from "../kernel/same-data.js";
import { AllowanceSet, allowanceOn } from "./allowances.js";
import type { Employment } from "./employee.js";
import { enteredFor, notEmployed } from "./hire-and-change.js";

export const SetAllowance = z.strictObject(AllowanceSet.schema.shape);
export type SetAllowance = z.output<typeof SetAllowance>;

/** An allowance is in the salary's currency, as pay by the hour adds the two. */
export const setAllowance = (
  { data }: Command<SetAllowance>,
  state: Employment | undefined,
): Decision<EventOf<typeof AllowanceSet>> => {
  const { employeeId, from, code, monthly } = data;
  const refusal = notEmployed(employeeId, state, from);
  if (refusal !== undefined || state === undefined) return refusal ?? refuse("employee-unknown", { employeeId });
  const salary = inForce(state.salaries, from)?.monthly;
  if (monthly !== null && salary !== undefined && salary.currency !== monthly.currency)
    return refuse("currency-differs", { currency: monthly.currency, salary: salary.currency }, "/monthly/currency");
  const entered = enteredFor(state.allowances[code], from);
  // The same sum again from a new day is recorded: the earlier one may be corrected later. What never was has no end.
  const known =
    entered === undefined
      ? monthly === null && allowanceOn(state.allowances, code, from) === null
      : sameData(entered.monthly, monthly);
  return known ? nothingToDo() : [AllowanceSet(data)];
};

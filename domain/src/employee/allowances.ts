// What is paid beside the salary by the month: for qualification, secrecy, harmful conditions. Events of the employee's stream;
// which codes belong to the wage of overtime is policy.
import { z } from "zod";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { Money } from "../kernel/money.js";
import { upToLastDay } from "./spells.js";

export const AllowanceCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,63}$/, "must be small Latin letters, digits and hyphens")
  .meta({ title: "AllowanceCode", example: "qualification" });

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const AllowanceSet = event(
  "AllowanceSet",
  1,
  {
    employeeId: EmployeeId,
    from: LocalDate,
    code: AllowanceCode,
    /** Null ends the allowance. */
    monthly: personal(Money.nullable()),
  },
  { subject: "employeeId" },
);

// State
export type Allowances = Readonly<Record<string, readonly (Dated & { readonly monthly: Money | null })[]>>;

export const withAllowance = (allowances: Allowances, set: EventOf<typeof AllowanceSet>["data"]): Allowances => ({
  ...allowances,
  [set.code]: withEntry(allowances[set.code] ?? [], { from: set.from, monthly: set.monthly }),
});

/** None goes on into a new spell: each ends with the day of the new hire, and what was entered for days after the leaving falls away. */
export const allowancesEnded = (allowances: Allowances, lastDay: LocalDate | null, hiredOn: LocalDate): Allowances =>
  Object.fromEntries(
    Object.entries(allowances).map(([code, entries]) => [
      code,
      withEntry(upToLastDay(entries, lastDay), { from: hiredOn, monthly: null }),
    ]),
  );

export const allowanceOn = (allowances: Allowances, code: string, on: LocalDate): Money | null =>
  inForce(allowances[code] ?? [], on)?.monthly ?? null;

// What is paid beside the salary by the month: for qualification, secrecy, harmful conditions. Events of the employee's stream;
// which codes belong to the wage of overtime is policy.
import { z } from "zod";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { Money } from "../kernel/money.js";
import { upToLastDay, type Spell } from "./spells.js";

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

const endsAtHire = (spells: readonly Spell[], from: LocalDate): boolean =>
  spells.some(({ hiredOn }, index) => index > 0 && hiredOn === from);

/** Without one entry; where a spell begins that day, the allowance of the spell before it does not come back. */
export const withoutAllowance = (
  allowances: Allowances,
  code: string | null,
  from: LocalDate,
  spells: readonly Spell[],
): Allowances => {
  const entries = code === null ? undefined : allowances[code];
  if (code === null || entries === undefined) return allowances;
  const left = entries.filter((each) => each.from !== from);
  return { ...allowances, [code]: endsAtHire(spells, from) ? withEntry(left, { from, monthly: null }) : left };
};

/** Whether an allowance was entered for a day; that none goes on into a new spell was entered by nobody. */
export const allowanceEntered = (
  allowances: Allowances,
  code: string | null,
  from: LocalDate,
  spells: readonly Spell[],
): boolean =>
  code !== null &&
  (allowances[code] ?? []).some((each) => each.from === from && (each.monthly !== null || !endsAtHire(spells, from)));

export const allowanceOn = (allowances: Allowances, code: string, on: LocalDate): Money | null =>
  inForce(allowances[code] ?? [], on)?.monthly ?? null;

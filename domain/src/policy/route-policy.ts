// How long a step of a route may wait, and which steps a request gets for its length, its unit or its amount: data of the
// customer by country and date, never constants in decisions.
import { localDate, type LocalDate } from "../kernel/local-date.js";
import type { Money } from "../kernel/money.js";
import type { StepHolder } from "./absence-kinds.js";

/** A step more, behind those of the kind, for requests that meet every condition named. */
export interface RouteRule {
  readonly adds: StepHolder;
  /** Null for every kind. */
  readonly kinds: readonly string[] | null;
  /** For requests of as many calendar days and more. */
  readonly fromDays: number;
  /** For people of these units and of the units under them; null for all. */
  readonly units: readonly string[] | null;
  /** For advances of as much and more, in this currency; null whatever the amount. */
  readonly fromAmount: Money | null;
}

export interface RoutePolicy {
  /** Working days by the calendar of the step's holder, counted from the day after the step began. */
  readonly remindAfter: number;
  readonly escalateAfter: number;
  /** The time of day, of whom the step waits for, at which either happens. */
  readonly remindsAt: string;
  readonly rules: readonly RouteRule[];
}

interface DatedPolicy extends RoutePolicy {
  readonly from: LocalDate;
}

const points = { from: localDate("1900-01-01"), remindAfter: 2, escalateAfter: 5, remindsAt: "09:00" };

const rule = (adds: StepHolder, kinds: readonly string[], when: Partial<RouteRule>): RouteRule => ({
  adds,
  kinds,
  fromDays: 1,
  units: null,
  fromAmount: null,
  ...when,
});

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {
  RU: [
    {
      ...points,
      rules: [
        // More than 14 unpaid days shift the working year: HR looks at them too.
        rule("hr-officer", ["unpaid-leave"], { fromDays: 15 }),
        rule("head-of-head", ["business-trip"], { fromDays: 30 }),
        rule("accountant", ["business-trip"], { fromAmount: { minor: 10_000_000, currency: "RUB" } }),
      ],
    },
  ],
};
const everywhere: readonly DatedPolicy[] = [
  {
    ...points,
    rules: [rule("accountant", ["business-trip"], { fromAmount: { minor: 100_000, currency: "EUR" } })],
  },
];

/** The rules of routes of a country that hold on a day. */
export const routePolicy = (country: string, on: LocalDate): RoutePolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? everywhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no route policy of ${country} on ${on}`);
  return inForce;
};

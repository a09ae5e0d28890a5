// How long a step of a route may wait, by country and date: data of the customer, never constants in decisions.
import { localDate, type LocalDate } from "../kernel/local-date.js";

/** Working days by the calendar of the step's holder, counted from the day after the step began. */
export interface RoutePolicy {
  readonly remindAfter: number;
  readonly escalateAfter: number;
}

interface DatedPolicy extends RoutePolicy {
  readonly from: LocalDate;
}

const everywhere: readonly DatedPolicy[] = [{ from: localDate("1900-01-01"), remindAfter: 2, escalateAfter: 5 }];

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {};

/** The rules of routes of a country that hold on a day. */
export const routePolicy = (country: string, on: LocalDate): RoutePolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? everywhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no route policy of ${country} on ${on}`);
  return inForce;
};

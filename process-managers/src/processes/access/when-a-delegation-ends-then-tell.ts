// A delegation ends by itself with its last day; both sides are told the morning after. That one is made or taken back is told at once,
// by another process, and what was taken back does not end a second time.
import {
  addDays,
  DeputyAppointed,
  DeputyDismissed,
  earlier,
  type Employment,
  employmentOf,
  type LocalDate,
  UserId,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";

interface Delegation {
  readonly userId: UserId;
  readonly deputy: UserId;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}
/** By the key of their end. */
type Delegations = { readonly [key: string]: Delegation };

const keyOf = ({ deputy, from }: Pick<Delegation, "deputy" | "from">): string => `${deputy} ${from}`;

/** More than anybody has at once; it bounds the state. */
const MOST = 100;

const ends = (delegation: Delegation, employment: Employment | undefined): readonly Intent[] =>
  delegation.until === null
    ? []
    : [
        {
          do: "wait",
          key: keyOf(delegation),
          timer: "ends",
          at: dueFor(employment, addDays(delegation.until, 1)),
        },
      ];

export const whenADelegationEndsThenTell = process({
  name: "when-a-delegation-ends-then-tell",
  version: 1,
  reads: [DeputyAppointed, DeputyDismissed],
  instances: ({ data }) => [data.userId],
  initial: {} as Delegations,
  evolve: (delegations, { type, data }): Delegations => {
    if (type === "DeputyAppointed") {
      const { userId, deputy, from, until } = data;
      const all = Object.entries({ ...delegations, [keyOf(data)]: { userId, deputy, from, until } });
      return Object.fromEntries(all.slice(-MOST));
    }
    const before = addDays(data.on, -1);
    const cut = (each: Delegation): Delegation =>
      each.deputy === data.deputy
        ? { ...each, until: each.until === null ? before : earlier(each.until, before) }
        : each;
    return Object.fromEntries(Object.entries(delegations).map(([key, each]) => [key, cut(each)]));
  },
  learn: (_, fact, inquiry) =>
    fact.is === "event" ? employmentOf(inquiry, fact.event.data.userId) : Promise.resolve(undefined),
  react: (delegations, fact, employment: Employment | undefined): readonly Intent[] => {
    if (fact.is === "refused") return [];
    if (fact.is === "timer") {
      const ended = delegations[fact.key];
      if (ended === undefined) return [];
      const { userId, deputy } = ended;
      return [{ do: "notify", key: fact.key, fact: { is: "deputy-ended", userId, deputy } }];
    }
    const { type, data } = fact.event;
    if (type === "DeputyDismissed")
      return Object.values(delegations)
        .filter(({ deputy, until }) => deputy === data.deputy && until === addDays(data.on, -1))
        .map((each) => ({ do: "stop-waiting", key: keyOf(each) }));
    return ends(data, employment);
  },
});

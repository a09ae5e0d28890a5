// What happened so far in a made-up history, as far as the next event must fit to it.
import type { DomainEvent } from "@tabel/domain";

interface Pending {
  readonly employeeId: string;
  readonly requestId: string;
  readonly from: string;
  readonly to: string;
  /** What is reserved until it is decided. */
  readonly held: {
    readonly ledger: string | null;
    readonly released: { from: string; to: string; means: "leave"; counted: number }[];
  };
  step: number;
}

/** What happened so far, as far as the next event must fit to it. */
export interface Past {
  readonly units: string[];
  readonly hired: {
    readonly employeeId: string;
    on: number;
    left: boolean;
    /** While `left`: the number of the last day. */
    lastDay: number;
    free: number;
    /** How many letters of resignation there were. */
    letters: number;
    /** First day of a salary that can be annulled. */
    raised: string | null;
  }[];
  readonly pending: Pending[];
  readonly periods: Set<string>;
  readonly closed: Set<string>;
  readonly deputies: { userId: string; deputy: string }[];
  readonly granted: { userId: string; role: "hr-officer" | "auditor" }[];
  count: number;
  stories: number;
}

export type Chance = (below: number) => number;

/** What may happen next: its events, and what they change for whatever comes after. */
export type Happening = (past: Past, chance: Chance) => DomainEvent[];

/** The days of the histories, counted from the first of December 2025. */
export const day = (number: number): string =>
  new Date(Date.UTC(2025, 11, 1) + number * 86_400_000).toISOString().slice(0, 10);

export const employeeOf = (past: Past, chance: Chance) => past.hired[chance(past.hired.length)];

export const nothingYet = (): Past => ({
  units: [],
  hired: [],
  pending: [],
  periods: new Set(),
  closed: new Set(),
  granted: [],
  deputies: [],
  count: 0,
  stories: 0,
});

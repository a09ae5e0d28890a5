// How much overtime may be asked for, by country and date: data that the law changes, never constants in decisions.
import { localDate, type LocalDate } from "../kernel/local-date.js";

export interface OvertimeLimit {
  /** Over which days minutes are summed: any two calendar days running, or a calendar year. */
  readonly over: "two-days" | "year";
  /** As many minutes are allowed; one more is not. */
  readonly minutes: number;
  /** From as many minutes in all on a request is warned of; null for never. */
  readonly warnAt: number | null;
  /** What becomes of a request that goes over. */
  readonly beyond: "block" | "warn";
}

interface DatedPolicy {
  readonly from: LocalDate;
  readonly limits: readonly OvertimeLimit[];
}

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = {
  // 4 hours in two days running and 120 hours a year (Labour Code, article 99).
  RU: [
    {
      from: localDate("1900-01-01"),
      limits: [
        { over: "two-days", minutes: 240, warnAt: null, beyond: "block" },
        { over: "year", minutes: 7200, warnAt: 6000, beyond: "block" },
      ],
    },
  ],
};

/** The limits that hold in a country on a day; none where no law is loaded. */
export const overtimeLimits = (country: string, on: LocalDate): readonly OvertimeLimit[] => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  return dated?.findLast(({ from }) => from <= on)?.limits ?? [];
};

// The commands on payroll periods.
import {
  CalculatePeriod,
  calculatePeriod,
  ClosePeriod,
  closePeriod,
  countriesLoadedByYear,
  OpenPeriod,
  openPeriod,
  payrollPeriod,
  payrollPeriodStream,
  workCalendar,
  type Period,
} from "@tabel/domain";
import { command, noFacts } from "../../pipeline/command-row.js";
import { holderOverAll } from "../../rights/rights.js";

const ofPeriod = {
  may: holderOverAll("accountant"),
  stream: ({ period }: { readonly period: Period }) => payrollPeriodStream(period),
  aggregate: payrollPeriod,
};

export const payrollCommands = [
  command({
    ...ofPeriod,
    name: "open-period",
    says: "Opens a month for timesheets and payroll hours.",
    schema: OpenPeriod,
    example: { period: "2026-11" },
    // Which countries people work in is in no stream of its own, so a period waits for every calendar that is loaded by hand.
    facts: () => ({ countries: countriesLoadedByYear, calendar: workCalendar }),
    decide: openPeriod,
    refusals: ["calendar-not-loaded", "period-closed"],
  }),
  command({
    ...ofPeriod,
    name: "calculate-period",
    says: "Marks an opened month's figures as calculated and to be checked; they still follow the facts.",
    schema: CalculatePeriod,
    example: { period: "2026-10" },
    facts: noFacts,
    decide: calculatePeriod,
    refusals: ["period-not-opened", "period-closed"],
  }),
  command({
    ...ofPeriod,
    name: "close-period",
    says: "Freezes a calculated month for ever; later facts post deltas into the next month that is open.",
    schema: ClosePeriod,
    example: { period: "2026-10" },
    facts: noFacts,
    decide: closePeriod,
    refusals: ["period-not-opened", "period-not-calculated"],
  }),
];

// The commands on payroll periods.
import { OpenPeriod, openPeriod, payrollPeriod, payrollPeriodStream, workCalendar } from "@tabel/domain";
import { command } from "../pipeline/command-row.js";
import { holderOverAll } from "../rights/rights.js";

/**
 * The countries whose calendar is loaded year by year (of others every year is known). Which countries people work in is
 * in no stream of its own, so a period waits for all of these.
 */
const countries = ["RU"] as const;

export const payrollCommands = [
  command({
    name: "open-period",
    says: "Opens a month for timesheets and payroll hours.",
    schema: OpenPeriod,
    example: { period: "2026-11" },
    may: holderOverAll("accountant"),
    stream: ({ period }) => payrollPeriodStream(period),
    aggregate: payrollPeriod,
    facts: () => ({ countries, calendar: workCalendar }),
    decide: openPeriod,
    refusals: ["calendar-not-loaded"],
  }),
];

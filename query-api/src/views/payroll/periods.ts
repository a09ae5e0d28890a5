// GET /periods: which periods were opened; for these there are timesheets and payroll hours.
import { problemCatalogue, Problem } from "@tabel/platform";
import { type PayrollPeriodRow, payrollPeriodTable, selectList } from "@tabel/read-models";
import { z } from "zod";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";
import { requireMember } from "../organisation/units.js";

export const periodProblems = problemCatalogue({ "period-not-open": [404, "This period was not opened"] });

/** Throws Problem 404. */
export const requireOpened = async (views: Views, period: string): Promise<void> => {
  const opened = await views.row(sql`select from views.payroll_period where period = ${period}`);
  if (opened === undefined) throw new Problem(periodProblems["period-not-open"], `Period ${period} was not opened.`);
};

/** Fifty years. */
const MOST_PERIODS = 600;

export const periods = view({
  path: "/periods",
  id: "periods",
  summary: "The opened payroll periods, the latest first",
  params: nothing,
  query: nothing,
  answer: z.object({
    items: z.array(
      z.object({
        period: z.string(),
        status: z.string().meta({ description: "open, calculated or closed", example: "open" }),
        openedAt: z.string(),
        calculatedAt: z.string().nullable(),
        closedAt: z.string().nullable().meta({ description: "From then on its figures are frozen" }),
      }),
    ),
  }),
  example: {
    items: [
      {
        period: "2026-11",
        status: "open",
        openedAt: "2026-10-26T06:00:00.000Z",
        calculatedAt: null,
        closedAt: null,
      },
    ],
  },
  reads: ["payroll-periods"],
  read: async ({ caller, views }) => {
    requireMember(caller);
    const items = await views.rows<PayrollPeriodRow>(sql`
      select ${verbatim(selectList(payrollPeriodTable))} from views.payroll_period
      order by period desc limit ${MOST_PERIODS}`);
    return { items };
  },
});

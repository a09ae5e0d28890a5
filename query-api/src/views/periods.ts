// GET /periods: which periods were opened; for these there are timesheets and payroll hours.
import { problemCatalogue, Problem } from "@tabel/platform";
import { z } from "zod";
import { nothing, view } from "../http/view.js";
import { sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";
import { requireMember } from "./units.js";

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
  answer: z.object({ items: z.array(z.object({ period: z.string(), openedAt: z.string() })) }),
  example: { items: [{ period: "2026-11", openedAt: "2026-10-26T06:00:00.000Z" }] },
  reads: ["payroll-periods"],
  read: async ({ caller, views }) => {
    requireMember(caller);
    const items = await views.rows<{ period: string; openedAt: string }>(sql`
      select period, opened_at as "openedAt" from views.payroll_period order by period desc limit ${MOST_PERIODS}`);
    return { items };
  },
});

// A payroll period calculated again, with the product's own projections: beside a running system, or without one.
import { payrollPeriodStream, PeriodClosed, type Period, type UnitId } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import type pg from "pg";
import type { PostCorrection } from "./closed-period.js";
import type { PeriodStatus } from "./compare.js";
import { type PeriodRebuildProgress, type PeriodRebuildReport, rebuildPeriod } from "./rebuild-period.js";
import { reportLines } from "./report-csv.js";
import { recalculatePeriod } from "./recalculate-period.js";

export interface PeriodToRebuild {
  readonly period: Period;
  /** The unit and all below it; absent: everybody. */
  readonly unitId?: UnitId;
  /** Only compares. */
  readonly dryRun: boolean;
}

interface During {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PeriodRebuildProgress) => void;
  /** Given where the differences of a closed period are to be posted. */
  readonly postCorrection?: PostCorrection | undefined;
}

export interface PeriodRebuilder {
  /** Throws StoreUnavailable and what the database throws; nothing is changed then. */
  rebuild(scope: PeriodToRebuild, during: During): Promise<PeriodRebuildReport>;
  /** The report as a table. */
  csv(report: PeriodRebuildReport): Iterable<string>;
}

export const periodRebuilder = ({ store, pool }: { store: EventStore; pool: pg.Pool }): PeriodRebuilder => ({
  rebuild: ({ dryRun, ...scope }, during) =>
    rebuildPeriod({
      store,
      pool,
      scope,
      dryRun,
      recalculate: recalculatePeriod,
      statusOf: async (period) => {
        let status: PeriodStatus = { is: "not-open" };
        for await (const { type, position } of store.readStream(payrollPeriodStream(period))) {
          if (type === PeriodClosed.type) status = { is: "closed", at: position };
          else if (status.is === "not-open") status = { is: "open" };
        }
        return status;
      },
      ...during,
    }),
  csv: reportLines,
});

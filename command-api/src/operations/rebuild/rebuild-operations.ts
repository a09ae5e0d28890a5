// Rebuilds of a payroll period that were asked for over HTTP. What a rebuild is, projections know; this package must not know
// them, so whoever composes the system hands it over.
import type { Instant, Period, UnitId } from "@tabel/domain";
import {
  createOperations,
  type Operation,
  type OperationLog,
  type OperationRequest,
  type Operations,
} from "../operations.js";
import type { CorrectionPoster } from "./post-correction.js";

export interface RebuildScope {
  readonly period: Period;
  /** The unit and all below it; absent: everybody. */
  readonly unitId?: UnitId;
  /** Only compares. */
  readonly dryRun: boolean;
}

export interface RebuildProgress {
  readonly phase: "reading" | "calculating" | "exchanging" | "posting";
  readonly events: number;
  readonly rows: number;
  /** People whose figures are calculated, of those to calculate. */
  readonly done: number;
  readonly total: number;
}

export interface FigureDifference {
  readonly figure: string;
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
}

export interface RebuildReport {
  readonly period: string;
  readonly unitId: string | null;
  readonly position: string;
  readonly outcome: "same" | "exchanged" | "dry-run" | "closed" | "corrected" | "stopped" | "not-open" | "no-such-unit";
  readonly employees: number;
  readonly events: number;
  readonly rows: number;
  readonly differing: number;
  readonly posted: number;
  readonly differences: readonly {
    readonly employeeId: string;
    readonly changes: readonly FigureDifference[];
    readonly because: readonly {
      readonly position: string;
      readonly type: string;
      readonly stream: string;
      readonly recordedAt: string;
    }[];
  }[];
}

/** The port to the projections. */
export interface PeriodRebuilder {
  rebuild(
    scope: RebuildScope,
    during: {
      readonly signal: AbortSignal;
      readonly onProgress: (progress: RebuildProgress) => void;
      /** Given where the differences of a closed period are to be posted; false where one was not. */
      readonly postCorrection?: ((correction: unknown) => Promise<boolean>) | undefined;
    },
  ): Promise<RebuildReport>;
  /** The report as a table. */
  csv(report: RebuildReport): Iterable<string>;
}

export interface RebuildRequest extends OperationRequest {
  readonly scope: RebuildScope;
  readonly postCorrections: boolean;
}
export type RebuildOperation = Operation<RebuildProgress, RebuildReport>;
export type RebuildOperations = Operations<RebuildRequest, RebuildProgress, RebuildReport>;

export const createRebuildOperations = (
  rebuilder: PeriodRebuilder,
  poster: CorrectionPoster,
  clock: () => Instant,
  log: OperationLog | undefined,
): RebuildOperations =>
  createOperations<RebuildRequest, RebuildProgress, RebuildReport>({
    name: "rebuild",
    clock,
    log,
    beginning: { phase: "reading", events: 0, rows: 0, done: 0, total: 0 },
    logged: ({ period, employees, events, differing, posted }) => ({ period, employees, events, differing, posted }),
    afterFailure: "Readers see the figures from before; ask for the rebuild again.",
    run: ({ scope, postCorrections, actor, commandId }, during) =>
      rebuilder.rebuild(scope, {
        ...during,
        ...(postCorrections ? { postCorrection: poster.by(actor, commandId) } : {}),
      }),
  });

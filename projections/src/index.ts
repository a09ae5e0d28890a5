// Events in, rows out: the projection engine and every projection of the product.
export { allProjections } from "./all-projections.js";
export {
  type DumpOfViews,
  discardRebuilds,
  dumpViews,
  lagsOfViews,
  parkedInViews,
  projectionNames,
  rebuildAll,
  rebuildViews,
  redriveView,
  runProjections,
  standingOfViews,
  verifyViews,
} from "./product.js";
export { mostCounted, type ProjectionLag } from "./engine/standing/lag.js";
export type { ProjectionStatus } from "./engine/standing/progress.js";
export { FrozenRowsDiffer } from "./engine/rebuild/frozen-rows.js";
export type { RebuildOutcome, RebuildProgress } from "./engine/rebuild/rebuild-projections.js";
export type { Redriven } from "./engine/parking/redrive.js";
export type { ProjectionRunner } from "./engine/following/run-projections.js";
export type { ProjectionStanding } from "./engine/standing/standing.js";
export type { Difference } from "./engine/verify/first-difference.js";
export type { Verdict } from "./engine/verify/verify-projections.js";
export { type PeriodRebuilder, periodRebuilder, type PeriodToRebuild } from "./period-rebuild/period-rebuilder.js";
export type { PersonDifference } from "./period-rebuild/compare.js";
export type { PeriodRebuildProgress, PeriodRebuildReport } from "./period-rebuild/rebuild-period.js";
export type { FoundCorrection, PostCorrection } from "./period-rebuild/closed-period.js";

// Events in, rows out: the projection engine and every projection of the product.
export { allProjections } from "./all-projections.js";
export { type DumpOfViews, dumpViews, rebuildAll, runProjections } from "./product.js";
export type { ProjectionStatus } from "./engine/progress.js";
export type { ProjectionRunner } from "./engine/run-projections.js";

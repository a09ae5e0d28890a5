// Events into rows. Several programs may run it: one works, the others stand by.
import { projectionLag } from "@tabel/platform";
import { lagsOfViews, runProjections, type ProjectionRunner } from "@tabel/projections";
import type { Parts } from "../parts.js";
import { projectionsReady } from "../projections-ready.js";
import type { Service, Start } from "../service.js";

export const startProjections = (
  { log, shutdown }: Start,
  { store, pool }: Parts,
): Service & { readonly runner: ProjectionRunner } => {
  const runner = runProjections({ store, pool, log });
  shutdown.add("projections", 5_000, () => runner.stop());
  const lags = () => lagsOfViews({ store, pool });
  return {
    runner,
    checks: { projections: projectionsReady(runner, lags) },
    observe: (metrics) => projectionLag(metrics, lags),
  };
};

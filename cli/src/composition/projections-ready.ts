// Whether the views are current enough to be read: part of /health/ready, which names each projection that is behind.
import { NotReady, type HealthCheck } from "@tabel/platform";
import type { ProjectionLag, ProjectionRunner } from "@tabel/projections";

/** Views that are further behind than this make the system not ready: readers would see yesterday's truth as today's. */
const READY_WITHIN_LAG_SECONDS = 30;

export const projectionsReady =
  (
    projections: Pick<ProjectionRunner, "building" | "role">,
    lagsOf: () => Promise<readonly ProjectionLag[]>,
  ): HealthCheck =>
  async () => {
    const { failed } = projections.building();
    if (failed.length > 0)
      throw new NotReady(`an older version stays live, because its rebuild failed: ${failed.join(", ")}`);
    const lags = await lagsOf();
    const late = lags.filter(({ seconds }) => seconds > READY_WITHIN_LAG_SECONDS);
    if (late.length > 0)
      throw new NotReady(
        late
          .map(({ projection, events, seconds }) => `${projection} is ${seconds} s and ${events} events behind`)
          .join(", "),
      );
    const figures = lags.map(({ projection, events, seconds }) => [
      projection,
      `${events} events, ${seconds.toFixed(1)} s`,
    ]);
    return { role: projections.role(), ...(Object.fromEntries(figures) as Record<string, string>) }; // of texts
  };

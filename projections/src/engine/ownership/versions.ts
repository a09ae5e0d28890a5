// Which projections a process can go on with: those whose rows this program's version has made.
import type { CheckpointRow } from "@tabel/read-models";
import type { Projection } from "../projection.js";

/** A newer program has been here; this one would misread its rows. */
export class NewerVersion extends Error {
  override readonly name = "NewerVersion";
  constructor(projection: string, standing: number, known: number) {
    super(`${projection} stands at version ${standing}, this program knows ${known}`);
  }
}

export interface ByStanding {
  /** Its rows are of this version. */
  readonly current: readonly Projection[];
  /** Its rows are of an earlier version; they stay readable until new ones are made. */
  readonly outdated: readonly Projection[];
  /** It has no rows yet. */
  readonly fresh: readonly Projection[];
}

/** @throws NewerVersion */
export const byStanding = (projections: readonly Projection[], standing: readonly CheckpointRow[]): ByStanding => {
  const versions = new Map(standing.map(({ projection, version }) => [projection, version]));
  const those = (wanted: (version: number | undefined, own: number) => boolean) =>
    projections.filter(({ name, version }) => wanted(versions.get(name), version));
  for (const { name, version } of those((stands, own) => stands !== undefined && stands > own))
    throw new NewerVersion(name, versions.get(name) ?? version, version);
  return {
    current: those((stands, own) => stands === own),
    outdated: those((stands, own) => stands !== undefined && stands < own),
    fresh: those((stands) => stands === undefined),
  };
};

/** Those of these names that still have no rows of this program's version. */
export const stillMissing = (
  projections: readonly Projection[],
  standing: readonly CheckpointRow[],
  names: readonly string[],
): string[] => {
  const versions = new Map(standing.map(({ projection, version }) => [projection, version]));
  return projections.flatMap(({ name, version }) =>
    names.includes(name) && (versions.get(name) ?? 0) < version ? name : [],
  );
};

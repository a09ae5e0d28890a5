// A projection whose version has changed starts over: its old rows mean something else.
import { type CheckpointRow, checkpointTable, selectList } from "@tabel/read-models";
import { beforeAll } from "./checkpoints.js";
import { type Projection, tablesOf } from "./projection.js";
import type { Session } from "./session.js";

/** A newer program has been here; this one would misread its rows. */
export class NewerVersion extends Error {
  override readonly name = "NewerVersion";
}

/**
 * Empties the tables of each projection whose stored version is older than the program's.
 * @throws NewerVersion
 */
export const startOverWhereChanged = async (
  projections: readonly Projection[],
  schema: string,
  session: Session,
): Promise<readonly string[]> => {
  const standing = await session.run<CheckpointRow>({
    name: `versions in ${schema}`,
    text: `select ${selectList(checkpointTable)} from "${schema}".checkpoint`,
    values: [],
  });
  const versions = new Map(standing.map(({ projection, version }) => [projection, version]));
  const changed = projections.filter(({ name, version }) => (versions.get(name) ?? version) !== version);
  for (const { name, version } of changed)
    if ((versions.get(name) ?? version) > version)
      throw new NewerVersion(`${name} stands at version ${versions.get(name)}, this program knows ${version}`);
  for (const projection of changed)
    await session.transaction(async () => {
      for (const table of tablesOf(projection))
        await session.run({
          name: `empty ${schema}.${table.name}`,
          text: `truncate "${schema}"."${table.name}"`,
          values: [],
        });
      await session.run({
        name: `forget ${schema}.parked_event`,
        text: `delete from "${schema}".parked_event where projection = $1`,
        values: [projection.name],
      });
      await session.run({
        name: `restart ${schema}.checkpoint`,
        text: `update "${schema}".checkpoint set version = $2, position = ${beforeAll}, recorded_at = null, shared = null
          where projection = $1`,
        values: [projection.name, projection.version],
      });
    });
  return changed.map(({ name }) => name);
};

// Where each projection stands, and the fence that keeps two owners from both writing.
import { type CheckpointRow, checkpointTable, positionChannel, selectList } from "@tabel/read-models";
import { CheckpointFenced } from "../fault.js";
import type { Projection } from "../projection.js";
import type { Session } from "../session.js";

/** Position of a projection that has read nothing. */
export const beforeAll = -1n;

export interface Move {
  readonly projection: string;
  /** Where it stood when its rows were worked out. */
  readonly from: bigint;
  /** Which tables it then had: they may have been exchanged since. */
  readonly generation: number;
  /** Undefined where it did not change. */
  readonly shared: unknown;
}

export interface Checkpoints {
  /** Where each stands; one that has no checkpoint gets one before the first event. */
  read(projections: readonly Projection[]): Promise<ReadonlyMap<string, CheckpointRow>>;
  /**
   * The first statement of every transaction that writes rows. It holds the checkpoints' rows until the commit, and fails
   * with CheckpointFenced unless each stands exactly where this owner left it: a paused owner that wakes up cannot write.
   * Nor can one whose rows were changed beside it (a rebuild has exchanged them): what it remembers of them is void.
   */
  move(
    moves: readonly Move[],
    to: { readonly position: bigint; readonly recordedAt: string | undefined },
  ): Promise<void>;
}

export const checkpointsIn = (schema: string, session: Session): Checkpoints => ({
  read: async (projections) => {
    await session.run({
      name: `open ${schema}.checkpoint`,
      text: `insert into "${schema}".checkpoint (projection, version, position)
        select name, version, ${beforeAll} from unnest($1::text[], $2::integer[]) as known (name, version)
        on conflict do nothing`,
      values: [projections.map(({ name }) => name), projections.map(({ version }) => version)],
    });
    const rows = await session.run<CheckpointRow>({
      name: `read ${schema}.checkpoint`,
      text: `select ${selectList(checkpointTable)} from "${schema}".checkpoint where projection = any($1)`,
      values: [projections.map(({ name }) => name)],
    });
    return new Map(rows.map((row) => [row.projection, row]));
  },

  move: async (moves, { position, recordedAt }) => {
    const [moved] = await session.run<{ count: number }>({
      name: `move ${schema}.checkpoint`,
      text: `with moved as (
          update "${schema}".checkpoint standing
          set position = $1::bigint, recorded_at = coalesce($2::timestamptz, standing.recorded_at),
              shared = coalesce(known.shared::jsonb, standing.shared)
          from unnest($3::text[], $4::bigint[], $5::text[], $6::integer[])
            as known (projection, position, shared, generation)
          where standing.projection = known.projection and standing.generation = known.generation
            and standing.position = known.position and standing.position < $1::bigint
          returning 1)
        select count(*)::integer as count, pg_notify($7, ($1::bigint)::text) from moved`,
      values: [
        position,
        recordedAt ?? null,
        moves.map(({ projection }) => projection),
        moves.map(({ from }) => from),
        moves.map(({ shared }) => (shared === undefined ? null : JSON.stringify(shared))),
        moves.map(({ generation }) => generation),
        positionChannel(schema),
      ],
    });
    if (moved?.count !== moves.length)
      throw new CheckpointFenced(`the checkpoint of ${moves.map(({ projection }) => projection).join(", ")} has moved`);
  },
});

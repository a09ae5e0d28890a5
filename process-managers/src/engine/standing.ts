// Where each process stands, and the fence that keeps two owners from both writing.
import type { AnyProcess } from "../process/process.js";
import type { Session } from "./session.js";

/** Position before the first event. */
export const beforeAll = -1n;

export interface ProcessRow {
  readonly name: string;
  /** Of the states that are there; 0 while none were folded yet. */
  readonly version: number;
  /** Everything up to here was worked out. */
  readonly position: bigint;
  readonly turn: bigint;
}

const columns = `name, version, position, turn`;

/** Somebody else has written meanwhile: another owner, or a new version that took over. Nothing was written. */
export class Fenced extends Error {
  override readonly name = "Fenced";
}

/**
 * Where the processes stand. One that never ran begins here: its mark is the end of the log as it is now, and its state is
 * folded up to there before it works.
 */
export const openStanding = async (
  session: Pick<Session, "run">,
  processes: readonly AnyProcess[],
  headPosition: () => Promise<bigint>,
): Promise<readonly ProcessRow[]> => {
  const names = processes.map(({ name }) => name);
  const read = () => session.run<ProcessRow>(`select ${columns} from processes.process where name = any($1)`, [names]);
  const rows = await read();
  if (rows.length === names.length) return rows;
  await session.run(
    `insert into processes.process (name, version, position, start_mark)
     select name, 0, $2, $2 from unnest($1::text[]) as known (name) on conflict do nothing`,
    [names, await headPosition()],
  );
  return read();
};

/**
 * The first statement of every transaction of an owner: it holds the rows until the commit, and fails with Fenced unless each
 * process stands exactly at the turn, and at the version, that this owner knows. A paused owner that wakes up cannot write.
 */
export const fence = async (
  session: Session,
  rows: readonly ProcessRow[],
  to?: { readonly position: bigint; readonly recordedAt: string | undefined },
): Promise<void> => {
  const moved = await session.run(
    `update processes.process standing
     set turn = standing.turn + 1, position = greatest(standing.position, coalesce($4::bigint, standing.position)),
         recorded_at = coalesce($5::timestamptz, standing.recorded_at)
     from unnest($1::text[], $2::integer[], $3::bigint[]) as known (name, version, turn)
     where standing.name = known.name and standing.version = known.version and standing.turn = known.turn
     returning 1`,
    [
      rows.map(({ name }) => name),
      rows.map(({ version }) => version),
      rows.map(({ turn }) => turn),
      to?.position ?? null,
      to?.recordedAt ?? null,
    ],
  );
  if (moved.length !== rows.length)
    throw new Fenced(`somebody else has moved ${rows.map(({ name }) => name).join(", ")}`);
};

// The moment at which rebuilt tables become those that are read: one transaction that renames, whatever their size.
import {
  type CheckpointRow,
  checkpointTable,
  columnName,
  parkedEventTable,
  positionChannel,
  selectList,
} from "@tabel/read-models";
import { setTimeout as sleep } from "node:timers/promises";
import { backoffDelay } from "@tabel/platform";
import pg from "pg";
import { beforeAll } from "../ownership/checkpoints.js";
import { tablesOf } from "../projection.js";
import type { Session } from "../session.js";
import { NewerVersion } from "../ownership/versions.js";
import type { Build } from "./build.js";
import { dropSchema, isLikeToday } from "./build-tables.js";

export interface ExchangeOptions {
  readonly build: Build;
  /** A connection that is not the build's: it holds the live checkpoints while the build takes in the last events. */
  readonly session: Session;
  readonly live: string;
  /** Ends the trying; an exchange that has got its locks is carried out. */
  readonly signal: AbortSignal;
  /** Brings the build to a position. */
  readonly level: (position: bigint) => Promise<void>;
  /** Throws where it must not go live; asked while nobody can write. */
  readonly refuse: () => Promise<void>;
}

/** The live tables have changed under the rebuild: it has to begin again. */
export class TablesMigrated extends Error {
  override readonly name = "TablesMigrated";
}

// Nobody who reads waits longer than this for the exchange: a reader who takes long is waited for again and again, because
// those who come after an exchange that waits would wait with it.
const readersWaitMs = 250;
/** An owner lets go of the checkpoints with each of its transactions, which take about half a second. */
const ownersWorkMs = 5_000;
const tries = 40;
const waits = { first: 50, most: 1_000 };

const isLockTimeout = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === "55P03";

/** The foremost position of the live checkpoints: where everything that is read stands. */
export const foremost = (standing: readonly CheckpointRow[]): bigint =>
  standing.reduce((most, { position }) => (position > most ? position : most), beforeAll);

export const liveCheckpoints = (
  session: Session,
  live: string,
  how: "" | "for update" = "",
): Promise<CheckpointRow[]> =>
  session.run<CheckpointRow>({
    name: `standing ${live} ${how}`,
    text: `select ${selectList(checkpointTable)} from "${live}".checkpoint order by projection ${how}`,
    values: [],
  });

const retire = async (session: Session, { projection, schema }: Build, live: string, generation: number) => {
  const retired = `retired_${schema}_${generation}`;
  const tables = tablesOf(projection).map(({ name }) => name);
  await session.define(`set local lock_timeout = ${readersWaitMs}`);
  await session.define(`lock table ${tables.map((name) => `"${live}"."${name}"`).join(", ")} in access exclusive mode`);
  await dropSchema(session, retired); // of a database whose read models were dropped and made again
  await session.define(`create schema "${retired}"`);
  for (const name of tables)
    await session.define(
      `alter table "${live}"."${name}" set schema "${retired}"; alter table "${schema}"."${name}" set schema "${live}"`,
    );
  await session.run({
    name: "retire a schema",
    text: `insert into "${live}".retired_schema (schema_name, projection, retired_at) values ($1, $2, now())`,
    values: [retired, projection.name],
  });
};

const takeOverStanding = async (session: Session, { projection, schema }: Build, live: string): Promise<void> => {
  const parked = Object.keys(parkedEventTable.columns).map(columnName).join(", ");
  await session.run({
    name: "forget what was parked",
    text: `delete from "${live}".parked_event where projection = $1`,
    values: [projection.name],
  });
  await session.define(`insert into "${live}".parked_event (${parked}) select ${parked} from "${schema}".parked_event`);
  const columns = ["version", "position", "recorded_at", "shared"];
  await session.run({
    name: `take over ${schema}.checkpoint`,
    text: `insert into "${live}".checkpoint as standing (projection, ${columns.join(", ")}, generation)
      select projection, ${columns.join(", ")}, 1 from "${schema}".checkpoint where projection = $1
      on conflict (projection) do update
      set ${columns.map((name) => `${name} = excluded.${name}`).join(", ")}, generation = standing.generation + 1`,
    values: [projection.name],
  });
};

const attempt = ({ build, session, live, level, refuse }: ExchangeOptions): Promise<void> =>
  session.transaction(async () => {
    await session.define(`set local lock_timeout = ${ownersWorkMs}`);
    // From here to the commit no owner can write: each moves its checkpoint first.
    const standing = await liveCheckpoints(session, live, "for update");
    const { projection, schema } = build;
    const own = standing.find(({ projection: name }) => name === projection.name);
    if (own !== undefined && own.version > projection.version)
      throw new NewerVersion(projection.name, own.version, projection.version);
    if (!(await isLikeToday(session, { schema, like: live }, projection)))
      throw new TablesMigrated(`the tables of ${projection.name} were migrated while it was rebuilt`);
    const position = foremost(standing);
    if (build.position() < position) await level(position);
    await refuse();
    await retire(session, build, live, (own?.generation ?? 0) + 1);
    await takeOverStanding(session, build, live);
    await session.define(`drop schema "${schema}" cascade`);
    await session.run({
      name: "tell the position",
      text: "select pg_notify($1, $2)",
      values: [positionChannel(live), String(build.position())],
    });
  });

/**
 * Whoever reads sees the old rows before and the new rows after; whoever writes has to look again (`generation`).
 * False where it was stopped while it waited for readers.
 */
export const exchange = async (options: ExchangeOptions): Promise<boolean> => {
  for (let tried = 1; !options.signal.aborted; tried += 1) {
    try {
      await attempt(options);
      return true;
    } catch (error) {
      if (!isLockTimeout(error) || tried >= tries) throw error;
      await sleep(backoffDelay(waits, tried));
    }
  }
  return false;
};

// One projection's new tables on their way: filled beside the live ones, stopped and resumed at the checkpoint that is
// committed with its rows.
import type { Recorded } from "@tabel/event-store";
import { parkedEventTable, viewsSchema } from "@tabel/read-models";
import { CannotSettle, CheckpointFenced } from "../fault.js";
import type { Ownership } from "../ownership/ownership.js";
import { isJournal, type Projection } from "../projection.js";
import type { Session } from "../session.js";
import { openTrain, type Train } from "../following/train.js";
import {
  completeBuildTables,
  dropSchema,
  endDeferring,
  isDeferring,
  isLikeToday,
  keyBuildTables,
  makeBuildTables,
} from "./build-tables.js";

/** A rebuild is to go live; a check is compared with what lives, and thrown away. */
export type Purpose = "rebuild" | "verify";

export const buildSchema = (purpose: Purpose, { name }: Pick<Projection, "name">): string =>
  `${purpose}_${name.replaceAll(/[^a-z0-9]+/g, "_")}`;

export interface Build {
  readonly projection: Projection;
  readonly schema: string;
  readonly session: Session;
  /** It goes on where an earlier one was ended. */
  readonly resumed: boolean;
  position(): bigint;
  /**
   * Events that it cannot take in are parked, or end it with PoisonEvent.
   * @param recordedAt when the event at the position was recorded, be it one of these or not
   * @returns false where it has begun again, and stands before the first event
   */
  take(events: readonly Recorded[], position: bigint, recordedAt: string | undefined): Promise<boolean>;
  /** Writes the rows that were left for the end, if any. False as above. */
  settle(): Promise<boolean>;
  /** Brings indexes and safety of the tables to what is live. May be repeated. */
  complete(): Promise<void>;
  /** Makes the tables readable in the order of their keys. */
  sortable(): Promise<void>;
  discard(): Promise<void>;
}

export interface BuildOptions {
  readonly projection: Projection;
  readonly purpose: Purpose;
  /** Its own while it builds; several builds may share one. */
  readonly ownership: Ownership;
  /** Whether an event that cannot be taken in ends it; it is parked otherwise, as live. */
  readonly strict: boolean;
  readonly live?: string;
}

/** Any number that nobody else uses; the second half of the lock is the schema. */
const lock = 7231003;

/** Until the connection ends; false where another process has it. */
export const lockBuild = async (session: Session, live: string, schema: string): Promise<boolean> => {
  const [locked] = await session.run<{ locked: boolean }>({
    name: "own a rebuild",
    text: "select pg_try_advisory_lock($1, hashtext($2)) as locked",
    values: [lock, `${live}.${schema}`],
  });
  return locked?.locked === true;
};

/** Undefined where another process works on the same. */
export const openBuild = async (options: BuildOptions): Promise<Build | undefined> => {
  const { projection, purpose, ownership, strict, live = viewsSchema } = options;
  const { session } = ownership;
  const schema = buildSchema(purpose, projection);
  const place = { schema, like: live };
  if (!(await lockBuild(session, live, schema))) return undefined;

  const resumable = async (): Promise<boolean> => {
    if (purpose === "verify" || !(await isLikeToday(session, place, projection))) return false;
    const [standing] = await session.run<{ version: number }>({
      name: `version in ${schema}`,
      text: `select version from "${schema}".checkpoint where projection = $1`,
      values: [projection.name],
    });
    return standing?.version === projection.version; // none: a crash of the server has emptied what is not logged
  };
  const makeTables = async (defer: boolean): Promise<void> => {
    await dropSchema(session, schema);
    await makeBuildTables(session, place, projection, defer);
  };
  const startTrain = async (): Promise<Train> =>
    openTrain({
      projections: [projection],
      schema,
      session,
      onParked: () => undefined, // told when it goes live, with the rows
      by: "copy",
      strict,
      deferred: await isDeferring(session, schema),
    });
  const beginAgain = async (error: unknown): Promise<false> => {
    if (!(error instanceof CannotSettle)) throw error;
    await makeTables(false);
    train = await startTrain();
    return false;
  };
  const resumed = await resumable();
  if (!resumed) await makeTables(!isJournal(projection) && projection.settle !== undefined);
  let train = await startTrain();
  return {
    projection,
    schema,
    session,
    resumed,
    position: () => train.position(),
    take: async (events, position, recordedAt) => {
      try {
        await train.take(events, position, recordedAt);
        return true;
      } catch (error) {
        if (error instanceof CheckpointFenced) throw new Error(`another process fills ${schema}`, { cause: error });
        return beginAgain(error);
      }
    },
    settle: async () => {
      if (isJournal(projection) || !(await isDeferring(session, schema))) return true;
      try {
        await train.settle(() => endDeferring(session, place, projection));
      } catch (error) {
        return beginAgain(error);
      }
      train = await startTrain();
      return true;
    },
    complete: () => completeBuildTables(session, place, projection),
    sortable: () => keyBuildTables(session, place, projection),
    discard: () => dropSchema(session, schema),
  };
};

/** How many events a build has parked. */
export const parkedIn = async ({ session, schema }: Build): Promise<number> => {
  const [found] = await session.run<{ count: number }>({
    name: `count ${schema}.parked`,
    text: `select count(*)::integer as count from "${schema}"."${parkedEventTable.name}"`,
    values: [],
  });
  return found?.count ?? 0;
};

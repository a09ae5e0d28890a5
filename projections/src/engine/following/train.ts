// Projections that stand together and move together: each slice of events is one transaction with the rows of all of
// them and their checkpoints, so that no reader ever sees one view ahead of another.
import type { Recorded } from "@tabel/event-store";
import { beforeAll, checkpointsIn } from "../ownership/checkpoints.js";
import { CannotSettle, liesWithTheEvent } from "../fault.js";
import { journalWriter } from "../writing/journal-writer.js";
import { keyedWriter } from "../writing/keyed-writer.js";
import { openParking, type ParkedEvent, type Parking, PoisonEvent } from "../parking/parking.js";
import { isJournal, type Projection } from "../projection.js";
import type { RowsBy } from "../writing/row-writer.js";
import type { Session } from "../session.js";
import type { Writer } from "../writing/writer.js";

export interface Train {
  /** Where the last of them stands: everything up to here is in the rows of all. */
  position(): bigint;
  /** Those that stand behind the foremost one. */
  late(): readonly string[];
  /** Takes events in, up to and with this position, in one transaction. Events that one of them has already are passed over. */
  take(events: readonly Recorded[], position: bigint, recordedAt?: string): Promise<void>;
  /** Writes the rows that were deferred, in one transaction with what is done besides. The train takes nothing in after it. */
  settle(besides: () => Promise<void>): Promise<void>;
}

export interface TrainOptions {
  readonly projections: readonly Projection[];
  /** Where their tables are. */
  readonly schema: string;
  readonly session: Session;
  readonly onParked: (parked: ParkedEvent) => void;
  /** `upsert` unless said otherwise. */
  readonly by?: RowsBy;
  /** Whether an event that cannot be taken in ends the work (PoisonEvent) instead of being parked. */
  readonly strict?: boolean;
  /**
   * Whether rows that follow from others wait for `settle`, where the projection says how: for tables that nobody reads yet.
   * `take` and `settle` then throw CannotSettle where it has to be begun again without.
   */
  readonly deferred?: boolean;
}

interface Member {
  readonly writer: Writer;
  readonly parking: Parking;
  readonly generation: number;
  position: bigint;
}

export const openTrain = async (options: TrainOptions): Promise<Train> => {
  const { projections, schema, session, onParked, by = "upsert", strict = false, deferred = false } = options;
  const checkpoints = checkpointsIn(schema, session);
  const standing = await checkpoints.read(projections);
  const members: Member[] = [];
  for (const projection of projections) {
    const checkpoint = standing.get(projection.name);
    const parking = await openParking(projection.name, schema, session, onParked);
    const shared = checkpoint?.shared ?? undefined;
    const fromNothing = (checkpoint?.position ?? beforeAll) === beforeAll;
    const writer = isJournal(projection)
      ? journalWriter({ journal: projection, schema, session, parking, by })
      : keyedWriter({ projection, schema, session, parking, shared, by, deferred, fromNothing });
    members.push({
      writer,
      parking,
      generation: checkpoint?.generation ?? 0,
      position: checkpoint?.position ?? beforeAll,
    });
  }

  const write = async (
    taking: readonly Member[],
    events: readonly Recorded[],
    position: bigint,
    recordedAt: string | undefined,
  ): Promise<void> => {
    const isolating = new Set<Writer>();
    for (;;) {
      let writing: Writer | undefined;
      try {
        await session.transaction(async () => {
          const moves = taking.map(({ writer, generation, position: from }) => {
            const news = (events[0]?.position ?? position) > from ? events : events.filter((e) => e.position > from);
            return { projection: writer.projection, from, generation, shared: writer.plan(news) };
          });
          await checkpoints.move(moves, { position, recordedAt });
          for (const { writer, parking } of taking) {
            writing = writer;
            await writer.write(isolating.has(writer) ? "isolating" : "together");
            const [poison] = strict ? parking.fresh() : [];
            if (poison !== undefined) throw new PoisonEvent(poison);
          }
          writing = undefined;
        });
        return;
      } catch (error) {
        for (const { writer } of taking) writer.rolledBack();
        if (writing === undefined || isolating.has(writing) || !liesWithTheEvent(error)) throw error;
        // A key with a parked event stands still from there on, and so must what follows from it.
        if (writing.settle !== undefined && !strict) throw new CannotSettle("an event was refused", { cause: error });
        isolating.add(writing);
      }
    }
  };

  const positions = (): bigint[] => members.map(({ position }) => position);
  const least = (): bigint => positions().reduce((a, b) => (a < b ? a : b), members[0]?.position ?? beforeAll);
  const foremost = (): bigint => positions().reduce((a, b) => (a > b ? a : b), beforeAll);

  return {
    settle: (besides) =>
      session.transaction(async () => {
        for (const { writer } of members) await writer.settle?.();
        await besides();
      }),
    position: least,
    late: () => members.filter(({ position }) => position < foremost()).map(({ writer }) => writer.projection),
    take: async (events, position, recordedAt = events.at(-1)?.recordedAt) => {
      const taking = members.filter((member) => member.position < position);
      if (taking.length === 0) return;
      await write(taking, events, position, recordedAt);
      for (const member of taking) {
        member.position = position;
        member.writer.committed();
      }
    },
  };
};

// Events that a projection could not take in. They are set aside with their error, and whatever follows for the same key
// waits behind them, so that a redrive can take all of it in order; every other key goes on.
import type { Recorded } from "@tabel/event-store";
import { type ParkedEventRow, parkedEventTable } from "@tabel/read-models";
import { describeFault } from "../fault.js";
import type { Session } from "../session.js";
import { tableStatements } from "../writing/table-statements.js";

export interface Parking {
  /** Position of the event that the key, or everything of its stream, waits behind; undefined where it is free. */
  waitsBehind(key: string, stream: string): bigint | undefined;
  /** Sets events aside that wait behind an earlier one. */
  queue(events: readonly { event: Recorded; key: string; behind: bigint }[]): Promise<void>;
  /** Sets the event aside that failed; its key waits from here on. */
  park(event: Recorded, key: string, error: unknown, attempts: number): Promise<void>;
  /** What was parked since the last commit. */
  fresh(): readonly ParkedEvent[];
  committed(): void;
  rolledBack(): void;
}

export interface ParkedEvent {
  readonly projection: string;
  readonly position: bigint;
  readonly type: string;
  readonly errorClass: string;
  readonly errorMessage: string;
}

/** Ends work that may not go on without an event. */
export class PoisonEvent extends Error {
  override readonly name = "PoisonEvent";
  readonly parked: ParkedEvent;
  constructor(parked: ParkedEvent) {
    const { projection, type, position, errorClass, errorMessage } = parked;
    super(`${projection} cannot take in ${type} at position ${position}: ${errorClass}, ${errorMessage}`);
    this.parked = parked;
  }
}

export const openParking = async (
  projection: string,
  schema: string,
  session: Session,
  onParked: (parked: ParkedEvent) => void,
): Promise<Parking> => {
  const statements = tableStatements(schema, parkedEventTable);
  const standing = await session.run<{ key: string; position: bigint }>({
    name: `parked in ${schema}`,
    text: `select key, min(position) as position from "${schema}".parked_event where projection = $1 group by key`,
    values: [projection],
  });
  const blocked = new Map(standing.map(({ key, position }) => [key, position]));
  const fresh = new Map<string, ParkedEvent>();

  const row = (
    event: Recorded,
    key: string,
  ): Pick<ParkedEventRow, "projection" | "position" | "key" | "stream" | "type"> => ({
    projection,
    position: event.position,
    key,
    stream: event.stream,
    type: event.type,
  });

  return {
    waitsBehind: (key, stream) =>
      blocked.get(key) ?? blocked.get(stream) ?? fresh.get(key)?.position ?? fresh.get(stream)?.position,
    queue: async (events) => {
      if (events.length === 0) return;
      const rows = events.map(({ event, key, behind }) => ({
        ...row(event, key),
        behind,
        attempts: 0,
        errorClass: "waits",
        errorMessage: "an earlier event of the same key is parked",
      }));
      await session.run(statements.upsert(rows));
    },
    park: async (event, key, error, attempts) => {
      const fault = describeFault(error);
      await session.run(statements.upsert([{ ...row(event, key), behind: null, attempts, ...fault }]));
      fresh.set(key, { projection, position: event.position, type: event.type, ...fault });
    },
    fresh: () => [...fresh.values()],
    committed: () => {
      for (const [key, parked] of fresh) {
        blocked.set(key, parked.position);
        onParked(parked);
      }
      fresh.clear();
    },
    rolledBack: () => fresh.clear(),
  };
};

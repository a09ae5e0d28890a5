// Writes a journal: each event makes its own rows, so nothing is loaded first.
import type { Recorded } from "@tabel/event-store";
import { ProjectionFault, withinProjection } from "../fault.js";
import { applyIsolating } from "../parking/isolate.js";
import type { Parking } from "../parking/parking.js";
import type { Journal } from "../projection.js";
import { type RowsBy, rowWriter } from "./row-writer.js";
import type { Session } from "../session.js";
import { tableStatements } from "./table-statements.js";
import type { Writer } from "./writer.js";

interface JournalWriterOptions {
  readonly journal: Journal;
  readonly schema: string;
  readonly session: Session;
  readonly parking: Parking;
  readonly by: RowsBy;
}

export const journalWriter = ({ journal, schema, session, parking, by }: JournalWriterOptions): Writer => {
  const writer = rowWriter(tableStatements(schema, journal.table), session, by);
  const types = new Set(journal.reads.map(({ type }) => type));
  let planned: readonly Recorded[] = [];

  const entriesOf = (event: Recorded): readonly object[] => {
    if (event.fault !== undefined) throw new ProjectionFault("the event cannot be read");
    return journal.entries(event);
  };

  const apply = async (events: readonly Recorded[]): Promise<void> => {
    writer.clear();
    for (const event of events) {
      for (const row of withinProjection(() => entriesOf(event))) writer.add(row, true);
      if (writer.full()) await writer.write();
    }
    await writer.write();
  };

  return {
    projection: journal.name,
    plan: (events) => {
      planned = events.filter(({ type }) => types.has(type));
      return undefined;
    },
    write: (how) =>
      how === "together"
        ? apply(planned)
        : // Its rows depend on no other event: one that fails holds nobody up, so it is parked under a key of its own.
          applyIsolating(session, planned, apply, (event, error, attempts) =>
            parking.park(event, `@${event.position}`, error, attempts),
          ),
    committed: () => parking.committed(),
    rolledBack: () => parking.rolledBack(),
  };
};

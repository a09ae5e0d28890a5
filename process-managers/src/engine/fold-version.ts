// Folds the state of a version from the log, beside what works meanwhile, and lets it take over where that one stands: no fact is
// reacted to twice and none is passed over. What was set and is still open (timers, intents) belongs to the process, not to a version.
import type { EventStore, Recorded } from "@tabel/event-store";
import type { AnyProcess, Json } from "../process/process.js";
import { instanceKey, type StateRow } from "./rows.js";
import type { Session } from "./session.js";
import { beforeAll, type ProcessRow } from "./standing.js";
import { statesOf } from "./read-facts.js";
import { writeStates } from "./write-turn.js";

/** An event that a version cannot take in ends its fold; the version before it stays. */
export class NotFolded extends Error {
  override readonly name = "NotFolded";
}

export interface Folding {
  readonly store: Pick<EventStore, "readAll">;
  readonly session: Session;
  readonly process: AnyProcess;
  readonly signal: AbortSignal;
}

const mostAtOnce = 2_000;
/** Fewer events than this are folded while the checkpoint is held. */
const few = 500;

const readRow = async (session: Session, name: string, lock: boolean): Promise<ProcessRow | undefined> => {
  const [row] = await session.run<ProcessRow>(
    `select name, version, position, turn from processes.process where name = $1
     ${lock ? "for update" : ""}`,
    [name],
  );
  return row;
};

const foldedInto = async ({ session, process }: Folding, events: readonly Recorded[]): Promise<void> => {
  const { name, version } = process;
  const steps = events.flatMap((event) => {
    if (event.fault !== undefined)
      throw new NotFolded(`${name} ${version}: the event at position ${event.position} cannot be read`);
    const happened = { type: event.type, data: event.data };
    return [...new Set(process.instances(happened))].map((instance) => ({ instance, event, happened }));
  });
  const before = await statesOf(
    session,
    steps.map(({ instance }) => ({ process, instance })),
  );
  const states = new Map<string, StateRow>();
  for (const { instance, happened, event } of steps) {
    const known: Json = states.get(instance)?.state ?? before.get(instanceKey(name, instance)) ?? process.initial;
    try {
      states.set(instance, {
        process: name,
        version,
        instance,
        state: process.evolve(known, happened, event.recordedAt),
      });
    } catch (cause) {
      throw new NotFolded(`${name} ${version} cannot take in ${event.type} at position ${event.position}`, { cause });
    }
  }
  await writeStates(session, [...states.values()]);
};

/** The events that the process reads, after a position and up to another, in batches. */
async function* eventsBetween(
  { store, process, signal }: Folding,
  after: bigint,
  to: bigint,
): AsyncGenerator<readonly Recorded[]> {
  const types = new Set(process.reads.map(({ type }) => type));
  let batch: Recorded[] = [];
  for await (const event of store.readAll(after < 0n ? {} : { after })) {
    signal.throwIfAborted();
    if (event.position > to) break;
    if (event.position <= after || !types.has(event.type)) continue;
    batch.push(event);
    if (batch.length < mostAtOnce) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** How far the fold of this version has come; begun anew where another version was being folded. */
const openFold = async ({ session, process: { name, version } }: Folding): Promise<bigint> => {
  const [row] = await session.run<{ version: number; position: bigint }>(
    "select version, position from processes.rebuild where process = $1",
    [name],
  );
  if (row?.version === version) return row.position;
  await session.transaction(async () => {
    await session.run("delete from processes.instance where process = $1 and version = $2", [name, version]);
    await session.run(
      `insert into processes.rebuild (process, version, position) values ($1, $2, $3)
       on conflict (process) do update set version = excluded.version, position = excluded.position`,
      [name, version, beforeAll],
    );
  });
  return beforeAll;
};

/** True once the states of this version are those that stand. Throws NotFolded, and the signal's reason. */
export const foldVersion = async (folding: Folding): Promise<boolean> => {
  const { session, process } = folding;
  const { name, version } = process;
  let folded = await openFold(folding);
  for (;;) {
    const row = await readRow(session, name, false);
    if (row === undefined || row.version >= version) return false;
    const target = row.position;
    let count = 0;
    for await (const events of eventsBetween(folding, folded, target)) {
      count += events.length;
      const to = events.length < mostAtOnce ? target : (events.at(-1)?.position ?? target);
      await session.transaction(async () => {
        await foldedInto(folding, events);
        await session.run("update processes.rebuild set position = $3 where process = $1 and version = $2", [
          name,
          version,
          to,
        ]);
      });
      folded = to;
    }
    if (count < few) break;
  }
  return session.transaction(async () => {
    // Nobody can take a turn now: the version takes over exactly where the one before it stands.
    const row = await readRow(session, name, true);
    if (row === undefined || row.version >= version) return false;
    for await (const events of eventsBetween(folding, folded, row.position)) await foldedInto(folding, events);
    await session.run("update processes.process set version = $2, turn = turn + 1 where name = $1", [name, version]);
    await session.run("delete from processes.instance where process = $1 and version <> $2", [name, version]);
    await session.run("delete from processes.rebuild where process = $1", [name]);
    return true;
  });
};

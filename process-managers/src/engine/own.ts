// The work of the one process that owns the processes: turn after turn, from the log, the timers, the refusals and what is to be
// tried again. Ends when told to; throws Fenced where somebody else has written, and whatever the store or the database throws.
import type { Inquiry } from "@tabel/domain";
import type { Batch, EventStore } from "@tabel/event-store";
import type { Logger } from "@tabel/platform";
import type { AnyProcess } from "../process/process.js";
import type { Alarms } from "../timers/alarms.js";
import type { Bell } from "./bell.js";
import { forgetWhatIsOver } from "./forget.js";
import type { Seam, TurnKind } from "./boundaries.js";
import { blockedInstances, factsToRetry, incomingOf, refusalsNew, statesOf, timersDue } from "./read-facts.js";
import type { FactRow } from "./rows.js";
import type { Session } from "./session.js";
import { Fenced, openStanding } from "./standing.js";
import { workOut, type Incoming, type WorkedOut } from "./work-out.js";
import { writeTurn } from "./write-turn.js";

/** The states are those of a program newer than this one: it has taken over. */
export class NewerVersion extends Error {
  override readonly name = "NewerVersion";
}

export interface Owning {
  readonly store: Pick<EventStore, "subscribeToAll" | "readAll" | "headPosition">;
  readonly session: Session;
  readonly processes: readonly AnyProcess[];
  readonly alarms: Pick<Alarms, "set">;
  readonly inquiry: () => Inquiry;
  readonly bell: Bell;
  readonly seam: Seam;
  readonly log: Pick<Logger, "error">;
  readonly signal: AbortSignal;
  /** Told after each turn: there may be intents to carry out. */
  readonly onTurn: () => void;
  /** Told where a process has no state of this program's version yet: somebody is to fold it. */
  readonly onNew: () => void;
}

/** One transaction; a reader that is behind takes as many. */
const mostAtOnce = 500;
/** How often what other processes write is looked for: refusals, what somebody wants tried again, versions. */
const lookMs = 1_000;
/** And how often what is over is forgotten. */
const looksForWhatIsOver = 3_600;
/** An alarm says when a timer is due; where the clock has jumped, or an alarm is late, it is found so. */
const looksForTimers = 15;

const complain = (log: Pick<Logger, "error">, facts: readonly FactRow[]): void => {
  for (const { process, instance, factId, kind, what, status, errorClass, errorMessage } of facts)
    if (status === "parked")
      log.error(
        { process, instance, factId, kind, what, errorClass, errorMessage },
        "a process could not take a fact in; it is parked, what follows for the same instance waits, and the rest goes on",
      );
};

const nothing: WorkedOut = { states: new Map(), facts: [], intents: [], timers: new Map(), fired: [] };

/** Returns when the signal aborts, or when other versions than before are to be worked on. */
export const own = async (owning: Owning): Promise<void> => {
  const { store, session, processes, alarms, bell, seam, log, signal, onTurn } = owning;
  const readRows = () => openStanding(session, processes, () => store.headPosition());
  const rows = await readRows();
  const versions = new Map(processes.map(({ name, version }) => [name, version]));
  const newer = rows.find(({ name, version }) => version > (versions.get(name) ?? version));
  if (newer !== undefined) throw new NewerVersion(`${newer.name} is at version ${newer.version} already`);
  const standing = new Map(
    rows.filter(({ name, version }) => versions.get(name) === version).map((row) => [row.name, row]),
  );
  const current = new Map(processes.filter(({ name }) => standing.has(name)).map((process) => [process.name, process]));
  const isOutdated = async (): Promise<boolean> =>
    (await readRows()).some(({ name, version }) => version !== (standing.get(name)?.version ?? 0) && version !== 0);
  if (current.size < processes.length) owning.onNew();
  if (current.size === 0) {
    while (!signal.aborted && !(await isOutdated())) await bell.rung(lookMs, signal);
    return;
  }
  const blocked = await blockedInstances(session, [...current.keys()]);

  const turn = async (
    kind: TurnKind,
    incoming: readonly Incoming[],
    to?: { readonly position: bigint; readonly recordedAt: string | undefined },
    more: (worked: WorkedOut) => WorkedOut = (worked) => worked,
  ): Promise<void> => {
    const states = await statesOf(session, incoming);
    const worked =
      incoming.length === 0 ? nothing : more(await workOut(incoming, { states, blocked, inquiry: owning.inquiry() }));
    const about = new Set(incoming.map(({ process }) => process.name));
    const moved = [...standing.values()].filter(
      ({ name, position }) => about.has(name) || (to !== undefined && position < to.position),
    );
    if (moved.length === 0) return;
    await writeTurn({ kind, worked, rows: moved, ...(to === undefined ? {} : { to }) }, { session, alarms, seam });
    complain(log, worked.facts);
    for (const row of moved) {
      const position = to !== undefined && row.position < to.position ? to.position : row.position;
      standing.set(row.name, { ...row, turn: row.turn + 1n, position });
    }
    onTurn();
  };

  const takeBatch = async ({ events, position }: Batch): Promise<void> => {
    const incoming = events.flatMap((event) =>
      [...standing.values()].flatMap((row) => {
        const process = current.get(row.name);
        return process === undefined || event.position <= row.position ? [] : incomingOf(process, event);
      }),
    );
    await turn("events", incoming, { position, recordedAt: events.at(-1)?.recordedAt });
  };

  const takeRetries = async (): Promise<void> => {
    for (;;) {
      const retried = await factsToRetry(session, store, current, mostAtOnce);
      if (retried === undefined) return;
      blocked.delete(retried.key);
      const settled = (worked: WorkedOut): WorkedOut => ({
        ...worked,
        facts: worked.facts.map((row) =>
          retried.ofStreams.includes(row.factId) && row.instance === row.stream ? { ...row, status: "taken" } : row,
        ),
      });
      await turn("retries", retried.incoming, undefined, settled);
    }
  };

  /** What does not come from the log; after the log was read to its end, so that nothing is done that it has overtaken. */
  const takeTheRest = async (timersToo: boolean): Promise<void> => {
    await takeRetries();
    for (;;) {
      const refusals = await refusalsNew(session, current, mostAtOnce);
      if (refusals.length === 0) break;
      await turn("refusals", refusals);
    }
    while (timersToo) {
      const due = await timersDue(session, current, owning.inquiry().at, mostAtOnce);
      if (due.length === 0) break;
      await turn("timers", due);
    }
  };

  const ending = new AbortController();
  const until = AbortSignal.any([signal, ending.signal]);
  let caughtUp = false;
  const least = [...standing.values()].reduce((a, b) => (a.position < b.position ? a : b)).position;
  const subscription = store.subscribeToAll({
    after: least <= 0n ? "start" : least,
    signal: until,
    maxBatch: mostAtOnce,
    types: [...new Set([...current.values()].flatMap(({ reads }) => reads.map(({ type }) => type)))],
    onBroken: () => (caughtUp = false),
  });
  try {
    const nextBatch = () => {
      const batch = subscription.next().then(({ value }) => ({ is: "batch" as const, batch: value }));
      batch.catch(() => undefined); // looked at when its turn comes; until then it must not count as unhandled
      return batch;
    };
    const nextLook = () => bell.rung(lookMs, until).then((rung) => ({ is: "look" as const, rung }));
    let [batch, look] = [nextBatch(), nextLook()];
    for (let looks = 0; ;) {
      const came = await Promise.race([batch, look]);
      if (signal.aborted) return;
      if (came.is === "batch") {
        if (came.batch === undefined) return;
        await takeBatch(came.batch);
        caughtUp ||= came.batch.caughtUp;
        batch = nextBatch();
        if (caughtUp) await takeTheRest(true);
      } else {
        look = nextLook();
        if (looks % looksForWhatIsOver === 0) await forgetWhatIsOver(session, signal);
        if (!came.rung && (await isOutdated())) throw new Fenced("another version stands there now");
        if (caughtUp) await takeTheRest(came.rung || looks % looksForTimers === 0);
        looks += 1;
      }
    }
  } finally {
    ending.abort();
    await subscription.return().catch(() => undefined);
  }
};

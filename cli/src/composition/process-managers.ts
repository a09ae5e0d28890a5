// The process managers of a system: their commands go straight to the command side of the same program, or over HTTP to another.
import type { ProcessDoor, ProcessOperations } from "@tabel/command-api";
import { systemClock, type HealthCheck, type Logger, type Metrics } from "@tabel/platform";
import {
  allProcesses,
  deadLettersOf,
  lagsOfProcesses,
  type LongWork,
  type CarryOutCommand,
  type ProcessRunner,
  processMetrics,
  runProcessEngine,
  settleDeadLetters,
  standingOfProcesses,
  storyOf,
  type TellAbout,
} from "@tabel/process-managers";
import type { Parts } from "./parts.js";

const named = "process:";

export const commandsThroughDoor =
  (door: ProcessDoor): CarryOutCommand =>
  ({ actor, ...command }) =>
    door({ ...command, process: actor.slice(named.length) });

const now = (): string => systemClock().toISOString();

export const runProcesses = (
  { store, pool }: Parts,
  carryOutCommand: CarryOutCommand,
  tellAbout: TellAbout,
  log: Logger,
  /** Whoever reads letters; where nobody does, they wait. */
  reading?: { readonly works: Readonly<Record<string, LongWork>>; readonly atOnce: number },
): ProcessRunner =>
  runProcessEngine({
    store,
    pool,
    log,
    processes: allProcesses,
    clock: now,
    carryOutCommand,
    tellAbout,
    ...(reading === undefined ? {} : { works: reading.works, workLimits: { atOnce: reading.atOnce } }),
  });

/** For administrators, over HTTP: what `tabel processes` shows and does. */
export const processOperations = ({ pool }: Pick<Parts, "pool">): ProcessOperations => ({
  names: allProcesses.map(({ name }) => name),
  standing: () => standingOfProcesses(pool, allProcesses, now()),
  letters: (process, most) => deadLettersOf(pool, process, most),
  story: (process, instance) => storyOf(pool, process, instance),
  settle: (of) => settleDeadLetters(pool, of),
});

export const processFigures =
  ({ store, pool }: Parts) =>
  async () => ({
    standing: await standingOfProcesses(pool, allProcesses, now()),
    lags: await lagsOfProcesses({ store, pool }, allProcesses, systemClock().getTime()),
  });

export const observeProcesses = (metrics: Metrics, parts: Parts): void =>
  processMetrics(metrics, processFigures(parts));

/** Being behind is told and alerted on, and keeps nobody from commands and views: an import is worked through in its own time. */
export const checkOfProcesses =
  (parts: Parts, runner: ProcessRunner): HealthCheck =>
  async () => {
    const failed = runner.failed();
    if (failed.length > 0) throw new Error(`the state of a process could not be folded: ${failed.join(", ")}`);
    const { standing, lags } = await processFigures(parts)();
    const sum = (of: (each: (typeof standing)[number]) => number) => standing.reduce((all, each) => all + of(each), 0);
    return {
      role: runner.role(),
      secondsBehind: Math.round(Math.max(0, ...lags.map(({ seconds }) => seconds))),
      waiting: sum(({ waiting }) => waiting),
      dead: sum(({ dead }) => dead),
      parked: sum(({ parked }) => parked),
      timersDue: sum(({ timersDue }) => timersDue),
    };
  };

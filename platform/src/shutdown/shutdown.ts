// The orderly end of a process: what was started last is stopped first, each step bounded in time.
import type { Logger } from "../logging/logger.js";

export interface ShutdownOptions {
  readonly logger: Logger;
}

export interface Shutdown {
  /**
   * Adds a step; steps run in the reverse order of their adding.
   * @param milliseconds after which the next step begins anyway
   */
  add(name: string, milliseconds: number, stop: () => Promise<void> | void): void;
  /** Runs all steps once; a second call waits for the first. Resolves to the names of steps that failed or were late. */
  run(reason: string): Promise<readonly string[]>;
}

interface Step {
  readonly name: string;
  readonly milliseconds: number;
  readonly stop: () => Promise<void> | void;
}

export const createShutdown = ({ logger }: ShutdownOptions): Shutdown => {
  const steps: Step[] = [];
  let running: Promise<readonly string[]> | undefined;

  const runStep = async ({ name, milliseconds, stop }: Step): Promise<boolean> => {
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => (timer = setTimeout(() => resolve("late"), milliseconds)));
    try {
      // Called inside an async function, so that a step that throws at once fails like one that rejects.
      const outcome = await Promise.race([(async () => stop())(), late]);
      const ms = Math.round(performance.now() - started);
      if (outcome === "late") logger.error({ step: name, ms }, "shutdown step did not end in time");
      else logger.debug({ step: name, ms }, "shutdown step done");
      return outcome !== "late";
    } catch (fault) {
      logger.error({ step: name, err: fault }, "shutdown step failed");
      return false;
    } finally {
      clearTimeout(timer);
    }
  };

  const runAll = async (reason: string): Promise<readonly string[]> => {
    logger.info({ cause: reason }, "stopping");
    const failed: string[] = [];
    for (let step = steps.pop(); step; step = steps.pop()) if (!(await runStep(step))) failed.push(step.name);
    logger.info({ failed }, "stopped");
    return failed;
  };

  const run = (reason: string) => (running ??= runAll(reason));

  return {
    add: (name, milliseconds, stop) => void steps.push({ name, milliseconds, stop }),
    run,
  };
};

// For commands that do one thing: opens the parts, lets the command work, and closes everything however it ends.
import { createShutdown, listenForStop, readConfiguration, type Configuration, type Logger } from "@tabel/platform";
import { fileLogger } from "./file-logger.js";
import { reachParts, type Parts } from "./parts.js";

export interface Work extends Parts {
  readonly configuration: Configuration;
  readonly log: Logger;
  /** Aborts on Ctrl-C and SIGTERM: the command ends where it can be continued. */
  readonly signal: AbortSignal;
}

/** Works beside a running system of the same data folder, or by itself when none runs. */
export const withParts = async <Result>(work: (parts: Work) => Promise<Result>): Promise<Result> => {
  const configuration = readConfiguration();
  const log = fileLogger(configuration);
  const shutdown = createShutdown({ logger: log });
  const stop = listenForStop();
  try {
    const parts = await reachParts(configuration, log, shutdown);
    return await work({ ...parts, configuration, log, signal: stop.signal });
  } finally {
    await shutdown.run("the command has ended");
    stop.release();
  }
};

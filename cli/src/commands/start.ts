// tabel start: the whole system in this process.
import { once } from "node:events";
import { createShutdown, listenForStop, readConfiguration } from "@tabel/platform";
import type { Command } from "commander";
import { fileLogger } from "../composition/file-logger.js";
import { startSystem } from "../composition/system.js";
import { loadDemonstration, type DemonstrationLogin } from "../demonstration/demonstration.js";

interface StartOptions {
  readonly demo: boolean;
}

/** The longest that stopping may take; then the process ends as it is. */
const STOP_WITHIN_MS = 9_500;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const welcome = (url: string, dataFolder: string, seconds: string, logins: readonly DemonstrationLogin[]): void => {
  say(`\nTabel is ready at ${url} after ${seconds} s.`);
  say(`  The API is described at ${url}/docs; data are in ${dataFolder}, logs in its tabel.log.`);
  if (logins.length > 0) say("  Demonstration log-ins (POST /api/auth/login):");
  for (const { login, password, what } of logins) say(`    ${login}  ${password}  ${what}`);
  say("  Ctrl-C stops it.");
};

const start = async (options: StartOptions): Promise<void> => {
  const began = performance.now();
  const configuration = readConfiguration();
  const { signal } = listenForStop();
  const log = fileLogger(configuration);
  const shutdown = createShutdown({ logger: log });
  let code = 0;
  try {
    const system = await startSystem(configuration, log, shutdown);
    const logins = options.demo ? await loadDemonstration(system, configuration, signal) : [];
    if (!signal.aborted) {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      welcome(system.url, configuration.dataFolder, seconds, logins);
    }
    if (!signal.aborted) await once(signal, "abort");
    say(`${String(signal.reason)}: finishing what is in work …`);
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  } finally {
    const late = await shutdown.run("told to stop");
    if (late.length > 0) code = 1;
  }
  say("Stopped; the next start has all data.");
  // Whatever a library still keeps open must not keep the process alive.
  process.exit(code);
};

export const register = (program: Command): void => {
  program
    .command("start")
    .description("run the whole system: event store, database and all services in one process")
    .option("--no-demo", "do not load the demonstration organisation into an empty data folder")
    .action(start);
};

// tabel serve: one service in a program of its own. tabel migrate: the schemas of the database, before the services.
import { once } from "node:events";
import { createLogger, createShutdown, listenForStop, readConfiguration } from "@tabel/platform";
import type { Command } from "commander";
import { migrateDatabase } from "../composition/parts.js";
import { serviceNames, servicesTold, startService } from "../composition/serve.js";
import { StartFault } from "../composition/start-fault.js";

/** The longest that stopping may take; an orchestrator must wait longer before it kills. */
const STOP_WITHIN_MS = 25_000;

const serve = async (name: string): Promise<void> => {
  const configuration = readConfiguration();
  const { signal } = listenForStop();
  const log = createLogger({ level: configuration.logLevel, name });
  const shutdown = createShutdown({ logger: log });
  let code = 0;
  try {
    const { url } = await startService(name, { configuration, log, shutdown });
    log.info({ url }, "the service is up");
    if (!signal.aborted) await once(signal, "abort");
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  } finally {
    const late = await shutdown.run(signal.aborted ? "told to stop" : "it could not start");
    if (late.length > 0) code = 1;
  }
  // Whatever a library still keeps open must not keep the process alive.
  process.exit(code);
};

const migrate = async (): Promise<void> => {
  const { databaseUrl } = readConfiguration();
  if (databaseUrl === undefined)
    throw new StartFault("Set DATABASE_URL: the embedded database is migrated by its start.");
  await migrateDatabase(databaseUrl.reveal());
  process.stdout.write("Every schema is as this release needs it.\n");
};

export const register = (program: Command): void => {
  program
    .command("serve")
    .argument("<service>", serviceNames.join(", "))
    .description("run one service alone, against servers that run elsewhere; logs go to standard output")
    .addHelpText("after", `\nServices:\n${servicesTold()}\n\ndocs/deployment.md says what each must be given.`)
    .action(serve);
  program.command("migrate").description("bring the schemas of DATABASE_URL to this release, and end").action(migrate);
};

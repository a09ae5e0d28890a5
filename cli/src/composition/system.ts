// The whole system in one process: the parts, every service, and one HTTP port for all of them.
import { telemetryFor, type Configuration, type Logger, type Shutdown } from "@tabel/platform";
import type { ProjectionRunner } from "@tabel/projections";
import { serveHttp } from "./http.js";
import { filesOf, uploadsInto } from "./letters.js";
import { notificationService, openMailWay, startNotifications } from "./notifications.js";
import { openParts, type Parts } from "./parts.js";
import { commandsThroughDoor } from "./process-managers.js";
import { startAudit } from "./services/audit.js";
import { startCommandsFromTopics } from "./services/commands-from-topics.js";
import { startCommands } from "./services/commands.js";
import { startIntegration } from "./services/integration.js";
import { startProcesses } from "./services/processes.js";
import { startProjections } from "./services/projections.js";
import { startQueries } from "./services/queries.js";
import { database, eventStore } from "./services/servers.js";
import { tokensOf } from "./tokens.js";

export interface System extends Parts {
  readonly url: string;
  readonly projections: ProjectionRunner;
}

/** Brings everything up; what is to be undone is added to the shutdown. Throws errors whose message is a sentence. */
export const startSystem = async (configuration: Configuration, log: Logger, shutdown: Shutdown): Promise<System> => {
  const start = { configuration, log, shutdown };
  const telemetry = await telemetryFor(configuration, "tabel");
  shutdown.add("telemetry", 1_000, () => telemetry.stop());
  const parts = await openParts(configuration, log, shutdown);
  const projections = startProjections(start, parts);
  const tokens = await tokensOf(configuration);
  const mail = await openMailWay(configuration, shutdown);
  const notifications = await startNotifications(configuration, parts, mail, log);
  shutdown.add("notifications", 2_500, () => notifications.stop());
  const files = filesOf(configuration);
  const letters = uploadsInto(files, parts.vault);
  const commands = startCommands(start, parts, { tokens, mail: mail.kept, letters });
  const ways = { carryOut: commandsThroughDoor(commands.carryOut), tellAbout: notifications.tellAbout, files };
  const processes = startProcesses(start, parts, ways);
  const integration = startIntegration(start, parts, tokens.verifier);
  const fromTopics = startCommandsFromTopics(start, parts, commands.forAccounts);
  const audit = await startAudit(start, parts);
  const queries = startQueries(start, parts, tokens.verifier, notifications.pushKey);
  const told = notificationService(notifications);
  const server = await serveHttp(
    start,
    [
      eventStore(parts),
      database(parts),
      projections,
      commands,
      queries,
      processes,
      told,
      integration,
      fromTopics,
      audit,
    ],
    { name: "tabel", graceMs: 3_000 },
  );
  return { ...parts, url: server.url, projections: projections.runner };
};

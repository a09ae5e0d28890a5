// One service as a program of its own, against servers that run elsewhere: nothing embedded, nothing kept in a folder.
import { telemetryFor, type Configuration, type HttpServer } from "@tabel/platform";
import { commandsOverHttp } from "@tabel/process-managers";
import { serveHttp } from "./http.js";
import { filesOf, uploadsInto } from "./letters.js";
import { notificationService, openMailWay, startNotifications } from "./notifications.js";
import { connectParts, openDatabase, type Parts } from "./parts.js";
import type { Service, Start } from "./service.js";
import { startAudit } from "./services/audit.js";
import { startCommandsFromTopics } from "./services/commands-from-topics.js";
import { startCommands } from "./services/commands.js";
import { startIntegration } from "./services/integration.js";
import { startProcesses } from "./services/processes.js";
import { startProjections } from "./services/projections.js";
import { startQueries } from "./services/queries.js";
import { database, eventStore } from "./services/servers.js";
import { StartFault } from "./start-fault.js";
import { tokensOf, verifierOf } from "./tokens.js";

/** What a setting is called where a service cannot do without it, and whether it is there. */
const settings = {
  DATABASE_URL: ({ databaseUrl }: Configuration) => databaseUrl !== undefined,
  EVENTSTORE_URL: ({ eventStoreUrl }: Configuration) => eventStoreUrl !== undefined,
  TABEL_MASTER_KEY: ({ masterKey }: Configuration) => masterKey !== undefined,
  TOKEN_SIGNING_KEY: ({ tokens }: Configuration) => tokens.signingKey !== undefined,
  "TOKEN_VERIFICATION_KEY or TOKEN_SIGNING_KEY": ({ tokens }: Configuration) =>
    tokens.verificationKey !== undefined || tokens.signingKey !== undefined,
  COMMANDS_URL: ({ commandsUrl }: Configuration) => commandsUrl !== undefined,
  SMTP_URL: ({ notifications }: Configuration) => notifications.smtpUrl !== undefined,
  PUBLIC_URL: ({ notifications }: Configuration) => notifications.publicUrl !== undefined,
  AUDIT_SIGNING_KEY: ({ audit }: Configuration) => audit.signingKey !== undefined,
  AUDIT_CHECKPOINTS: ({ audit }: Configuration) => audit.checkpoints !== undefined,
} as const;
type Setting = keyof typeof settings;

interface Runnable {
  readonly does: string;
  readonly needs: readonly Setting[];
  /** How long requests in work may take to finish when it is told to stop, in milliseconds. */
  readonly graceMs: number;
  start(start: Start): Promise<readonly Service[]>;
}

const stores = ["DATABASE_URL", "EVENTSTORE_URL", "TABEL_MASTER_KEY"] as const;

const partsOf = ({ configuration, log, shutdown }: Start): Promise<Parts> => {
  const { databaseUrl, eventStoreUrl } = configuration;
  if (databaseUrl === undefined || eventStoreUrl === undefined) throw new Error("asked for before this");
  const addresses = { databaseUrl: databaseUrl.reveal(), eventStoreUrl: eventStoreUrl.reveal() };
  return connectParts(configuration, log, addresses, shutdown);
};

const runnable: Readonly<Record<string, Runnable>> = {
  "command-api": {
    does: "commands in, events appended; log-in; imports",
    needs: [...stores, "TOKEN_SIGNING_KEY"],
    graceMs: 15_000, // the longest that a command may take
    start: async (start) => {
      const { configuration } = start;
      const parts = await partsOf(start);
      const tokens = await tokensOf(configuration);
      // A folder would be this program's alone.
      const letters = configuration.files === undefined ? undefined : uploadsInto(filesOf(configuration), parts.vault);
      const commands = startCommands(start, parts, { tokens, mail: undefined, letters });
      const fromTopics = startCommandsFromTopics(start, parts, commands.forAccounts);
      return [eventStore(parts), database(parts), commands, fromTopics];
    },
  },
  "query-api": {
    does: "views out; knows neither the event store nor anybody's keys",
    needs: ["DATABASE_URL", "TOKEN_VERIFICATION_KEY or TOKEN_SIGNING_KEY"],
    graceMs: 6_000, // a view waits 5 s at most for its position
    start: async (start) => {
      const { configuration, log, shutdown } = start;
      const { databaseUrl, notifications } = configuration;
      if (databaseUrl === undefined) throw new Error("asked for before this");
      const pool = await openDatabase(databaseUrl.reveal(), log, shutdown);
      const verifier = await verifierOf(configuration);
      const pushKey = notifications.webPushContact === undefined ? undefined : notifications.webPushKeys?.publicKey;
      return [database({ pool }), startQueries(start, { pool }, verifier, pushKey)];
    },
  },
  projections: {
    does: "events into the rows of views; one program works, the others stand by",
    needs: stores,
    graceMs: 1_000,
    start: async (start) => {
      const parts = await partsOf(start);
      return [eventStore(parts), database(parts), startProjections(start, parts)];
    },
  },
  processes: {
    does: "events into commands, notifications and timers; mail goes out from here",
    needs: [...stores, "TOKEN_SIGNING_KEY", "COMMANDS_URL", "SMTP_URL", "PUBLIC_URL"],
    graceMs: 1_000,
    start: async (start) => {
      const { configuration, log, shutdown } = start;
      const { commandsUrl: url, notifications: told } = configuration;
      if (url === undefined) throw new Error("asked for before this");
      // Made in a folder they would be other keys than those that browsers were told by query-api.
      if (told.webPushContact !== undefined && told.webPushKeys?.privateKey === undefined)
        throw new StartFault("With WEB_PUSH_CONTACT set also WEB_PUSH_PUBLIC_KEY and WEB_PUSH_PRIVATE_KEY.");
      const parts = await partsOf(start);
      const { issuer } = await tokensOf(configuration);
      const mail = await openMailWay(configuration, shutdown);
      const notifications = await startNotifications(configuration, parts, mail, log);
      shutdown.add("notifications", 2_500, () => notifications.stop());
      const carryOut = commandsOverHttp({ url, tokenOf: (subject) => issuer.issue({ subject }, TOKEN_SECONDS) });
      const files = configuration.files === undefined ? undefined : filesOf(configuration);
      const ways = { carryOut, tellAbout: notifications.tellAbout, files };
      const processes = startProcesses(start, parts, ways);
      return [eventStore(parts), database(parts), processes, notificationService(notifications)];
    },
  },
  integration: {
    does: "events to other systems: the feed, Kafka, webhooks",
    needs: [...stores, "TOKEN_VERIFICATION_KEY or TOKEN_SIGNING_KEY"],
    graceMs: 3_000,
    start: async (start) => {
      const parts = await partsOf(start);
      const verifier = await verifierOf(start.configuration);
      return [eventStore(parts), database(parts), startIntegration(start, parts, verifier)];
    },
  },
  audit: {
    does: "signs the log; one program of it, never two",
    needs: [...stores, "AUDIT_SIGNING_KEY", "AUDIT_CHECKPOINTS"],
    graceMs: 1_000,
    start: async (start) => {
      const parts = await partsOf(start);
      return [eventStore(parts), database(parts), await startAudit(start, parts)];
    },
  },
};

/** For the token of one command, which is sent at once. */
const TOKEN_SECONDS = 60;

export const serviceNames: readonly string[] = Object.keys(runnable);

/** Name and purpose, for people. */
export const servicesTold = (): string =>
  Object.entries(runnable)
    .map(([name, { does }]) => `  ${name.padEnd(12)} ${does}`)
    .join("\n");

/** What a service cannot do without and has not been given. */
export const missingSettings = (name: string, configuration: Configuration): readonly string[] =>
  (runnable[name]?.needs ?? []).filter((setting) => !settings[setting](configuration));

/**
 * Starts a service; what is to be undone is added to the shutdown.
 * @throws StartFault that names every setting that is missing
 */
export const startService = async (name: string, start: Start): Promise<HttpServer> => {
  const service = runnable[name];
  if (service === undefined)
    throw new StartFault(`There is no service ${JSON.stringify(name)}; there are ${serviceNames.join(", ")}.`);
  const missing = missingSettings(name, start.configuration);
  if (missing.length > 0)
    throw new StartFault(`A program of ${name} alone has nothing embedded; set also ${missing.join(", ")}.`);
  const telemetry = await telemetryFor(start.configuration, name);
  start.shutdown.add("telemetry", 1_000, () => telemetry.stop());
  const services = await service.start(start);
  return serveHttp(start, services, { name, graceMs: service.graceMs });
};

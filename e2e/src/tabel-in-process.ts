// All of Tabel in this process, on a real store and a real database, with a clock that the test sets: for stories that last
// longer than a test may.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { commandsThroughDoor, processOperations } from "@tabel/cli";
import { createAdministrator, createCommandApi } from "@tabel/command-api";
import { eventCatalogue, type Instant } from "@tabel/domain";
import { connectEventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import {
  createHttpApplication,
  createLogger,
  createTokenIssuer,
  createTokenVerifier,
  listen,
  signingKeyFrom,
  unsubscribeTokens,
} from "@tabel/platform";
import {
  allProcesses,
  migrateNotifications,
  migrateProcesses,
  openNotifications,
  runProcessEngine,
  type RunProcessesOptions,
} from "@tabel/process-managers";
import { periodRebuilder, runProjections } from "@tabel/projections";
import { createQueryApi } from "@tabel/query-api";
import { migrateReadModels } from "@tabel/read-models";
import { testDatabase, testEventStore, testFolder, testMailSink, type TestMailSink } from "@tabel/test-infra";
import pg from "pg";
import { recordedByClock } from "./recorded-by-clock.js";
import { processesAreQuiet } from "./processes-are-quiet.js";

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly path: string | undefined;
}

export interface TabelInProcess {
  /** What every clock shows from now on. */
  setClock(now: Instant): void;
  /** Sends a command that must be carried out; later views show what it did. Fails with the problem otherwise. */
  carryOut<Answer = Record<string, unknown>>(user: string, command: string, body: object): Promise<Answer>;
  /** Sends a command that must be refused. */
  refused(user: string, command: string, body: object): Promise<Refused>;
  /** A view as it stands after everything that was carried out. */
  view<Answer>(user: string, path: string): Promise<Answer>;
  /** Any request as somebody; a body makes it a POST. */
  request(
    user: string,
    path: string,
    options?: {
      readonly body?: object;
      readonly key?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly signal?: AbortSignal;
      /** Without a log-in. */
      readonly anonymous?: boolean;
    },
  ): Promise<Response>;
  /** Where all of it is reached until it is restarted, and a token for whomever. */
  readonly url: string;
  tokenOf(subject: string): string;
  /** Where all mail goes. */
  readonly sink: TestMailSink;
  /** The views themselves, to plant what no event explains. */
  readonly pool: pg.Pool;
  /** Resolves when the processes have taken in everything that happened, and nothing is due or waits to be carried out. */
  quiet(): Promise<void>;
  /** Types of a stream's events, in their order. */
  happened(stream: string): Promise<readonly string[]>;
  /** Ends every service as it stands and starts them again, on the same store and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const newKey = () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
};

const serve = (routes: Parameters<typeof createHttpApplication>[0]["routes"]) =>
  listen(createHttpApplication({ logger: createLogger({ level: "silent", name: "year" }), routes }), {
    host: "127.0.0.1",
    port: 0,
  });

/** Starts with the user `administrator` and nothing else. */
export const startInProcess = async (
  now: Instant,
  options: {
    readonly processes?: Partial<RunProcessesOptions>;
    /** How many instances of the processes run at once. */
    readonly instances?: number;
  } = {},
): Promise<TabelInProcess> => {
  const clock = { now };
  const [database, server] = await Promise.all([testDatabase(), testEventStore()]);
  await migrateKeyVault(database.connectionString);
  await migrateReadModels(database.connectionString);
  await migrateProcesses(database.connectionString);
  await migrateNotifications(database.connectionString);
  const [sink, folder] = await Promise.all([testMailSink(), testFolder()]);
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 24 });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  const key = newKey();
  const names = { issuer: "tabel", audience: "tabel", clock: () => new Date(clock.now) };
  const issuer = createTokenIssuer({ key, ...names });
  const verifier = createTokenVerifier({ keys: [key], ...names });
  const log = createLogger({ level: "silent", name: "year" });

  const openServices = async () => {
    const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
    const unsubscribe = unsubscribeTokens(vault.derivedKey("unsubscribe"));
    const notifications = await openNotifications({
      store,
      vault,
      pool,
      log,
      unsubscribe,
      clock: () => clock.now,
      settings: {
        smtpUrl: sink.url,
        mailFrom: "Tabel <tabel@localhost>",
        mailsPerSecond: 1_000,
        slackWebhookUrl: undefined,
        webPushContact: undefined,
        home: "http://tabel.spec",
        dataFolder: folder.path,
      },
    });
    const commands = createCommandApi({
      store,
      vault,
      tokens: { issuer, verifier },
      clock: () => clock.now,
      rebuilder: periodRebuilder({ store, pool }),
      notifications: { unsubscribe, mail: undefined },
      processes: processOperations({ pool }),
    });
    const queries = createQueryApi({ pool, verifier, log, clock: () => new Date(clock.now) });
    const projections = runProjections({ store, pool, log });
    const processes = Array.from({ length: options.instances ?? 1 }, () =>
      runProcessEngine({
        store: recordedByClock(store, () => clock.now),
        pool,
        log,
        processes: allProcesses,
        clock: () => clock.now,
        carryOutCommand: commandsThroughDoor(commands.carryOut),
        tellAbout: notifications.tellAbout,
        ...options.processes,
      }),
    );
    const http = await serve(
      (app) =>
        void app
          .use(commands.router)
          .use("/api/views", queries.router)
          .use("/api/notifications", queries.notifications),
    );
    const close = async (): Promise<void> => {
      await http.close(500);
      await queries.close();
      await Promise.all(processes.map((each) => each.stop()));
      await notifications.stop();
      await projections.stop();
      await commands.stop();
      await store.dispose();
    };
    return { store, processes, http, close };
  };
  let services = await openServices();
  await createAdministrator({ store: services.store, userId: "administrator", password: "not used here", at: now });

  let position = "0";
  const headers = (user: string) => ({
    authorization: `Bearer ${issuer.issue({ subject: user }, 900)}`,
    "content-type": "application/json",
    "idempotency-key": randomUUID(),
  });
  const post = (user: string, command: string, body: object) =>
    fetch(`${services.http.url}/api/commands/${command}`, {
      method: "POST",
      headers: headers(user),
      body: JSON.stringify(body),
    });

  return {
    setClock: (instant) => {
      clock.now = instant;
      services.processes.forEach((each) => each.wake());
    },
    carryOut: async <Answer>(user: string, command: string, body: object) => {
      const response = await post(user, command, body);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${command} by ${user}: ${response.status} ${text}`);
      const answer = JSON.parse(text) as Answer & { readonly position: string | null }; // every command answers so
      position = answer.position ?? position;
      return answer;
    },
    refused: async (user, command, body) => {
      const response = await post(user, command, body);
      const problem = (await response.json()) as { code: string; errors?: { path: string }[] }; // RFC 9457, ours
      if (response.status === 200) throw new Error(`${command} by ${user} was carried out`);
      return { status: response.status, code: problem.code, path: problem.errors?.[0]?.path };
    },
    view: async <Answer>(user: string, path: string) => {
      const after = `${path.includes("?") ? "&" : "?"}after=${position}`;
      const response = await fetch(`${services.http.url}/api/views/${path}${after}`, { headers: headers(user) });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path} for ${user}: ${response.status} ${text}`);
      return JSON.parse(text) as Answer; // each test says what it expects
    },
    request: (user, path, { body, key = randomUUID(), headers: more = {}, signal = null, anonymous = false } = {}) =>
      fetch(services.http.url + path, {
        signal,
        headers: anonymous ? { ...more } : { ...headers(user), "idempotency-key": key, ...more },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      }),
    get url() {
      return services.http.url;
    },
    tokenOf: (subject) => issuer.issue({ subject }, 900),
    sink,
    pool,
    quiet: () => processesAreQuiet({ store: services.store, pool, now: () => clock.now }),
    happened: async (stream) => {
      const types: string[] = [];
      for await (const { type } of services.store.readStream(stream)) types.push(type);
      return types;
    },
    restart: async () => {
      await services.close();
      services = await openServices();
    },
    stop: async () => {
      await services.close();
      await pool.end();
      await server.stop();
      await sink.stop();
      await database.drop();
      folder.remove();
    },
  };
};

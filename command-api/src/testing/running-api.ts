// A whole command side on real parts, spoken to over HTTP: what the .int specs of this package drive.
import { eventCatalogue, type Instant } from "@tabel/domain";
import {
  connectEventStore,
  migrateKeyVault,
  openKeyVault,
  sealedFiles,
  type EventStore,
  type KeyVault,
  type Recorded,
} from "@tabel/event-store";
import {
  createHttpApplication,
  createLogger,
  createTokenIssuer,
  createTokenVerifier,
  listen,
  signingKeyFrom,
  type SigningKey,
} from "@tabel/platform";
import { testDatabase, testEventStore, testFiles, type TestFiles } from "@tabel/test-infra";
import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import pg from "pg";
import supertest, { type Response } from "supertest";
import { createAdministrator } from "../auth/from-this-machine.js";
import { createCommandApi, type CommandApi } from "../create-command-api.js";
import type { CommandLimits } from "../pipeline/command-service.js";

interface SendOptions {
  /** The Idempotency-Key; a new one unless given. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RunningApi {
  readonly url: string;
  readonly client: ReturnType<typeof supertest>;
  readonly store: EventStore;
  readonly openApi: CommandApi["openApi"];
  /** What the clock shows: set it to let time pass. */
  readonly clock: { now: Instant };
  /** A token for anyone, real but for the log-in. */
  token(userId: string): string;
  /** Sends a command as somebody. */
  send(userId: string, command: string, body: unknown, options?: SendOptions): Promise<Response>;
  /** Sends a command that must succeed; fails with the problem's text otherwise. */
  sent(userId: string, command: string, body: unknown, options?: SendOptions): Promise<Response["body"]>;
  /** Hands a file in as somebody; whatever begins with "no" is no picture here. */
  upload(userId: string, employeeId: string, file: Buffer, options?: SendOptions): Promise<Response>;
  /** What uploads leave. */
  readonly files: TestFiles;
  events(stream: string): Promise<Recorded[]>;
  /** The door for processes of the same program. */
  readonly carryOut: CommandApi["carryOut"];
  /** Takes PostgreSQL away, and the keys of persons with it, for good. */
  loseVault(): Promise<void>;
  /** As if somebody had been erased who was never heard of since: no key of theirs can be made any more. */
  erase(subject: string): Promise<void>;
  /** A second process on the same store and vault: it shares no memory with this one. Stopped with this one. */
  twin(options?: ServiceOptions): Promise<RunningApi>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly limits?: CommandLimits;
  /** Comes between the service and its real store, to let things happen at a chosen moment. */
  readonly between?: (store: EventStore) => EventStore;
}

export interface RunOptions extends ServiceOptions {
  /** A store of the spec's own; one of the run's unless given. */
  readonly connectionString?: string;
  /** How long the store may take to answer, in milliseconds. */
  readonly deadlineMs?: number;
}

export const administrator = { userId: "admin", password: "the first of all passwords" } as const;

/** Monday noon in Moscow. */
const START: Instant = "2026-03-16T09:00:00.000Z";

const newKey = (): SigningKey => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
};

/** The opening of files is another package's; what becomes of a refusal and of a picture is tried here. */
const takeFile = async (file: Uint8Array) => {
  const picture = Buffer.from(file);
  if (picture.toString("latin1").startsWith("no"))
    throw Object.assign(new Error("The file is no picture"), { code: "letter-file-kind" });
  return { picture, fingerprint: createHash("sha256").update(picture).digest("hex") };
};

/** What several processes of one system have in common. */
interface Shared {
  readonly connect: () => EventStore;
  readonly vault: KeyVault;
  readonly files: TestFiles;
  readonly loseVault: () => Promise<void>;
  readonly erase: (subject: string) => Promise<void>;
  readonly key: SigningKey;
  readonly clock: { now: Instant };
}

const runProcess = async (shared: Shared, { limits, between }: ServiceOptions): Promise<RunningApi> => {
  const { clock, key, vault } = shared;
  const store = shared.connect();
  const names = { issuer: "tabel", audience: "tabel", clock: () => new Date(clock.now) };
  const issuer = createTokenIssuer({ key, ...names });
  const verifier = createTokenVerifier({ keys: [key], ...names });
  const api = createCommandApi({
    store: between?.(store) ?? store,
    vault,
    tokens: { issuer, verifier },
    clock: () => clock.now,
    letters: { files: { ...sealedFiles(vault, shared.files), remove: (name) => shared.files.remove(name) }, takeFile },
    ...(limits === undefined ? {} : { limits }),
  });
  const app = createHttpApplication({
    logger: createLogger({ level: "silent", name: "spec" }),
    routes: (routes) => void routes.use(api.router),
  });
  const http = await listen(app, { host: "127.0.0.1", port: 0 });
  const client = supertest(http.url);
  const twins: RunningApi[] = [];

  const token = (userId: string) => issuer.issue({ subject: userId }, 900);
  const send: RunningApi["send"] = (userId, command, body, options = {}) =>
    client
      .post(`/api/commands/${command}`)
      .set({ Authorization: `Bearer ${token(userId)}`, "Idempotency-Key": options.key ?? randomUUID() })
      .set({ ...options.headers })
      .send(body as object);

  return {
    url: http.url,
    client,
    store,
    openApi: api.openApi,
    carryOut: api.carryOut,
    clock,
    token,
    send,
    sent: async (...command) => {
      const response = await send(...command);
      if (response.status !== 200) throw new Error(`${command[1]}: ${response.status} ${response.text}`);
      return response.body;
    },
    upload: (userId, employeeId, file, options = {}) =>
      client
        .post(`/api/resignations/${employeeId}/letters`)
        .set({ Authorization: `Bearer ${token(userId)}`, "Idempotency-Key": options.key ?? randomUUID() })
        .set({ "Content-Type": "application/octet-stream", ...options.headers })
        .send(file),
    files: shared.files,
    events: async (stream) => {
      const events: Recorded[] = [];
      for await (const event of store.readStream(stream)) events.push(event);
      return events;
    },
    loseVault: shared.loseVault,
    erase: shared.erase,
    twin: async (options = {}) => {
      const twin = await runProcess(shared, options);
      twins.push(twin);
      return twin;
    },
    stop: async () => {
      for (const twin of twins) await twin.stop();
      await api.stop();
      await http.close(500);
      await store.dispose();
    },
  };
};

/** Starts with an administrator and nothing else. */
export const runApi = async ({ connectionString, deadlineMs, ...service }: RunOptions = {}): Promise<RunningApi> => {
  const database = await testDatabase();
  await migrateKeyVault(database.connectionString);
  const server = connectionString === undefined ? await testEventStore() : undefined;
  const pool = new pg.Pool({ connectionString: database.connectionString });
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  const connect = () =>
    connectEventStore({
      connectionString: connectionString ?? server?.connectionString ?? "",
      catalogue: eventCatalogue,
      vault,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
  pool.on("error", () => undefined); // connections that break when the database is dropped
  const loseVault = () => database.drop();
  const erase = async (subject: string): Promise<void> => {
    await pool.query("insert into vault.subject_key (subject, wrapped_key, master_key_id) values ($1, null, 'x')", [
      subject,
    ]);
  };
  const files = await testFiles();
  const api = await runProcess(
    { connect, vault, files, loseVault, erase, key: newKey(), clock: { now: START } },
    service,
  );
  await createAdministrator({ store: api.store, ...administrator, at: START });
  return {
    ...api,
    stop: async () => {
      await api.stop();
      files.drop();
      await server?.stop();
      await pool.end();
      await database.drop();
    },
  };
};

// Tabel as several programs: one store, one database, one mail server, and every service in processes of its own behind one entrance.
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createAdministrator } from "@tabel/command-api";
import { eventCatalogue } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { testDatabase, testEventStore, testFolder, testMailSink, type TestMailSink } from "@tabel/test-infra";
import pg from "pg";
import { openEntrance } from "./one-entrance.js";
import { type RunningService, startService } from "./running-service.js";

export const PASSWORD = "a-password-for-tests";

export interface DistributedTabel {
  readonly url: string;
  readonly store: EventStore;
  readonly sink: TestMailSink;
  /** Those that run at this moment. */
  running(name: string): readonly RunningService[];
  start(name: string, instances?: number): Promise<void>;
  /** kill -9 of one instance: of the one that works, where one works and others stand by. Not started again. */
  killOne(name: string): Promise<void>;
  /** SIGTERM to every one; the exit codes by service. */
  stopAll(): Promise<Readonly<Record<string, readonly (number | null)[]>>>;
  end(): Promise<void>;
}

/** Fails after a minute: the longest takeover is ten seconds. */
export const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`a minute has passed, and it is not so: ${what}`);
    await pause(200);
  }
};

const pem = {
  privateKeyEncoding: { format: "pem", type: "pkcs8" },
  publicKeyEncoding: { format: "pem", type: "spki" },
};

/** Where they are behind the entrance, the instances of a service change places. */
export const openDistributedTabel = async (): Promise<DistributedTabel> => {
  const [database, server, sink, folder, entrance] = await Promise.all([
    testDatabase(),
    testEventStore(),
    testMailSink(),
    testFolder(),
    openEntrance(),
  ]);
  const tokens = generateKeyPairSync("ec", { namedCurve: "P-256", ...(pem as object) }) as unknown as {
    privateKey: string;
    publicKey: string;
  }; // in PEM, as asked for
  const audit = generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const masterKey = Buffer.alloc(32, 7);
  const environmentOf = (name: string): Record<string, string> => ({
    DATABASE_URL: database.connectionString,
    ...(name === "query-api"
      ? { TOKEN_VERIFICATION_KEY: tokens.publicKey }
      : {
          EVENTSTORE_URL: server.connectionString,
          TABEL_MASTER_KEY: masterKey.toString("base64"),
          TOKEN_SIGNING_KEY: tokens.privateKey,
        }),
    ...(name === "processes"
      ? { COMMANDS_URL: entrance.url, SMTP_URL: sink.url, PUBLIC_URL: "http://tabel.spec" }
      : {}),
    ...(name === "audit"
      ? { AUDIT_SIGNING_KEY: audit, AUDIT_CHECKPOINTS: join(folder.path, "checkpoints.jsonl") }
      : {}),
  });

  await migrateKeyVault(database.connectionString);
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 2 });
  const vault = openKeyVault({ pool, masterKey });
  const store = connectEventStore({ connectionString: server.connectionString, catalogue: eventCatalogue, vault });
  await createAdministrator({ store, userId: "administrator", password: PASSWORD, at: new Date().toISOString() });

  const instances = new Map<string, RunningService[]>();
  const running = (name: string): RunningService[] => instances.get(name) ?? [];
  const set = (name: string, now: RunningService[]): void => {
    instances.set(name, now);
    entrance.serves(
      name,
      now.map(({ url }) => url),
    );
  };
  const roleOf = async (service: RunningService): Promise<unknown> => {
    const { body } = await service.ready();
    return Object.values(body.checks).find((check) => "role" in check)?.["role"];
  };
  return {
    url: entrance.url,
    store,
    sink,
    running,
    start: async (name, count = 1) => {
      const started = await Promise.all(Array.from({ length: count }, () => startService(name, environmentOf(name))));
      set(name, [...running(name), ...started]);
    },
    killOne: async (name) => {
      const all = running(name);
      const roles = await Promise.all(all.map(roleOf));
      const victim = all[Math.max(0, roles.indexOf("owner"))];
      if (victim === undefined) throw new Error(`no ${name} runs`);
      await victim.kill();
      // The entrance goes on asking the dead one too, as a gateway does until it notices.
      instances.set(
        name,
        all.filter((each) => each !== victim),
      );
    },
    stopAll: async () => {
      const codes = [...instances].map(
        async ([name, all]) => [name, await Promise.all(all.map((each) => each.stop()))] as const,
      );
      instances.clear();
      return Object.fromEntries(await Promise.all(codes));
    },
    end: async () => {
      await Promise.all([...instances.values()].flat().map((each) => each.kill()));
      await entrance.close();
      await store.dispose();
      await pool.end();
      await server.stop();
      await sink.stop();
      await database.drop();
      folder.remove();
    },
  };
};

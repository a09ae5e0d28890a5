// The command side on servers that are there, and what takes commands from topics beside it, as one instance of Tabel has both.
import { generateKeyPairSync } from "node:crypto";
import { createCommandApi, type CommandApi } from "@tabel/command-api";
import { eventCatalogue } from "@tabel/domain";
import { connectEventStore, openKeyVault, type EventStore } from "@tabel/event-store";
import {
  type CommandTaker,
  type InboundSource,
  readSources,
  takeCommands,
  type TakeCommandsOptions,
} from "@tabel/integration";
import { createTokenIssuer, createTokenVerifier, signingKeyFrom } from "@tabel/platform";
import pg from "pg";

export interface Servers {
  readonly connectionString: string;
  readonly eventStoreUrl: string;
}

export interface CommandSide {
  readonly store: EventStore;
  readonly pool: pg.Pool;
  readonly api: CommandApi;
  take(
    kafka: TakeCommandsOptions["kafka"],
    sources: readonly InboundSource[],
    more?: Partial<TakeCommandsOptions>,
  ): CommandTaker;
  close(): Promise<void>;
}

export const sourcesFrom = (text: string, api: CommandApi): readonly InboundSource[] =>
  readSources(text, api.forAccounts.commands);

export const openCommandSide = ({ connectionString, eventStoreUrl }: Servers): CommandSide => {
  const pool = new pg.Pool({ connectionString, max: 12 });
  pool.on("error", () => undefined); // told to whoever uses it
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 7) });
  const store = connectEventStore({ connectionString: eventStoreUrl, catalogue: eventCatalogue, vault });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
  const names = { issuer: "tabel", audience: "tabel" };
  const clock = (): string => new Date().toISOString();
  const api = createCommandApi({
    store,
    vault,
    tokens: { issuer: createTokenIssuer({ key, ...names }), verifier: createTokenVerifier({ keys: [key], ...names }) },
    clock,
  });
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    store,
    pool,
    api,
    take: (kafka, sources, more = {}) =>
      takeCommands({
        sources,
        kafka,
        topics: { partitions: 3 },
        pool,
        carryOut: (command) => api.forAccounts.carryOut(command),
        key: vault.derivedKey("records of other systems"),
        answersAs: "/tabel/spec",
        log: silent,
        clock,
        ...more,
      }),
    close: async () => {
      await api.stop();
      await store.dispose();
      await pool.end();
    },
  };
};

// The command side as one value: its routes and their description.
import type { Instant } from "@tabel/domain";
import type { EventStore, KeyVault } from "@tabel/event-store";
import { createApiDocument, type ApiDocument, type TokenIssuer, type TokenVerifier } from "@tabel/platform";
import { Router } from "express";
import { authOperations, authRouter } from "./auth/auth-router.js";
import { createFailedLogins } from "./auth/failed-logins.js";
import { commandTable } from "./commands/command-table.js";
import { importOperations } from "./import/http/import-api-operations.js";
import { createImportOperations, type ImportLog } from "./import/http/import-operations.js";
import { importRouter } from "./import/http/import-router.js";
import { commandOperation, commandRouter } from "./http/command-router.js";
import { feedSecrets } from "./team/feed-secret.js";
import { createPeopleOfUnits } from "./team/people-of-units.js";
import { createCommandService, type CommandLimits } from "./pipeline/command-service.js";

export interface CommandApiOptions {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly tokens: { readonly issuer: TokenIssuer; readonly verifier: TokenVerifier };
  readonly clock: () => Instant;
  readonly limits?: CommandLimits;
  /** Told how imports end. */
  readonly log?: ImportLog;
}

export interface CommandApi {
  /** To be mounted at the root: its addresses begin with /api/commands, /api/operations and /api/auth. */
  readonly router: Router;
  readonly openApi: ApiDocument;
  /** Ends what runs on its own, a running import and a subscription: before the store is closed. */
  stop(): Promise<void>;
}

export const createCommandApi = ({ store, vault, tokens, clock, limits, log }: CommandApiOptions): CommandApi => {
  const failedLogins = createFailedLogins({ now: () => performance.now() });
  const service = createCommandService({ store, clock, hashKey: vault.derivedKey("command-hash") }, limits);
  const people = createPeopleOfUnits(store);
  const commands = commandTable({ failedLogins, people, feedSecrets: feedSecrets(vault.derivedKey("calendar-feeds")) });
  const imports = createImportOperations({ store, vault, clock, log });

  const router = Router();
  router.use(importRouter({ store, clock, verifier: tokens.verifier, operations: imports }));
  router.use("/api/commands", commandRouter(commands, service, tokens.verifier));
  router.use("/api/auth", authRouter({ store, clock, tokens, failedLogins }));

  const openApi = createApiDocument({
    title: "Tabel: commands",
    version: "1",
    description:
      "Every change is a command. It answers with a position; ask a view with `?after=` it to see the change.",
  });
  for (const operation of [...authOperations, ...commands.map(commandOperation), ...importOperations])
    openApi.add(operation);
  return { router, openApi, stop: () => (people.stop(), imports.stop()) };
};

// The command side as one value: its routes and their description.
import type { Instant } from "@tabel/domain";
import type { EventStore, KeyVault } from "@tabel/event-store";
import { createApiDocument, type ApiDocument, type TokenIssuer, type TokenVerifier } from "@tabel/platform";
import { Router } from "express";
import { authOperations, authRouter } from "./auth/auth-router.js";
import { createFailedLogins } from "./auth/failed-logins.js";
import { commandTable } from "./commands/command-table.js";
import { commandOperation, commandRouter } from "./http/command-router.js";
import { createCommandService, type CommandLimits } from "./pipeline/command-service.js";

export interface CommandApiOptions {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly tokens: { readonly issuer: TokenIssuer; readonly verifier: TokenVerifier };
  readonly clock: () => Instant;
  readonly limits?: CommandLimits;
}

export interface CommandApi {
  /** To be mounted at the root: its addresses begin with /api/commands and /api/auth. */
  readonly router: Router;
  readonly openApi: ApiDocument;
}

export const createCommandApi = ({ store, vault, tokens, clock, limits }: CommandApiOptions): CommandApi => {
  const failedLogins = createFailedLogins({ now: () => performance.now() });
  const service = createCommandService({ store, clock, hashKey: vault.derivedKey("command-hash") }, limits);
  const commands = commandTable({ failedLogins });

  const router = Router();
  router.use("/api/commands", commandRouter(commands, service, tokens.verifier));
  router.use("/api/auth", authRouter({ store, clock, tokens, failedLogins }));

  const openApi = createApiDocument({
    title: "Tabel: commands",
    version: "1",
    description:
      "Every change is a command. It answers with a position; ask a view with `?after=` it to see the change.",
  });
  for (const operation of [...authOperations, ...commands.map(commandOperation)]) openApi.add(operation);
  return { router, openApi };
};

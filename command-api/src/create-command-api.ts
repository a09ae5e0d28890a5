// The command side as one value: its routes and their description.
import type { Instant } from "@tabel/domain";
import type { EventStore, KeyVault } from "@tabel/event-store";
import {
  createApiDocument,
  type ApiDocument,
  type TokenIssuer,
  type TokenVerifier,
  type UnsubscribeTokens,
} from "@tabel/platform";
import { Router } from "express";
import { authOperations, authRouter } from "./auth/auth-router.js";
import { createFailedLogins } from "./auth/failed-logins.js";
import { commandTable } from "./commands/command-table.js";
import { letterOperations } from "./letters/letter-operations.js";
import { type LetterParts, letterRouter } from "./letters/letter-router.js";
import { importOperations } from "./import/http/import-api-operations.js";
import { createImportOperations } from "./import/http/import-operations.js";
import type { OperationLog } from "./operations/operations.js";
import { importRouter } from "./import/http/import-router.js";
import { bulkApprovalOperation, bulkApprovalRouter } from "./http/bulk-approval.js";
import { commandOperation, commandRouter, preCheckOperations } from "./http/command-router.js";
import { feedSecrets } from "./commands/team/feed-secret.js";
import { createPeopleOfUnits } from "./commands/team/people-of-units.js";
import { rebuildApiOperations } from "./operations/rebuild/rebuild-api-operations.js";
import { createRebuildOperations, type PeriodRebuilder } from "./operations/rebuild/rebuild-operations.js";
import { postingThrough } from "./operations/rebuild/post-correction.js";
import { rebuildRouter } from "./operations/rebuild/rebuild-router.js";
import type { ProcessOperations } from "./operations/processes/process-operations.js";
import { processApiOperations, processesRouter } from "./operations/processes/processes-router.js";
import { type KeptMail, mailOperations, mailRouter } from "./notifications/mail-router.js";
import { unsubscribeOperations, unsubscribeRouter } from "./notifications/unsubscribe-router.js";
import { accountDoor, type AccountDoor } from "./pipeline/account-door.js";
import { processDoor, type ProcessDoor } from "./pipeline/process-door.js";
import { createCommandService, type CommandLimits } from "./pipeline/command-service.js";

export interface CommandApiOptions {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly tokens: { readonly issuer: TokenIssuer; readonly verifier: TokenVerifier };
  readonly clock: () => Instant;
  readonly limits?: CommandLimits;
  /** Where projections run beside: lets a period be rebuilt over HTTP. */
  readonly rebuilder?: PeriodRebuilder;
  /** What unsubscribe links are checked by, and where the mail sink keeps its messages. */
  readonly notifications?: { readonly unsubscribe: UnsubscribeTokens; readonly mail: KeptMail | undefined };
  /** Where process managers run beside: lets administrators look into them. */
  readonly processes?: ProcessOperations;
  /** How scans of letters are taken in and kept; absent where no letters are read. */
  readonly letters?: LetterParts;
  /** Told how long work ends. */
  readonly log?: OperationLog;
}

export interface CommandApi {
  /** To be mounted at the root: its addresses begin with /api/commands, /api/operations and /api/auth. */
  readonly router: Router;
  readonly openApi: ApiDocument;
  /** For process managers in the same program. */
  readonly carryOut: ProcessDoor;
  /** For other systems whose commands come by another way than HTTP. */
  readonly forAccounts: AccountDoor;
  /** Ends what runs on its own, a running import and a subscription: before the store is closed. */
  stop(): Promise<void>;
}

export const createCommandApi = (options: CommandApiOptions): CommandApi => {
  const { store, vault, tokens, clock, limits, rebuilder, notifications, processes, letters, log } = options;
  const failedLogins = createFailedLogins({ now: () => performance.now() });
  const service = createCommandService({ store, clock, hashKey: vault.derivedKey("command-hash") }, limits);
  const people = createPeopleOfUnits(store);
  const commands = commandTable({ failedLogins, people, feedSecrets: feedSecrets(vault.derivedKey("calendar-feeds")) });
  const imports = createImportOperations({ store, vault, clock, log });

  const router = Router();
  router.use(importRouter({ store, clock, verifier: tokens.verifier, operations: imports }));
  const rebuilds =
    rebuilder === undefined ? undefined : createRebuildOperations(rebuilder, postingThrough(service), clock, log);
  if (rebuilder !== undefined && rebuilds !== undefined)
    router.use(rebuildRouter({ store, clock, verifier: tokens.verifier, operations: rebuilds, rebuilder }));
  if (notifications !== undefined) {
    router.use("/api/notifications", unsubscribeRouter({ service, tokens: notifications.unsubscribe }));
    const { mail } = notifications;
    if (mail !== undefined)
      router.use("/api/operations", mailRouter({ store, clock, verifier: tokens.verifier, mail }));
  }
  if (processes !== undefined)
    router.use("/api/operations", processesRouter({ store, clock, verifier: tokens.verifier, processes }));
  router.use("/api/commands", commandRouter(commands, service, tokens.verifier));
  const approveRequest = commands.find(({ name }) => name === "approve-request");
  if (approveRequest === undefined) throw new Error("the table has no approve-request");
  router.use("/api/commands", bulkApprovalRouter(approveRequest, service, tokens.verifier));
  if (letters !== undefined)
    router.use(letterRouter({ ...letters, service, store, vault, clock, verifier: tokens.verifier }));
  router.use("/api/auth", authRouter({ store, clock, tokens, failedLogins }));

  const openApi = createApiDocument({
    title: "Tabel: commands",
    version: "1",
    description:
      "Every change is a command. It answers with a position; ask a view with `?after=` it to see the change.",
  });
  const ofCommands = commands.flatMap((each) => [commandOperation(each), ...preCheckOperations(each)]);
  const offered = [...authOperations, ...ofCommands, bulkApprovalOperation, ...importOperations];
  if (letters !== undefined) offered.push(...letterOperations);
  if (rebuilds !== undefined) offered.push(...rebuildApiOperations);
  if (processes !== undefined) offered.push(...processApiOperations);
  if (notifications !== undefined) offered.push(...unsubscribeOperations);
  if (notifications?.mail !== undefined) offered.push(...mailOperations);
  for (const operation of offered) openApi.add(operation);
  const stop = async (): Promise<void> => {
    people.stop();
    await Promise.all([imports.stop(), rebuilds?.stop()]);
  };
  return {
    router,
    openApi,
    carryOut: processDoor(commands, service),
    forAccounts: accountDoor(commands, service),
    stop,
  };
};

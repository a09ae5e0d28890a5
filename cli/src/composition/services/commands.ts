// Commands in: what changes anything goes through here, over HTTP or by the door for processes of the same program.
import { type AccountDoor, type CommandApiOptions, createCommandApi, type ProcessDoor } from "@tabel/command-api";
import { systemClock } from "@tabel/platform";
import { periodRebuilder } from "@tabel/projections";
import { type MailWay, unsubscribeTokensOf } from "../notifications.js";
import type { Parts } from "../parts.js";
import { processOperations } from "../process-managers.js";
import type { Service, Start } from "../service.js";
import type { Tokens } from "../tokens.js";

export interface WithCommands {
  readonly tokens: Tokens;
  /** Undefined where mail goes to a server. */
  readonly mail: MailWay["kept"];
  /** Undefined where no files are kept that every program of the service sees. */
  readonly letters: CommandApiOptions["letters"];
}

export const startCommands = (
  { log, shutdown }: Start,
  parts: Parts,
  { tokens, mail, letters }: WithCommands,
): Service & { readonly carryOut: ProcessDoor; readonly forAccounts: AccountDoor } => {
  const { store, vault, pool } = parts;
  const commands = createCommandApi({
    store,
    vault,
    tokens,
    clock: () => systemClock().toISOString(),
    rebuilder: periodRebuilder({ store, pool }),
    notifications: { unsubscribe: unsubscribeTokensOf(parts), mail },
    processes: processOperations(parts),
    ...(letters === undefined ? {} : { letters }),
    log,
  });
  shutdown.add("imports", 2_000, () => commands.stop());
  return {
    carryOut: commands.carryOut,
    forAccounts: commands.forAccounts,
    documents: { commands: commands.openApi },
    routes: (on) => void on.use(commands.router),
  };
};

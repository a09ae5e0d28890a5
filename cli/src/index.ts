// The `tabel` command: one program, one file a command group.
import { Command } from "commander";
import { register as access } from "./commands/access.js";
import { register as audit } from "./commands/audit.js";
import { register as demoData } from "./commands/demo-data.js";
import { register as importFolder } from "./commands/import.js";
import { register as inbound } from "./commands/inbound.js";
import { register as notifications } from "./commands/notifications.js";
import { register as processes } from "./commands/processes.js";
import { register as projections } from "./commands/projections.js";
import { register as publish } from "./commands/publish.js";
import { register as rebuild } from "./commands/rebuild.js";
import { register as replay } from "./commands/replay.js";
import { register as serve } from "./commands/serve.js";
import { register as start } from "./commands/start.js";
import { register as store } from "./commands/store.js";
import { register as streams } from "./commands/streams.js";
import { register as webhooks } from "./commands/webhooks.js";
import { words } from "./composition/start-fault.js";

export { commandsThroughDoor, processOperations } from "./composition/process-managers.js";
export { missingSettings } from "./composition/serve.js";

/** One file a group in commands/; each registers itself. */
const groups: readonly ((program: Command) => void)[] = [
  start,
  serve,
  importFolder,
  demoData,
  access,
  audit,
  projections,
  inbound,
  processes,
  publish,
  notifications,
  rebuild,
  replay,
  store,
  streams,
  webhooks,
];

const program = (): Command => {
  const tabel = new Command("tabel")
    .description("Administers everything that happens to an employee between hiring and leaving.")
    .showHelpAfterError("(tabel --help shows what there is)")
    .addHelpText(
      "after",
      `
Settings are environment variables: PORT (8080), TABEL_DATA (.tabel), EVENTSTORE_URL and DATABASE_URL (unset: embedded).

Examples:
  npm start                                           run everything, with a demonstration organisation
  npx tabel demo-data --employees 2000 --months 6 --seed 7 ./bank
  npx tabel import ./bank                             bring an organisation in, or see what is wrong with it
`,
    );
  for (const register of groups) register(tabel);
  return tabel;
};

/** Runs one command line; the exit code tells how it went. */
export const run = async (commandLine: readonly string[]): Promise<void> => {
  try {
    await program().parseAsync(commandLine, { from: "user" });
  } catch (error) {
    process.stderr.write(`${words(error)}\n`);
    process.exitCode = 1;
  }
};

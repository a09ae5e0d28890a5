// Logs of a system on one machine: JSON lines in the data folder, so that the terminal stays for the person; on standard
// output where a collector wants them (TABEL_LOG=stdout).
import { createWriteStream, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { createLogger, type Configuration, type Logger } from "@tabel/platform";
import { makeDataFolder } from "./data-folder.js";
import { sentenceFor } from "./start-fault.js";

/** Beyond this size the file of the last run is put aside at the next start; one is kept. */
const PUT_ASIDE_AT_BYTES = 50_000_000;

export const fileLogger = (configuration: Configuration): Logger => {
  const name = "tabel";
  const level = configuration.logLevel;
  if (configuration.logTo === "stdout") return createLogger({ level, name });
  const file = join(configuration.dataFolder, "tabel.log");
  try {
    makeDataFolder(configuration.dataFolder);
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > PUT_ASIDE_AT_BYTES) renameSync(file, `${file}.1`);
  } catch (error) {
    throw sentenceFor(error, configuration.dataFolder);
  }
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  // A full disk must not end the system because of its log: lines are lost, health says what is wrong.
  stream.on("error", () => undefined);
  return createLogger({ level, name, destination: stream });
};

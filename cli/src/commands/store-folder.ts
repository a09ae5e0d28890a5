// Where the embedded event store lies unless a command is told another folder.
import { join, resolve } from "node:path";
import { readConfiguration } from "@tabel/platform";

export const storeFolder = (given?: string): string =>
  given === undefined ? join(readConfiguration().dataFolder, "event-store") : resolve(given);

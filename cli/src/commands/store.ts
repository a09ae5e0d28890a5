// tabel store: the embedded event store by itself, and what keeps it safe.
import {
  backupEventStore,
  restoreEventStore,
  serveEventStore,
  type StoreReport,
  verifyEventStore,
} from "@tabel/embedded";
import { type Command, InvalidArgumentError } from "commander";
import { sentenceFor } from "../composition/start-fault.js";
import { storeFolder } from "./store-folder.js";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const whole = new Intl.NumberFormat("en");

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError("A port is a whole number from 0 (any free one) to 65535.");
  return value;
};

const contents = (report: StoreReport): string =>
  `${whole.format(report.events)} events in ${whole.format(report.streams)} streams`;

const verify = async ({ data }: { data?: string }): Promise<void> => {
  const folder = storeFolder(data);
  const report = await verifyEventStore({ dataFolder: folder });
  for (const fault of report.faults) say(fault);
  const unseen = report.faultCount - report.faults.length;
  if (unseen > 0) say(`… and ${whole.format(unseen)} more`);
  say(
    report.faultCount === 0 ? `Sound: ${contents(report)}.` : `${whole.format(report.faultCount)} faults in ${folder}.`,
  );
  if (report.faultCount > 0) process.exitCode = 1;
};

export const register = (program: Command): void => {
  const store = program.command("store").description("serve, verify, back up and restore the embedded event store");
  const data = ["--data <folder>", "the store's folder (default: event-store in TABEL_DATA)"] as const;
  store
    .command("serve")
    .description("run the event store by itself, for several processes on this machine")
    .option("--port <number>", "0 for any free one", port, 2113)
    .option("--host <address>", "the address to listen on; there is no authentication", "127.0.0.1")
    .option(...data)
    .action(async ({ port, host, data }: { port: number; host: string; data?: string }) => {
      const dataFolder = storeFolder(data);
      await serveEventStore({ port, host, dataFolder }).catch((error: unknown) => {
        throw sentenceFor(error, dataFolder);
      });
    });
  store
    .command("verify")
    .description("read every event and say whether the store holds together; it must not be running")
    .option(...data)
    .action(verify);
  store
    .command("backup <folder>")
    .description("copy the store into a new folder and verify the copy; it may be running")
    .option(...data)
    .action(async (folder: string, { data }: { data?: string }) =>
      say(`Backed up ${contents(await backupEventStore(storeFolder(data), folder))} to ${folder}.`),
    );
  store
    .command("restore <folder>")
    .description("put a backup into a folder that holds no store")
    .option(...data)
    .action(async (folder: string, { data }: { data?: string }) => {
      const target = storeFolder(data);
      say(`Restored ${contents(await restoreEventStore(folder, target))} to ${target}.`);
    });
};

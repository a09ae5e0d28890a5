// A mail sink of its own for a spec file.
import { listMail, type Mail, type MailSummary, showMail, startMailSink } from "@tabel/embedded";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "./test-folder.js";

export interface TestMailSink {
  readonly url: string;
  /** How many different messages are kept. */
  count(): Promise<number>;
  list(limit?: number): Promise<readonly MailSummary[]>;
  show(id: string): Promise<Mail | undefined>;
  /** How often a message was handed over, repetitions included. */
  handedOver(): Promise<number>;
  stop(): Promise<void>;
}

export const testMailSink = async (): Promise<TestMailSink> => {
  const folder = await testFolder();
  const sink = await startMailSink({ folder: folder.path });
  return {
    url: sink.url,
    count: () => sink.messages.count(),
    list: (limit = 1_000) => listMail(sink.messages, limit),
    show: (id) => showMail(sink.messages, id),
    handedOver: async () => {
      const lines = await readFile(join(folder.path, "received.log"), "utf8").catch(() => "");
      return lines.split("\n").filter((line) => line !== "").length;
    },
    stop: async () => {
      await sink.stop();
      folder.remove();
    },
  };
};
